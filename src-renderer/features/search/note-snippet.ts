// The snippet of a note without the signs of Markdown, so that it reads as the note does when it is shown. Pure; it
// works on a piece of the note's text whose lines are joined, and leaves as it is what it cannot be sure of.
import type { Snippet } from '../../../src-shared/domain/search.ts'

type Range = readonly [start: number, end: number]

/** Code, a link or an image, emphasis by signs, emphasis by underscores, the sign of a heading, that of a quotation. */
const MARKUP =
  /(?<ticks>`+)(?!`)(?:.+?)(?<!`)\k<ticks>(?!`)|(?<open>!?\[)(?<label>[^\]]*)\]\([^)\s]+\)|(?<sign>\*{1,3}|~~)(?=\S)(?:.+?)(?<=\S)\k<sign>|(?<![\p{L}\p{N}_])(?<line>_{1,3})(?=\S)(?:.+?)(?<=\S)\k<line>(?![\p{L}\p{N}_])|(?:(?<=^|\s)#{1,6}|^>)\s/gu

/** Text and marks without signs; a sign that is marked itself stays. */
export function withoutMarkup({ text, marks }: Snippet): Snippet {
  const signs = findSigns(text, 0, marks)
  const kept = toKept(text.length, signs)
  const at = (offset: number): number =>
    offset - signs.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, offset) - start), 0)
  return {
    text: kept.map(([start, end]) => text.slice(start, end)).join(''),
    marks: marks.map(([start, end]) => [at(start), at(end)]),
  }
}

/** The signs in a piece that begins at `from`, ascending. */
function findSigns(piece: string, from: number, marks: readonly Range[]): Range[] {
  return Array.from(piece.matchAll(MARKUP)).flatMap((match): Range[] => {
    const { lead, trail, isCode } = measure(match)
    const start = from + match.index
    const end = start + match[0].length
    const before: Range = [start, start + lead]
    const after: Range = [end - trail, end]
    const inner = match[0].slice(lead, match[0].length - trail)
    const within = isCode ? [] : findSigns(inner, start + lead, marks)
    const isMarked = marks.some((mark) => overlaps(mark, before) || overlaps(mark, after))
    return isMarked ? within : [before, ...within, after]
  })
}

/** How many units the signs before and after the text of a match take. */
function measure({ 0: whole, groups = {} }: RegExpMatchArray): {
  readonly lead: number
  readonly trail: number
  readonly isCode: boolean
} {
  const { ticks, open, label = '', sign, line } = groups
  if (open !== undefined)
    return { lead: open.length, trail: whole.length - open.length - label.length, isCode: false }
  const pair = ticks ?? sign ?? line
  return { lead: (pair ?? whole).length, trail: pair?.length ?? 0, isCode: ticks !== undefined }
}

function overlaps([start, end]: Range, [from, to]: Range): boolean {
  return start < to && from < end
}

function toKept(length: number, signs: readonly Range[]): Range[] {
  const ends = [0, ...signs.map(([, end]) => end)]
  return ends.map((end, at) => [end, signs[at]?.[0] ?? length])
}
