// A run: the terms of some documents that follow each other, in the order of the dictionary, each with where it
// stands. Runs are how an index grows beyond memory and how threads hand over what they gathered; merging.ts makes the
// index of them. They live no longer than the build, so nothing in them is checked.
//
// A run is a row of records, one for each term: the length of the record; the number of units shared with the term
// before, the number of other units, and these; the term's number; then for each field the number of documents, and
// for each of them twice the number of documents passed over, and 1 more when there is one occurrence, otherwise
// their number; then for each occurrence by how much it begins after the one before (signed), and its length.
import { ByteWriter } from '../binary/byte-writer.ts'
import {
  countDocuments,
  endOfDocument,
  type OccurrenceList,
  type SortedOccurrences,
  STRIDE,
} from '../gathering/occurrences.ts'
import { type Store, type Stored, type StoredFiles, StoredReader } from './stored.ts'

/**
 * A run that was written. Runs of one build follow each other in the order of their documents. A term's number says,
 * among the terms that no earlier run has, which came first.
 */
export interface Run {
  readonly stored: Stored
  readonly terms: number
  readonly documents: number
}

const LONGEST_NUMBER = 7

/**
 * Writes a run.
 * @param terms the terms by number @param order the numbers of those that stand anywhere, in the dictionary's order
 */
export function writeRun(
  terms: readonly string[],
  order: ArrayLike<number>,
  fields: number,
  sorted: SortedOccurrences,
  documents: number,
  store: Store,
): Run {
  const out = new ByteWriter(1 << 16)
  const record = new ByteWriter()
  let before = ''
  for (let each = 0; each < order.length; each += 1) {
    const id = order[each] ?? 0
    const term = terms[id] ?? ''
    record.clear()
    writeTerm(record, before, term)
    record.number(id)
    for (let field = 0; field < fields; field += 1) writeField(record, sorted, id * fields + field)
    out.number(record.length)
    out.append(record.view())
    before = term
  }
  return { stored: store.put(out.view()), terms: order.length, documents }
}

function writeTerm(out: ByteWriter, before: string, term: string): void {
  let shared = 0
  while (shared < before.length && before.charCodeAt(shared) === term.charCodeAt(shared)) shared += 1
  out.number(shared)
  out.number(term.length - shared)
  for (let at = shared; at < term.length; at += 1) out.number(term.charCodeAt(at))
}

function writeField(out: ByteWriter, { firsts, values }: SortedOccurrences, key: number): void {
  const from = (firsts[key] ?? 0) * STRIDE
  const end = (firsts[key + 1] ?? 0) * STRIDE
  out.number(countDocuments(values, from, end))
  let last = -1
  for (let at = from; at < end;) {
    const document = values[at] ?? 0
    const to = endOfDocument(values, at, end)
    const count = (to - at) / STRIDE
    out.number(2 * (document - last - 1) + (count === 1 ? 1 : 0))
    if (count > 1) out.number(count)
    last = document
    writePositions(out, values, at, to)
    at = to
  }
}

function writePositions(out: ByteWriter, values: Uint32Array, from: number, end: number): void {
  let begin = 0
  for (let at = from; at < end; at += STRIDE) {
    const next = values[at + 1] ?? 0
    out.signed(next - begin)
    out.number(values[at + 2] ?? 0)
    begin = next
  }
}

/** Goes through a run term by term. */
export class RunReader {
  /** The term that it stands at: UTF-16 units, `length` of them. */
  units = new Uint16Array(64)
  length = 0
  /** The number of the term. */
  id = 0
  /** Where in the run its record begins; at the end of the run, the run's length. */
  start = 0
  readonly #reader: StoredReader
  #end = 0

  /** @param from where in the run to begin, at the start of a record */
  constructor({ stored }: Run, files: StoredFiles, from = 0) {
    this.#reader = new StoredReader(stored, files, from)
  }

  /** Goes to the next term and reads it. False when there is none. */
  next(): boolean {
    if (!this.#nextRecord()) return false
    const shared = this.#number()
    const rest = this.#number()
    this.length = shared + rest
    if (this.length > this.units.length) {
      const larger = new Uint16Array(2 * this.length)
      larger.set(this.units)
      this.units = larger
    }
    for (let at = shared; at < this.length; at += 1) this.units[at] = this.#number()
    this.id = this.#number()
    return true
  }

  /** Goes to the next term's postings without reading the term itself. */
  nextPostings(): void {
    this.#nextRecord()
    this.#number()
    for (let left = this.#number(); left > 0; left -= 1) this.#number()
    this.#number()
  }

  /** Passes over what is left of the record. */
  skip(): void {
    this.#reader.at = this.#end
  }

  /** Appends the next field's occurrences. @param first the number of the run's first document */
  readField(list: OccurrenceList, first: number): void {
    let document = first - 1
    for (let documents = this.#number(); documents > 0; documents -= 1) {
      const head = this.#number()
      document += (head >>> 1) + 1
      const count = (head & 1) === 1 ? 1 : this.#number()
      list.reserve(count * STRIDE)
      const { values } = list
      let to = list.length
      for (let left = count, begin = 0; left > 0; left -= 1) {
        const step = this.#number()
        begin += (step >>> 1) ^ -(step & 1)
        values[to++] = document
        values[to++] = begin
        values[to++] = this.#number()
      }
      list.length = to
    }
  }

  #nextRecord(): boolean {
    const reader = this.#reader
    this.start = reader.position
    if (reader.isOver) return false
    reader.need(LONGEST_NUMBER)
    const length = this.#number()
    reader.need(length)
    this.#end = reader.at + length
    return true
  }

  #number(): number {
    const reader = this.#reader
    const { bytes } = reader
    let byte = bytes[reader.at++] ?? 0
    let value = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[reader.at++] ?? 0
      value |= (byte & 0x7f) << shift
    }
    return value >>> 0
  }
}
