// Plain text as lines and chunks: what stands between blank lines, with the layout that later stages judge by.
// Nothing is interpreted here. Every visible character of the source is in exactly one line.

import { cleanText } from '../normal-form/characters.ts'

/** A line that is not blank. */
export interface Line {
  /** Without white space around it; non-breaking spaces are spaces. */
  readonly text: string
  /** With its indentation, tabs as they are; nothing behind it. */
  readonly raw: string
  /** Columns before the text: a tab goes to the next multiple of eight, an ideographic space takes two. */
  readonly indent: number
  /** Columns of the text; a wide character takes two. */
  readonly width: number
  /** Whether a non-breaking space stood at its end or its start: a mark that its paragraph goes on beyond it. */
  readonly softEnd: boolean
  readonly softStart: boolean
}

/** What stands between two chunks. */
export interface Gap {
  /** Blank lines; 0 at the start of the text and where a chunk was divided. */
  readonly lines: number
  /** Those of them that hold a non-breaking space: an empty paragraph of a web page. */
  readonly soft: number
  /** Whether a page ends here. */
  readonly page: boolean
}

/** Lines with no blank line between them. */
export interface Chunk {
  readonly before: Gap
  readonly lines: readonly Line[]
}

export const NO_GAP: Gap = { lines: 0, soft: 0, page: false }

const PLAIN = /^[ -~\t]*$/
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const INVISIBLE = /[\p{M}\u200b-\u200f\u00ad]/u
const NBSP_EDGE = /[\u00a0\u202f]/

/** The chunks of a text whose line ends are LF. Linear. */
export function scanChunks(text: string): Chunk[] {
  const chunks: Chunk[] = []
  let lines: Line[] = []
  let gap = NO_GAP
  let before = NO_GAP
  const close = (): void => {
    if (lines.length > 0) chunks.push({ before, lines })
    lines = []
  }
  for (const source of text.split(/\n|\v|\u0085|\u2028|\u2029/)) {
    const page = source.includes('\f')
    const line = toLine(page ? source.replaceAll('\f', '') : source)
    if (page) {
      close()
      gap = { ...gap, page: true }
    }
    if (line === null) {
      close()
      gap = { lines: gap.lines + 1, soft: gap.soft + (source.includes('\u00a0') ? 1 : 0), page: gap.page }
      continue
    }
    if (lines.length === 0) {
      before = gap
      gap = NO_GAP
    }
    lines.push(line)
  }
  close()
  return chunks
}

/** Columns a text takes. */
export function toWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const char of text) width += WIDE.test(char) ? 2 : INVISIBLE.test(char) ? 0 : 1
  return width
}

/** Whether a character belongs to a script that is written without spaces between words. */
export function isUnspaced(char: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u.test(char)
}

function toLine(source: string): Line | null {
  const raw = cleanText(source)
    .replace(/[\u00a0\u202f]/g, ' ')
    .trimEnd()
  const text = raw.trimStart()
  if (text === '') return null
  const edges = source.trim() === source ? '' : source
  return {
    text,
    raw,
    indent: toIndent(raw.slice(0, raw.length - text.length)),
    width: toWidth(text),
    softEnd: edges !== '' && NBSP_EDGE.test(edges.slice(edges.trimEnd().length)),
    softStart: edges !== '' && NBSP_EDGE.test(edges.slice(0, edges.length - edges.trimStart().length)),
  }
}

function toIndent(space: string): number {
  let columns = 0
  for (const char of space) columns += char === '\t' ? 8 - (columns % 8) : char === '\u3000' ? 2 : 1
  return columns
}
