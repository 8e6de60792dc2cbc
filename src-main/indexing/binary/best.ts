// The best of many by score, without sorting them all.

/** The best documents, best first; equal scores in the order given. With a limit, by a heap of so many. */
export function takeBest(documents: readonly number[], scores: Float64Array, limit: number): number[] {
  if (limit >= documents.length) return [...documents].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const scoreOf = (at: number): number => scores[documents[at] ?? 0] ?? 0
  /** Whether the first comes after the second in the result. */
  const isWorse = (a: number, b: number): boolean =>
    scoreOf(a) < scoreOf(b) || (scoreOf(a) === scoreOf(b) && a > b)
  const heap: number[] = []
  if (limit > 0)
    documents.forEach((_, at) => {
      if (heap.length < limit) lift(heap, at, isWorse)
      else if (isWorse(heap[0] ?? 0, at)) sink(heap, at, isWorse)
    })
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)).map((at) => documents[at] ?? 0)
}

function lift(heap: number[], value: number, isWorse: (a: number, b: number) => boolean): void {
  let at = heap.push(value) - 1
  while (at > 0) {
    const parent = (at - 1) >>> 1
    const above = heap[parent] ?? 0
    if (!isWorse(value, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = value
}

function sink(heap: number[], value: number, isWorse: (a: number, b: number) => boolean): void {
  let at = 0
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1
    const below = heap[child] ?? 0
    if (!isWorse(below, value)) break
    heap[at] = below
    at = child
  }
  heap[at] = value
}
