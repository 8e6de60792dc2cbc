// The streams of an index: entries, postings and positions of its terms, written in the order of the dictionary. See
// docs/formats/index.md. term-table.ts reads them.
import { ByteWriter } from './byte-stream.ts'
import { BLOCK } from './dictionary.ts'

/** Occurrences, sorted by term and field; those of `key` are `order[firsts[key]]` up to `order[firsts[key + 1]]`. */
export interface Occurrences {
  readonly firsts: Uint32Array
  readonly order: Uint32Array
  /** The document of each occurrence, and its number in the index. */
  readonly documents: Uint32Array
  readonly numbers: Uint32Array
  /** `width` numbers for each occurrence. */
  readonly positions: Uint32Array
  readonly width: number
  readonly ordered: boolean
  /** Frequencies that are not the number of positions: by key, by document. */
  readonly latest: ReadonlyMap<number, ReadonlyMap<number, number>>
}

/** What is written. */
export interface EncodedTerms {
  readonly table: Uint8Array
  readonly postings: Uint8Array
  readonly positions: Uint8Array
  /** Where each block's entries begin: in `table`, `postings`, `positions`; last, the lengths of the three. */
  readonly bases: Float64Array
}

/** Writes term after term. */
export class PartsEncoder {
  readonly #fields: number
  readonly #occurrences: Occurrences
  readonly #table = new ByteWriter()
  readonly #postings = new ByteWriter()
  readonly #positions = new ByteWriter()
  readonly #bases: number[] = []
  #written = 0

  constructor(fields: number, occurrences: Occurrences) {
    this.#fields = fields
    this.#occurrences = occurrences
  }

  /** Adds the next term of the dictionary. @param id by which its occurrences are known @param stored its id on disk */
  term(id: number, stored: number): void {
    if (this.#written % BLOCK === 0) this.#addBase()
    this.#written += 1
    this.#table.number(stored)
    for (let field = 0; field < this.#fields; field += 1) {
      const postings = this.#postings.length
      const positions = this.#positions.length
      const count = this.#writePostings(id * this.#fields + field)
      this.#table.number(count)
      if (count === 0) continue
      this.#table.number(this.#postings.length - postings)
      this.#table.number(this.#positions.length - positions)
    }
  }

  finish(): EncodedTerms {
    this.#addBase()
    return {
      table: this.#table.toBytes(),
      postings: this.#postings.toBytes(),
      positions: this.#positions.toBytes(),
      bases: Float64Array.from(this.#bases),
    }
  }

  #addBase(): void {
    this.#bases.push(this.#table.length, this.#postings.length, this.#positions.length)
  }

  /** @returns how many documents there are */
  #writePostings(key: number): number {
    const { firsts, order, documents, numbers, latest } = this.#occurrences
    const end = firsts[key + 1] ?? 0
    const frequencies = latest.get(key)
    let before = -1
    let count = 0
    for (let from = firsts[key] ?? 0; from < end; count += 1) {
      const document = documents[order[from] ?? 0] ?? 0
      let to = from
      while (to < end && documents[order[to] ?? 0] === document) to += 1
      this.#writePositions(from, to)
      const number = numbers[document] ?? 0
      this.#writePosting(number - before, to - from, frequencies?.get(document) ?? to - from)
      before = number
      from = to
    }
    return count
  }

  #writePosting(step: number, count: number, frequency: number): void {
    const out = this.#postings
    if (!this.#occurrences.ordered) {
      out.signed(step)
      out.number(count)
      out.number(frequency)
    } else if (count === 1) {
      out.number((step - 1) * 2 + 1)
    } else {
      out.number((step - 1) * 2)
      out.number(count)
    }
  }

  #writePositions(from: number, to: number): void {
    const { order, positions, width, ordered } = this.#occurrences
    const out = this.#positions
    let last = 0
    for (let each = from; each < to; each += 1) {
      const at = (order[each] ?? 0) * width
      const begin = positions[at] ?? 0
      if (ordered) out.number(begin - last)
      else out.signed(begin - last)
      last = begin
      for (let part = 1; part < width; part += 1) out.number(positions[at + part] ?? 0)
    }
  }
}
