// What is listed of a match: the heading it stands under, and the words around it. Pure.
import type { Heading } from '../../../src-shared/domain/document.ts'
import { toBoundary, toBoundaryAfter } from '../../../src-shared/text/offsets.ts'
import type { TextRange } from '../../anchoring/trim.ts'

/** Text of a match and its neighbours; each run of white space is one space. Joined, they read as one line. */
export interface MatchContext {
  readonly before: string
  readonly found: string
  readonly after: string
}

/** How much is shown, in UTF-16 units: little before, so that the match stands in the first line. */
const ROOM = { before: 36, found: 160, after: 120 } as const

/** @param slice reads canonical text of [start, end) */
export function toContext(
  slice: (start: number, end: number) => string,
  { start, end }: TextRange,
): MatchContext {
  const found = slice(start, Math.min(end, start + ROOM.found))
  const isCut = end - start > ROOM.found
  return {
    before: cutBefore(slice(Math.max(0, start - ROOM.before - 1), start)),
    found: toLine(isCut ? `${found.slice(0, toBoundary(found, found.length))}…` : found),
    after: isCut ? '' : cutAfter(slice(end, end + ROOM.after + 1)),
  }
}

/** Title of the last heading at or before an offset; null before the first. Headings stand in order. Logarithmic. */
export function findHeading(headings: readonly Heading[], offset: number): string | null {
  let low = 0
  let high = headings.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((headings[middle]?.offset ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return headings[low - 1]?.title ?? null
}

/** From the first whole word on, when there is more than is shown. */
function cutBefore(text: string): string {
  if (text.length <= ROOM.before) return toLine(text).trimStart()
  const space = text.search(/\s/)
  const from = space === -1 ? toBoundaryAfter(text, 1) : space + 1
  return `…${toLine(text.slice(from)).trimStart()}`
}

/** Up to the last whole word, when there is more than is shown. */
function cutAfter(text: string): string {
  if (text.length <= ROOM.after) return toLine(text).trimEnd()
  const words = text.replace(/\s+\S*$/, '')
  return `${toLine(words.slice(0, toBoundary(words, ROOM.after)))}…`
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
