// The chunk plan: where a normalised document may be cut into pieces that are inserted one by one, and which range of
// canonical text each piece holds. It reads the string alone, so offsets are known before anything is in the DOM.
// It is not a parser: it understands the normal form and nothing else.
import { toCanonicalText } from '../../src-shared/text/canonical-text.ts'

/** A run of whole top-level blocks: [htmlStart, htmlEnd) of the HTML, [start, end) of the canonical text (UTF-16). */
export interface Chunk {
  readonly htmlStart: number
  readonly htmlEnd: number
  readonly start: number
  readonly end: number
  /** Number of top-level elements. */
  readonly blocks: number
}

/** Size a chunk aims at, in UTF-16 units of HTML: some ten screens of text, sanitised and inserted in a few ms. */
export const CHUNK_SIZE = 16_384

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'wbr', 'input', 'source', 'track'])
const HEADING = /^h[1-6]$/
const SLASH = 47

/**
 * Cuts `html` into chunks of about `size`. They cover it without gap, in order; a cut falls only before a top-level
 * element and never right after a heading, so a heading stays with what it heads. One linear pass.
 */
export function planChunks(html: string, size = CHUNK_SIZE): readonly Chunk[] {
  const chunks: Chunk[] = []
  let from = { html: 0, text: 0 }
  let blocks = 0
  for (const cut of findCuts(html)) {
    blocks += 1
    if (cut.html < html.length && (cut.afterHeading || cut.html - from.html < size)) continue
    if (cut.html > from.html)
      chunks.push({ htmlStart: from.html, htmlEnd: cut.html, start: from.text, end: cut.text, blocks })
    from = cut
    blocks = 0
  }
  return chunks
}

/** Index of the chunk that holds the character at `offset`; the last one at the end of the text. -1 when none. */
export function findChunk(chunks: readonly { start: number; end: number }[], offset: number): number {
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const chunk = chunks[middle]
    if (chunk !== undefined && chunk.end <= offset) low = middle + 1
    else high = middle
  }
  return high
}

interface Cut {
  readonly html: number
  readonly text: number
  readonly afterHeading: boolean
}

/** Every place before a top-level element, and the end. */
function* findCuts(html: string): Generator<Cut> {
  const text = createTextCounter(html)
  let depth = 0
  let at = 0
  let length = 0
  let before = ''
  for (;;) {
    const tag = findTag(html, at)
    length += text.count(at, tag)
    if (tag === html.length) break
    const closing = html.charCodeAt(tag + 1) === SLASH
    const name = readName(html, closing ? tag + 2 : tag + 1)
    if (depth === 0 && !closing) {
      if (tag > 0) yield { html: tag, text: length, afterHeading: HEADING.test(before) }
      before = name
    }
    if (closing) depth -= 1
    else if (!VOID.has(name)) depth += 1
    at = findTagEnd(html, tag)
  }
  yield { html: html.length, text: length, afterHeading: false }
}

/** Next `<` that begins a tag, or the end of the string. */
function findTag(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at !== -1; at = html.indexOf('<', at + 1)) {
    const next = html.charCodeAt(at + 1)
    if (next === SLASH || isLetter(next)) return at
  }
  return html.length
}

/** Just after the `>` of the tag that begins at `tag`; a `>` within a quoted value does not count. */
function findTagEnd(html: string, tag: number): number {
  let end = html.indexOf('>', tag)
  for (let at = tag; end !== -1;) {
    const quote = findQuote(html, at, end)
    if (quote === -1) return end + 1
    const match = html.indexOf(html.charAt(quote), quote + 1)
    if (match === -1) return html.length
    at = match + 1
    if (at > end) end = html.indexOf('>', at)
  }
  return html.length
}

function findQuote(html: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const unit = html.charCodeAt(at)
    if (unit === 34 || unit === 39) return at
  }
  return -1
}

function readName(html: string, from: number): string {
  let end = from
  while (isNamePart(html.charCodeAt(end))) end += 1
  return html.slice(from, end).toLowerCase()
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)
}

function isNamePart(unit: number): boolean {
  return isLetter(unit) || (unit >= 48 && unit <= 57) || unit === 45
}

/** Counts units of text between tags; character references are decoded only where there are any. */
function createTextCounter(html: string): { count(from: number, to: number): number } {
  let reference = html.indexOf('&')
  return {
    count(from, to) {
      if (reference !== -1 && reference < from) reference = html.indexOf('&', from)
      if (reference === -1 || reference >= to) return to - from
      return toCanonicalText(html.slice(from, to)).length
    },
  }
}
