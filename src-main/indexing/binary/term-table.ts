// Where terms stand: entries of the dictionary's terms, and from them the documents and positions, each read when
// asked for and kept as long as there is room. What a posting is worth is not known here.
import { ByteReader } from './byte-stream.ts'
import { BLOCK } from './dictionary.ts'
import { unusable } from './unusable.ts'

/** Part of a stream: [from, to). */
interface Part {
  readonly from: number
  readonly to: number
}

/** A term in one field. */
export interface FieldEntry {
  /** Number of documents. */
  readonly count: number
  readonly postings: Part
  readonly positions: Part
}

/** A term of the dictionary. */
export interface TermEntry {
  /** Its number by first occurrence or by name, as the builder was told. */
  readonly id: number
  /** By field. */
  readonly fields: readonly FieldEntry[]
}

/** The documents of a term in one field, in the order of the file; ascending unless the index is not `ordered`. */
export interface Postings {
  readonly documents: readonly number[]
  /** How often the term counts in each. */
  readonly frequencies: readonly number[]
  /** How many positions it has in each: the same list, unless the index is not `ordered`. */
  readonly counts: readonly number[]
  /** Where in the stream the positions of every `STRIDE`th document begin, as far as they were looked for. */
  readonly marks: number[]
  readonly entry: FieldEntry
}

/** The streams of an index file. */
export interface Streams {
  readonly table: Uint8Array
  readonly postings: Uint8Array
  readonly positions: Uint8Array
  readonly bases: Float64Array
}

/** What the header says of the streams. */
export interface Shape {
  readonly terms: number
  readonly fields: number
  readonly documents: number
  readonly width: number
  readonly ordered: boolean
}

const STRIDE = 64
/** Most documents of postings kept; all are let go when there are more. */
const KEPT_DOCUMENTS = 2_000_000
const KEPT_BLOCKS = 4_096

const NOWHERE: FieldEntry = { count: 0, postings: { from: 0, to: 0 }, positions: { from: 0, to: 0 } }
const NONE: Postings = { documents: [], frequencies: [], counts: [], marks: [], entry: NOWHERE }

/** Reads entries, postings and positions. Every method throws INDEX_UNUSABLE when it meets damage. */
export class TermTable {
  readonly #streams: Streams
  readonly #shape: Shape
  readonly #blocks = new Map<number, readonly TermEntry[]>()
  readonly #kept = new Map<number, Postings>()
  #keptDocuments = 0

  /** @param streams whose bases have been checked */
  constructor(streams: Streams, shape: Shape) {
    this.#streams = streams
    this.#shape = shape
  }

  /** @param number of the term in the dictionary */
  entry(number: number): TermEntry {
    const block = Math.floor(number / BLOCK)
    let entries = this.#blocks.get(block)
    if (entries === undefined) {
      entries = this.#readBlock(block)
      if (this.#blocks.size >= KEPT_BLOCKS) this.#blocks.clear()
      this.#blocks.set(block, entries)
    }
    const entry = entries[number % BLOCK]
    if (entry === undefined) throw unusable('a term is missing')
    return entry
  }

  /** The postings of a term in one field. */
  postings(entry: FieldEntry): Postings {
    if (entry.count === 0) return NONE
    const known = this.#kept.get(entry.postings.from)
    if (known !== undefined) return known
    const postings = this.#readPostings(entry)
    this.#keptDocuments += entry.count
    if (this.#keptDocuments > KEPT_DOCUMENTS) {
      this.#kept.clear()
      this.#keptDocuments = entry.count
    }
    this.#kept.set(entry.postings.from, postings)
    return postings
  }

  /** The number of a document in postings, or -1. */
  findDocument({ documents }: Postings, document: number): number {
    if (!this.#shape.ordered) return documents.indexOf(document)
    let low = 0
    let high = documents.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((documents[middle] ?? 0) < document) low = middle + 1
      else high = middle
    }
    return documents[low] === document ? low : -1
  }

  /** The positions of the term in the document with that number in the postings, `width` numbers each. */
  positions(postings: Postings, index: number): number[] {
    const { ordered, width } = this.#shape
    const reader = this.#seek(postings, index)
    const count = postings.counts[index] ?? 0
    if (count * width > reader.end - reader.at) throw unusable('positions are missing')
    const positions: number[] = []
    let begin = 0
    for (let left = count; left > 0; left -= 1) {
      begin += ordered ? reader.number() : reader.signed()
      positions.push(begin)
      for (let part = 1; part < width; part += 1) positions.push(reader.number())
    }
    return positions
  }

  /** A cursor at the positions of a document; marks are set on the way. */
  #seek({ counts, marks, entry }: Postings, index: number): ByteReader {
    const { from, to } = entry.positions
    const mark = Math.min(Math.floor(index / STRIDE), Math.max(0, marks.length - 1))
    const reader = new ByteReader(this.#streams.positions, marks[mark] ?? from, to)
    for (let each = mark * STRIDE; each < index; each += 1) {
      if (each % STRIDE === 0) marks[each / STRIDE] = reader.at
      reader.skip((counts[each] ?? 0) * this.#shape.width)
    }
    return reader
  }

  #readBlock(block: number): TermEntry[] {
    const { table, bases } = this.#streams
    const base = (stream: number): number => bases[3 * block + stream] ?? -1
    const reader = new ByteReader(table, base(0), base(3))
    const next = { postings: base(1), positions: base(2) }
    const entries: TermEntry[] = []
    for (let left = Math.min(BLOCK, this.#shape.terms - block * BLOCK); left > 0; left -= 1) {
      const id = reader.number()
      if (id >= this.#shape.terms) throw unusable('its tables are damaged')
      const fields: FieldEntry[] = []
      while (fields.length < this.#shape.fields) fields.push(this.#readEntry(reader, next))
      entries.push({ id, fields })
    }
    if (reader.at !== reader.end || next.postings !== base(4) || next.positions !== base(5))
      throw unusable('its tables are damaged')
    return entries
  }

  #readEntry(reader: ByteReader, next: { postings: number; positions: number }): FieldEntry {
    const count = reader.number()
    if (count === 0) return NOWHERE
    const postings = { from: next.postings, to: next.postings + reader.number() }
    const positions = { from: next.positions, to: next.positions + reader.number() }
    if (count > this.#shape.documents || count > postings.to - postings.from)
      throw unusable('its tables are damaged')
    next.postings = postings.to
    next.positions = positions.to
    return { count, postings, positions }
  }

  #readPostings(entry: FieldEntry): Postings {
    const { from, to } = entry.postings
    const reader = new ByteReader(this.#streams.postings, from, to)
    const postings = this.#shape.ordered ? this.#readOrdered(reader, entry) : this.#readSigned(reader, entry)
    if (reader.at !== to) throw unusable('postings are damaged')
    return postings
  }

  #readOrdered(reader: ByteReader, entry: FieldEntry): Postings {
    const documents: number[] = []
    const counts: number[] = []
    let document = -1
    for (let left = entry.count; left > 0; left -= 1) {
      const step = reader.number()
      const once = step % 2
      document += (step - once) / 2 + 1
      documents.push(document)
      counts.push(once === 1 ? 1 : reader.number())
    }
    if (document >= this.#shape.documents) throw unusable('it names a document that is not there')
    return { documents, frequencies: counts, counts, marks: [], entry }
  }

  #readSigned(reader: ByteReader, entry: FieldEntry): Postings {
    const documents: number[] = []
    const counts: number[] = []
    const frequencies: number[] = []
    let document = -1
    for (let left = entry.count; left > 0; left -= 1) {
      document += reader.signed()
      if (document < 0 || document >= this.#shape.documents)
        throw unusable('it names a document that is not there')
      documents.push(document)
      counts.push(reader.number())
      frequencies.push(reader.number())
    }
    return { documents, frequencies, counts, marks: [], entry }
  }
}
