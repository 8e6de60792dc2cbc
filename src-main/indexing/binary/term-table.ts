// Where the terms of an index stand: entries, postings and positions, read from the streams when they are asked for.
// The terms themselves are in dictionary.ts; what postings are good for is not known here.
import { ByteReader } from './byte-reader.ts'
import { BLOCK } from './dictionary.ts'
import type { Section } from './paged-bytes.ts'
import { ChunkCursor, type PositionCursor, SignedCursor } from './position-cursor.ts'
import { decodePostings, decodeSigned, type PostingList } from './posting-list.ts'
import { unusable } from './unusable.ts'

/** The streams of an index file. */
export interface Streams {
  readonly table: Section
  readonly postings: Section
  readonly positions: Section
}

/** What the header says of the streams. */
export interface Shape {
  readonly terms: number
  readonly fields: number
  readonly documents: number
  readonly ordered: boolean
  readonly ids: boolean
}

/** Where a term stands in one field. `usual` is the length that most of its positions have. */
export interface Entry {
  readonly count: number
  readonly postings: Section
  readonly positions: Section
  readonly usual: number
}

/** Numbers kept of a term in one field: documents, beginnings and ends in two streams, usual length. */
const WIDTH = 6
const KEPT_BLOCKS = 4_096
/** Shorter lists are decoded each time: that is faster than looking for them. */
const KEPT_FROM = 256
/** Most postings kept, 8 bytes each. */
const KEPT_POSTINGS = 1 << 19

interface Block {
  readonly ids: Uint32Array
  readonly entries: Uint32Array
}

/** Reads entries, postings and positions. Every method throws INDEX_UNUSABLE when it meets damage. */
export class TermTable {
  readonly #streams: Streams
  readonly #places: Section
  readonly #shape: Shape
  readonly #blocks = new Map<number, Block>()
  readonly #kept = new Map<number, PostingList>()
  #keptPostings = 0
  /** Where lists are decoded that are not kept. */
  #scratch: PostingList = {
    length: 0,
    documents: new Uint32Array(1 << 10),
    frequencies: new Uint32Array(1 << 10),
  }
  #lastNumber = -1
  #lastBlock: Block = { ids: new Uint32Array(0), entries: new Uint32Array(0) }

  /** @param places 16 bytes a block: where it begins in the dictionary, in table, postings and positions */
  constructor(streams: Streams, places: Section, shape: Shape) {
    this.#streams = streams
    this.#places = places
    this.#shape = shape
  }

  /** The number in whose order weights are added up. */
  id(term: number): number {
    return this.#shape.ids ? (this.#block(term).ids[term % BLOCK] ?? 0) : term
  }

  /** In how many documents the term stands in that field. */
  count(term: number, field: number): number {
    return this.#block(term).entries[this.#slot(term, field)] ?? 0
  }

  /** The same, summed over all fields, as Lunr counts when it weighs a term. */
  frequency(term: number): number {
    const { entries } = this.#block(term)
    let sum = 0
    for (let field = 0; field < this.#shape.fields; field += 1) sum += entries[this.#slot(term, field)] ?? 0
    return sum
  }

  /** The documents of a term in one field, in the order of the file. What comes back is good until the next call. */
  postings(term: number, field: number): PostingList {
    const { entries } = this.#block(term)
    const slot = this.#slot(term, field)
    const count = entries[slot] ?? 0
    if (count >= KEPT_FROM) {
      const from = entries[slot + 1] ?? 0
      const kept = this.#kept.get(from)
      if (kept !== undefined) return kept
      const list = { length: count, documents: new Uint32Array(count), frequencies: new Uint32Array(count) }
      this.#decode(entries, slot, list)
      this.#keep(from, list)
      return list
    }
    this.#scratch.length = count
    if (count > 0) this.#decode(entries, slot, this.#scratch)
    return this.#scratch
  }

  /** A way through the positions of a term in one field. */
  positions(term: number, field: number): PositionCursor {
    const { entries } = this.#block(term)
    const slot = this.#slot(term, field)
    const part = (stream: Section, at: number): Section =>
      stream.part(entries[slot + at] ?? 0, entries[slot + at + 1] ?? 0)
    const entry = {
      count: entries[slot] ?? 0,
      postings: part(this.#streams.postings, 1),
      positions: part(this.#streams.positions, 3),
      usual: entries[slot + 5] ?? 0,
    }
    return this.#shape.ordered
      ? new ChunkCursor(entry, this.#shape.documents)
      : new SignedCursor(entry, this.#shape.documents)
  }

  #slot(term: number, field: number): number {
    return ((term % BLOCK) * this.#shape.fields + field) * WIDTH
  }

  #decode(entries: Uint32Array, slot: number, list: PostingList): void {
    const bytes = this.#streams.postings.read(entries[slot + 1] ?? 0, entries[slot + 2] ?? 0)
    if (this.#shape.ordered) decodePostings(bytes, this.#shape.documents, list)
    else decodeSigned(bytes, this.#shape.documents, list)
  }

  #keep(from: number, list: PostingList): void {
    this.#keptPostings += list.length
    if (this.#keptPostings > KEPT_POSTINGS) {
      this.#kept.clear()
      this.#keptPostings = list.length
    }
    this.#kept.set(from, list)
  }

  #block(term: number): Block {
    const number = Math.floor(term / BLOCK)
    if (number === this.#lastNumber) return this.#lastBlock
    let block = this.#blocks.get(number)
    if (block === undefined) {
      block = this.#readBlock(number)
      if (this.#blocks.size >= KEPT_BLOCKS) this.#blocks.clear()
      this.#blocks.set(number, block)
    }
    this.#lastNumber = number
    this.#lastBlock = block
    return block
  }

  #readBlock(number: number): Block {
    const { terms, fields, ids } = this.#shape
    const count = Math.min(BLOCK, terms - number * BLOCK)
    if (!(count > 0)) throw unusable('a term is missing')
    const place = (stream: number): number => this.#places.uint32(16 * number + 4 * stream)
    const reader = new ByteReader(this.#streams.table.read(place(1), place(5)))
    const next = { postings: place(2), positions: place(3) }
    const block = { ids: new Uint32Array(count), entries: new Uint32Array(count * fields * WIDTH) }
    for (let term = 0; term < count; term += 1) {
      const id = ids ? reader.number() : 0
      if (id >= terms) throw unusable('its tables are damaged')
      block.ids[term] = id
      for (let field = 0; field < fields; field += 1)
        this.#readEntry(reader, next, block.entries, (term * fields + field) * WIDTH)
    }
    if (reader.at !== reader.end || next.postings !== place(6) || next.positions !== place(7))
      throw unusable('its tables are damaged')
    return block
  }

  #readEntry(
    reader: ByteReader,
    next: { postings: number; positions: number },
    entries: Uint32Array,
    slot: number,
  ): void {
    const count = reader.number()
    if (count === 0) return
    const postings = next.postings
    const positions = next.positions
    next.postings += reader.number()
    next.positions += reader.number()
    const usual = reader.number()
    const { documents } = this.#shape
    // A document takes a byte at least, so a list is never larger than what is there.
    if (count > documents || count > next.postings - postings || next.postings > this.#streams.postings.size)
      throw unusable('its tables are damaged')
    entries[slot] = count
    entries[slot + 1] = postings
    entries[slot + 2] = next.postings
    entries[slot + 3] = positions
    entries[slot + 4] = next.positions
    entries[slot + 5] = usual
  }
}
