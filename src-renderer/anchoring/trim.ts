// What a selection means: the words in it, without the white space at its ends and without half characters.
import { toBoundary } from '../../src-shared/text/quote.ts'

/** [start, end) in canonical text, UTF-16. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/**
 * The range without white space at either end and widened to whole surrogate pairs. Null when nothing but white space
 * is selected.
 * @param slice reads canonical text of [start, end)
 */
export function trimRange(
  range: TextRange,
  length: number,
  slice: (start: number, end: number) => string,
): TextRange | null {
  const from = Math.max(0, Math.min(range.start, range.end) - 1)
  const to = Math.min(length, Math.max(range.start, range.end) + 1)
  const text = slice(from, to)
  let start = toBoundary(text, Math.min(range.start, range.end) - from)
  let end = Math.max(range.start, range.end) - from
  if (toBoundary(text, end) !== end) end += 1
  while (start < end && isSpace(text.charAt(start))) start += 1
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1
  return start < end ? { start: from + start, end: from + end } : null
}

function isSpace(unit: string): boolean {
  return /[\s\u200b\ufeff]/.test(unit)
}
