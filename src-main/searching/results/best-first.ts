// Numbers in the order of their scores, as many as are asked for: a binary heap, built in linear time, so that the best
// fifty of many thousands cost no sort, and the next fifty go on where the last ended.

/** Gives the items one by one, the best first; undefined when there are no more. */
export type BestFirst = () => number | undefined

/**
 * Orders `items` (which it takes over and changes) by `scores` descending, equal ones by `ties` ascending; both are by
 * item.
 */
export function openBestFirst(
  items: number[],
  scores: Readonly<ArrayLike<number>>,
  ties: Readonly<ArrayLike<number>>,
): BestFirst {
  const isBefore = (a: number, b: number): boolean => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0)
    return difference > 0 || (difference === 0 && (ties[a] ?? 0) < (ties[b] ?? 0))
  }
  const sink = (from: number): void => {
    const item = items[from] ?? 0
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child + 1 < items.length && isBefore(items[child + 1] ?? 0, items[child] ?? 0)) child += 1
      if (child >= items.length || !isBefore(items[child] ?? 0, item)) break
      items[at] = items[child] ?? 0
      at = child
    }
    items[at] = item
  }
  for (let at = (items.length >>> 1) - 1; at >= 0; at -= 1) sink(at)
  return () => {
    const best = items[0]
    const last = items.pop()
    if (items.length > 0 && last !== undefined) {
      items[0] = last
      sink(0)
    }
    return best
  }
}
