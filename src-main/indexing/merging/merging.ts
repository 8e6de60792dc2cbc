// Runs to the terms of an index, in two steps. First their terms are put in one order: that gives the dictionary, the
// terms' numbers, and which runs have each of them. Then the streams are written, in parts that know nothing of each
// other, so that threads can share them. Where runs were cut leaves no trace.
import { BLOCK } from '../binary/dictionary.ts'
import { type EncodedTerms, PartsEncoder } from './parts-encoder.ts'
import { arrangeOccurrences, type DocumentOrder } from './document-order.ts'
import { type EncodedKeys, KeysEncoder } from './keys-encoder.ts'
import { OccurrenceList } from '../gathering/occurrences.ts'
import { RunHeap } from './run-heap.ts'
import { type Run, RunReader } from './runs.ts'
import { lengthOf, type Store, type StoredFiles } from './stored.ts'

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
export interface MergePlan extends EncodedKeys {
  readonly runs: readonly Run[]
  readonly terms: number
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
    do {
      sources[source++] = 2 * top.run
      top = heap.next()
    } while (top !== undefined && keys.isLast(top.reader.units, top.reader.length))
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

/** How a part is written. */
export interface EncodeOptions {
  readonly fields: number
  /** Null when documents are numbered as they came. */
  readonly order: DocumentOrder | null
  /** Whether postings and positions never go backwards. */
  readonly ordered: boolean
}

/** Writes the streams of one part. */
export function encodePart(
  plan: MergePlan,
  part: MergePart,
  { fields, order, ordered }: EncodeOptions,
  store: Store,
  files: StoredFiles,
): EncodedTerms {
  const postings = new MergedPostings(plan, part, files)
  const encoder = new PartsEncoder(store)
  const arranged = new OccurrenceList()
  for (let term = part.first; term < part.end; term += 1) {
    postings.nextTerm()
    encoder.beginTerm(plan.ids?.[term] ?? null)
    for (let field = 0; field < fields; field += 1) {
      const list = postings.readField()
      if (order === null && ordered) encoder.addField(list, null)
      else {
        const { list: own, frequencies } = arrangeOccurrences(list, order, arranged)
        encoder.addField(own, ordered ? null : frequencies)
      }
    }
  }
  return encoder.finish()
}

/** The occurrences of terms in all runs, term by term. */
class MergedPostings {
  readonly #sources: Uint32Array
  readonly #runs: readonly { readonly reader: RunReader; readonly first: number }[]
  readonly #list = new OccurrenceList()
  /** Where the sources of the term begin, and where they end. */
  #from: number
  #end: number

  constructor({ runs, sources }: MergePlan, part: MergePart, files: StoredFiles) {
    this.#sources = sources
    this.#from = part.source
    this.#end = part.source
    let first = 0
    this.#runs = runs.map((run, at) => {
      const opened = { reader: new RunReader(run, files, part.from[at] ?? 0), first }
      first += run.documents
      return opened
    })
  }

  nextTerm(): void {
    this.#from = this.#end
    for (let isLast = false; !isLast; this.#end += 1) {
      const source = this.#sources[this.#end] ?? 1
      this.#runs[source >>> 1]?.reader.nextPostings()
      isLast = (source & 1) === 1
    }
  }

  /** The occurrences in the term's next field, until the next call. */
  readField(): OccurrenceList {
    const list = this.#list
    list.length = 0
    for (let at = this.#from; at < this.#end; at += 1) {
      const run = this.#runs[(this.#sources[at] ?? 0) >>> 1]
      run?.reader.readField(list, run.first)
    }
    return list
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
