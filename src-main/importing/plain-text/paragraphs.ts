// The text of one chunk: which line ends mean something, and which are only where the line was full.
// Lines are joined with a space, or with nothing where the script has no spaces or a hyphen ends the line; letters and
// hyphens themselves are never touched.

import type { Block } from './blocks.ts'
import type { Line } from './lines.ts'
import { isUnspaced, NO_GAP } from './lines.ts'
import type { Profile } from './profile.ts'
import { endsLikeSentence, endsWithStop, findChunkWrap, isFilled } from './profile.ts'

/** Narrower than this, lines that are not full are kept one by one: verse, addresses, signatures. */
const SHORT = 60
/** What follows a hyphen that stands for the rest of a word, as in `comma- or space-separated`. */
const SUSPENDED = /^(?:and|or|nor|to|but|und|oder|bis|et|ou|y|o|e|og|och|en|of)\b/
/** A line such as `Present: A, B and C`. */
const FIELD = /^\p{Lu}[\p{L} -]{1,24}: \S/u

/** The lines as one text. */
export function joinLines(lines: readonly Pick<Line, 'text'>[]): string {
  const parts: string[] = []
  let last = ''
  for (const { text } of lines) {
    if (last !== '') parts.push(toGlue(last, text))
    parts.push(text)
    last = text
  }
  return parts.join('')
}

/** The blocks of lines that are neither list nor table: paragraphs, single lines, verse. */
export function shapeText(lines: readonly Line[], profile: Profile): Block[] {
  const [first, second] = lines
  if (first === undefined) return []
  if (second === undefined) return [{ kind: 'line', gap: NO_GAP, line: first, centred: false }]
  if (lines.slice(1).some(isIdeographicStart))
    return divideBefore(lines, isIdeographicStart).flatMap((part) => shapeText(part, profile))
  const wrap = lines.every((line) => FIELD.test(line.text)) ? null : findChunkWrap(lines, profile)
  if (wrap === null) return shapeKept(divideAtFull(lines, profile))
  if (isLabel(first, lines.slice(1), wrap))
    return [toParagraph([first]), ...divideAtIndent(lines.slice(1), wrap, profile).map(toParagraph)]
  return divideAtIndent(lines, wrap, profile).map(toParagraph)
}

function toParagraph(lines: readonly Line[]): Block {
  const [line] = lines
  if (line !== undefined && lines.length === 1) return { kind: 'line', gap: NO_GAP, line, centred: false }
  return { kind: 'paragraph', gap: NO_GAP, text: joinLines(lines), indent: line?.indent ?? 0 }
}

/** Whether the first line of a broken paragraph stands for itself: short, not full, and no end of a sentence. */
function isLabel(first: Line, rest: readonly Line[], wrap: number): boolean {
  const next = rest[0]
  if (next === undefined || first.width > wrap * 0.6 || isFilled(first, next, wrap)) return false
  return (
    !endsWithStop(first.text) &&
    /^[\p{Lu}\p{Lo}\p{N}]/u.test(first.text) &&
    /^[\p{Lu}\p{Lo}\p{N}"“'‘(]/u.test(next.text)
  )
}

/** An ideographic space before a line always begins a paragraph. */
function isIdeographicStart(line: Line): boolean {
  return line.raw.startsWith('\u3000')
}

function divideBefore(lines: readonly Line[], starts: (line: Line) => boolean): Line[][] {
  const parts: Line[][] = []
  for (const line of lines) {
    const last = parts.at(-1)
    if (last === undefined || starts(line)) parts.push([line])
    else last.push(line)
  }
  return parts
}

/** Paragraphs without blank lines between them: each begins with an indented line, after a line that is not full. */
function divideAtIndent(lines: readonly Line[], wrap: number, profile: Profile): Line[][] {
  const least = Math.min(...lines.slice(0, 1000).map((line) => line.indent))
  const parts: Line[][] = []
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    const deeper = line.indent - least
    const starts =
      previous !== undefined &&
      deeper >= 2 &&
      (deeper === profile.firstIndent || endsLikeSentence(previous.text)) &&
      previous.indent === least &&
      (endsLikeSentence(previous.text) || !isFilled(previous, line, wrap))
    const last = parts.at(-1)
    if (last === undefined || starts) parts.push([line])
    else last.push(line)
  })
  return parts
}

/** Lines that go on because they are full stay together; every other line stands alone. */
function divideAtFull(lines: readonly Line[], profile: Profile): Line[][] {
  const parts: Line[][] = []
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    const last = parts.at(-1)
    const goesOn =
      previous !== undefined &&
      profile.wrap !== null &&
      previous.width > profile.wrap * 0.7 &&
      isFilled(previous, line, profile.wrap)
    if (last === undefined || !goesOn) parts.push([line])
    else last.push(line)
  })
  return parts
}

/** Runs of short lines become verse; the rest are lines and paragraphs of their own. */
function shapeKept(parts: readonly Line[][]): Block[] {
  const blocks: Block[] = []
  let short: Line[] = []
  const close = (): void => {
    if (short.length > 1) blocks.push({ kind: 'verse', gap: NO_GAP, lines: short, centred: false })
    else if (short.length === 1) blocks.push(toParagraph(short))
    short = []
  }
  for (const part of parts) {
    const [only] = part
    if (only !== undefined && part.length === 1 && isShort(only)) short.push(only)
    else {
      close()
      blocks.push(toParagraph(part))
    }
  }
  close()
  return blocks
}

function isShort(line: Line): boolean {
  return line.width <= SHORT && !(line.width > SHORT / 2 && /[.。!?！？]["'”’»」』)]*$/.test(line.text))
}

function toGlue(before: string, after: string): string {
  const last = before.at(-1) ?? ''
  const next = after.charAt(0)
  if (/[\p{L}\p{N}]-$/u.test(before) && /^\p{Ll}/u.test(after)) return SUSPENDED.test(after) ? ' ' : ''
  return isUnspaced(last) && isUnspaced(next) ? '' : ' '
}
