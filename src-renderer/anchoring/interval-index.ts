// Which ranges touch a place: an index over ranges that may overlap and nest. Ranges are data here; the DOM is not known.

/** [start, end) in canonical text, UTF-16. An empty range counts as one unit long. */
export interface Interval {
  readonly start: number
  readonly end: number
}

export interface IntervalIndex<T extends Interval> {
  /** In order of start, longer before shorter. */
  readonly all: readonly T[]
  /** Those that share at least one unit with [start, end), in order of start. */
  overlapping(start: number, end: number): T[]
  /** Those that cover the unit at `offset`, the shortest first: the one a click most likely means. */
  at(offset: number): T[]
}

/** Builds the index in n log n; a query costs the matches plus the ranges that a long one reaches across. */
export function createIntervalIndex<T extends Interval>(intervals: readonly T[]): IntervalIndex<T> {
  const all = [...intervals].sort((a, b) => a.start - b.start || toEnd(b) - toEnd(a))
  const reach: number[] = []
  let furthest = 0
  for (const each of all) {
    furthest = Math.max(furthest, toEnd(each))
    reach.push(furthest)
  }

  function overlapping(start: number, end: number): T[] {
    const found: T[] = []
    for (let at = countBefore(all, end) - 1; at >= 0 && (reach[at] ?? 0) > start; at -= 1) {
      const each = all[at]
      if (each !== undefined && toEnd(each) > start) found.push(each)
    }
    return found.reverse()
  }

  return {
    all,
    overlapping,
    at: (offset) => overlapping(offset, offset + 1).sort((a, b) => toLength(a) - toLength(b)),
  }
}

function toEnd(interval: Interval): number {
  return Math.max(interval.end, interval.start + 1)
}

function toLength(interval: Interval): number {
  return interval.end - interval.start
}

/** Number of intervals that start before `end`. */
function countBefore(sorted: readonly Interval[], end: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? end) < end) low = middle + 1
    else high = middle
  }
  return low
}
