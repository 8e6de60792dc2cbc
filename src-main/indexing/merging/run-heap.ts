// Runs gone through together, term by term in the order of the dictionary.
import { rank } from '../binary/dictionary.ts'
import { type Run, RunReader } from './runs.ts'
import type { StoredFiles } from './stored.ts'

/** A run, by its number, at one of its terms. */
export interface Cursor {
  readonly run: number
  readonly reader: RunReader
}

/** Runs by the term that each stands at, in the order of the dictionary; of equal terms the earliest run's first. */
export class RunHeap {
  readonly readers: readonly RunReader[]
  readonly #heap: Cursor[] = []

  constructor(runs: readonly Run[], files: StoredFiles) {
    this.readers = runs.map((run) => new RunReader(run, files))
    this.readers.forEach((reader, run) => {
      if (!reader.next()) return
      this.#heap.push({ run, reader })
    })
    for (let at = this.#heap.length >>> 1; at-- > 0;) this.#sink(at)
  }

  get top(): Cursor | undefined {
    return this.#heap[0]
  }

  /** Moves the first run to its next term. @returns the run that is now first */
  next(): Cursor | undefined {
    const [first] = this.#heap
    first?.reader.skip()
    if (first?.reader.next() === false) {
      const last = this.#heap.pop()
      if (last !== undefined && this.#heap.length > 0) this.#heap[0] = last
    }
    if (this.#heap.length > 1) this.#sink(0)
    return this.#heap[0]
  }

  #sink(from: number): void {
    const heap = this.#heap
    const moved = heap[from]
    if (moved === undefined) return
    let at = from
    for (;;) {
      let child = 2 * at + 1
      let lower = heap[child]
      const right = heap[child + 1]
      if (lower === undefined) break
      if (right !== undefined && compareCursors(right, lower) < 0) {
        lower = right
        child += 1
      }
      if (compareCursors(moved, lower) <= 0) break
      heap[at] = lower
      at = child
    }
    heap[at] = moved
  }
}

function compareCursors(a: Cursor, b: Cursor): number {
  const { units, length } = a.reader
  const { units: others, length: otherLength } = b.reader
  const least = Math.min(length, otherLength)
  for (let at = 0; at < least; at += 1) {
    const x = units[at] ?? 0
    const y = others[at] ?? 0
    if (x !== y) return rank(x) - rank(y)
  }
  return length - otherLength || a.run - b.run
}
