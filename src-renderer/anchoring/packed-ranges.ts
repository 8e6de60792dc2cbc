// Very many ranges of a text, packed into one typed array: a million cost eight megabytes and travel between threads
// without being copied. Ranges are data here; the DOM is not known.
import type { TextRange } from './trim.ts'

/**
 * Start and end of each range in turn, [start, end) in canonical text, UTF-16. Ranges stand in order, are not empty and
 * do not overlap.
 */
export type PackedRanges = Uint32Array

export const NO_RANGES: PackedRanges = new Uint32Array()

export function countRanges(ranges: PackedRanges): number {
  return ranges.length >> 1
}

/** The range with that number; null when there is none. */
export function rangeAt(ranges: PackedRanges, at: number): TextRange | null {
  const start = ranges[2 * at]
  const end = ranges[2 * at + 1]
  return start === undefined || end === undefined ? null : { start, end }
}

/** Number of ranges that begin before `offset`: the number of the first that begins there or later. Logarithmic. */
export function countBefore(ranges: PackedRanges, offset: number): number {
  let low = 0
  let high = countRanges(ranges)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[2 * middle] ?? Infinity) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Those that share at least one unit with [start, end), in order. */
export function rangesWithin(ranges: PackedRanges, start: number, end: number): TextRange[] {
  const found: TextRange[] = []
  const first = countBefore(ranges, start)
  const before = rangeAt(ranges, first - 1)
  if (before !== null && before.end > start) found.push(before)
  for (let at = first; ; at += 1) {
    const range = rangeAt(ranges, at)
    if (range === null || range.start >= end) return found
    found.push(range)
  }
}

/** Ranges being packed, up to `limit` of them. */
export interface RangePacker {
  /** False when there is no room for another. */
  add(start: number, end: number): boolean
  /** What was added, in an array of its own. */
  finish(): PackedRanges
}

export function createRangePacker(limit: number): RangePacker {
  let packed = new Uint32Array(256)
  let length = 0
  return {
    add(start, end) {
      if (length >= 2 * limit) return false
      if (length + 2 > packed.length) {
        const larger = new Uint32Array(packed.length * 2)
        larger.set(packed)
        packed = larger
      }
      packed[length] = start
      packed[length + 1] = end
      length += 2
      return true
    },
    finish: () => packed.slice(0, length),
  }
}
