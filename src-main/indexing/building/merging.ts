// Runs to the terms of an index, in two steps. First their terms are put in one order: that gives the dictionary, the
// terms' numbers, and which runs have each of them. Then the streams are written, in parts that know nothing of each
// other, so that threads can share them. Where runs were cut leaves no trace.
import { BLOCK, rank } from '../binary/dictionary.ts'
import { type EncodedTerms, PartsEncoder } from './parts-encoder.ts'
import { arrangeOccurrences, type DocumentOrder } from './document-order.ts'
import { OccurrenceList } from './occurrences.ts'
import { type Run, RunReader } from './runs.ts'
import { lengthOf, type Store, type Stored, type StoredFiles, StoredStream } from './stored.ts'

/** Terms from `first` to `end`, which is a multiple of `BLOCK` unless it is the last part. */
export interface MergePart {
  readonly first: number
  readonly end: number
  /** Where in `sources` it begins. */
  readonly source: number
  /** For each run, where in it the part begins. */
  readonly from: readonly number[]
}

/** What the runs have in common. */
export interface MergePlan {
  readonly runs: readonly Run[]
  readonly terms: number
  readonly keys: readonly Stored[]
  /** Where each block of the dictionary begins; last, its length. */
  readonly keyBlocks: Float64Array
  /** For each term the runs that have it, ascending, each times two, and 1 more for the last one. */
  readonly sources: Uint32Array
  /** The terms' numbers by first occurrence; null when none are wanted. */
  readonly ids: Uint32Array | null
  readonly parts: readonly MergePart[]
}

/** Puts the terms of all runs in one order. @param parts how many parts are wanted; there may be fewer */
export function planMerge(
  runs: readonly Run[],
  withIds: boolean,
  parts: number,
  store: Store,
  files: StoredFiles,
): MergePlan {
  const entries = runs.reduce((sum, { terms }) => sum + terms, 0)
  const sources = new Uint32Array(new SharedArrayBuffer(4 * entries))
  const keys = new KeysEncoder(store)
  const cutter = new Cutter(runs, parts)
  const firsts = withIds ? new Float64Array(entries) : null
  const heap = new RunHeap(runs, files)
  let terms = 0
  let source = 0
  for (let top = heap.top; top !== undefined; terms += 1) {
    const { reader, run } = top
    if (terms % BLOCK === 0) cutter.offer(terms, source, heap)
    keys.add(reader.units, reader.length)
    // Among terms that no earlier run has, numbers tell which came first.
    if (firsts !== null) firsts[terms] = run * 2 ** 32 + reader.id
    for (let last = top; ; last = top) {
      sources[source++] = 2 * top.run
      top = heap.next()
      if (top === undefined || !keys.isLast(top.reader.units, top.reader.length)) break
      if (last.run > top.run) throw new Error('Runs are merged out of order')
    }
    sources[source - 1] = (sources[source - 1] ?? 0) + 1
  }
  return {
    runs,
    terms,
    ...keys.finish(),
    sources,
    ids: firsts === null ? null : toRanks(firsts.subarray(0, terms)),
    parts: cutter.finish(terms),
  }
}

/** Writes the streams of one part. @param ordered whether postings and positions never go backwards */
export function encodePart(
  plan: MergePlan,
  part: MergePart,
  fields: number,
  order: DocumentOrder | null,
  ordered: boolean,
  store: Store,
  files: StoredFiles,
): EncodedTerms {
  const { runs, sources, ids } = plan
  const readers = runs.map((run, each) => new RunReader(run, files, part.from[each] ?? 0))
  const bases: number[] = []
  runs.reduce((base, { documents }) => {
    bases.push(base)
    return base + documents
  }, 0)
  const encoder = new PartsEncoder(store)
  const list = new OccurrenceList()
  const arranged = new OccurrenceList()
  const isPlain = order === null && ordered
  let { source } = part
  for (let term = part.first; term < part.end; term += 1) {
    const from = source
    for (let isLast = false; !isLast; source += 1) {
      const entry = sources[source] ?? 1
      readers[entry >>> 1]?.nextPostings()
      isLast = (entry & 1) === 1
    }
    encoder.beginTerm(ids === null ? null : (ids[term] ?? 0))
    for (let field = 0; field < fields; field += 1) {
      list.length = 0
      for (let each = from; each < source; each += 1) {
        const run = (sources[each] ?? 0) >>> 1
        readers[run]?.readField(list, bases[run] ?? 0)
      }
      if (isPlain) encoder.addField(list, null)
      else {
        const { list: own, frequencies } = arrangeOccurrences(list, order, arranged)
        encoder.addField(own, ordered ? null : frequencies)
      }
    }
  }
  return encoder.finish()
}

interface Cursor {
  readonly run: number
  readonly reader: RunReader
}

/** Runs by the term that each stands at, in the order of the dictionary; of equal terms the earliest run's first. */
class RunHeap {
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

/** Front-codes terms that come in order: in each block a term is the units it shares with the one before, and the rest. */
class KeysEncoder {
  readonly #keys: StoredStream
  readonly #blocks: number[] = []
  #terms = 0
  #last = new Uint16Array(64)
  #length = 0

  constructor(store: Store) {
    this.#keys = new StoredStream(store)
  }

  add(units: Uint16Array, length: number): void {
    let shared = 0
    if (this.#terms % BLOCK === 0) {
      this.#keys.settle()
      this.#blocks.push(this.#keys.length)
    } else {
      const least = Math.min(length, this.#length)
      while (shared < least && units[shared] === this.#last[shared]) shared += 1
    }
    const { out } = this.#keys
    out.number(shared)
    out.number(length - shared)
    if (length > this.#last.length) this.#last = new Uint16Array(2 * length)
    for (let at = 0; at < length; at += 1) {
      const unit = units[at] ?? 0
      if (at >= shared) out.number(unit)
      this.#last[at] = unit
    }
    this.#length = length
    this.#terms += 1
  }

  /** Whether a term is the one that was added last. */
  isLast(units: Uint16Array, length: number): boolean {
    if (length !== this.#length) return false
    for (let at = 0; at < length; at += 1) if (units[at] !== this.#last[at]) return false
    return true
  }

  finish(): Pick<MergePlan, 'keys' | 'keyBlocks'> {
    const keys = this.#keys.finish()
    return { keys, keyBlocks: Float64Array.from([...this.#blocks, this.#keys.length]) }
  }
}

/** Cuts the terms into parts of about as many bytes. */
class Cutter {
  readonly #total: number
  readonly #parts: number
  readonly #cuts: Omit<MergePart, 'end'>[] = []

  constructor(runs: readonly Run[], parts: number) {
    this.#total = runs.reduce((sum, { stored }) => sum + lengthOf(stored), 0)
    this.#parts = parts
  }

  /** Offers a place to cut: before the terms at which the runs stand. */
  offer(first: number, source: number, { readers }: RunHeap): void {
    if (this.#cuts.length === this.#parts) return
    const passed = readers.reduce((sum, { start }) => sum + start, 0)
    if (passed < (this.#total * this.#cuts.length) / this.#parts) return
    this.#cuts.push({ first, source, from: readers.map(({ start }) => start) })
  }

  finish(terms: number): MergePart[] {
    return this.#cuts.map((cut, at) => ({ ...cut, end: this.#cuts[at + 1]?.first ?? terms }))
  }
}

/** The rank of each value among all of them, which differ. */
function toRanks(values: Float64Array): Uint32Array {
  const sorted = values.slice().sort()
  const ranks = new Uint32Array(new SharedArrayBuffer(4 * values.length))
  values.forEach((value, at) => {
    let low = 0
    let high = sorted.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] ?? 0) <= value) low = middle
      else high = middle
    }
    ranks[at] = low
  })
  return ranks
}
