// The best of many by score, without sorting them all.

/** The best documents, best first; equal scores in the order given. With a limit, by a heap of so many. */
export function takeBest(documents: Uint32Array, scores: Float64Array, limit: number): Uint32Array {
  if (limit >= documents.length) return documents.slice().sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const heap = new Uint32Array(Math.max(0, limit))
  const values = new Float64Array(heap.length)
  let size = 0
  for (let at = 0; at < documents.length; at += 1) {
    const score = scores[documents[at] ?? 0] ?? 0
    if (size < heap.length) lift(heap, values, size++, at, score)
    else if (size > 0 && score > (values[0] ?? 0)) sink(heap, values, at, score)
  }
  const order = Array.from(heap, (at, slot) => ({ at, score: values[slot] ?? 0 }))
  order.sort((a, b) => b.score - a.score || a.at - b.at)
  return Uint32Array.from(order, ({ at }) => documents[at] ?? 0)
}

/** Puts the place `at` in at the end. The worst is on top: lower score, or later place. */
function lift(heap: Uint32Array, values: Float64Array, end: number, at: number, score: number): void {
  let slot = end
  while (slot > 0) {
    const parent = (slot - 1) >>> 1
    const above = values[parent] ?? 0
    if (above < score || (above === score && (heap[parent] ?? 0) > at)) break
    heap[slot] = heap[parent] ?? 0
    values[slot] = above
    slot = parent
  }
  heap[slot] = at
  values[slot] = score
}

/** Replaces the worst by the place `at`. */
function sink(heap: Uint32Array, values: Float64Array, at: number, score: number): void {
  const isWorse = (a: number, b: number): boolean => {
    const x = values[a] ?? 0
    const y = values[b] ?? 0
    return x < y || (x === y && (heap[a] ?? 0) > (heap[b] ?? 0))
  }
  let slot = 0
  for (let child = 1; child < heap.length; child = 2 * slot + 1) {
    if (child + 1 < heap.length && isWorse(child + 1, child)) child += 1
    const below = values[child] ?? 0
    if (below > score || (below === score && (heap[child] ?? 0) < at)) break
    heap[slot] = heap[child] ?? 0
    values[slot] = below
    slot = child
  }
  heap[slot] = at
  values[slot] = score
}
