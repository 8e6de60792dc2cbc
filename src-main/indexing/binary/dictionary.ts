// The dictionary: terms in the order in which Lunr enumerates them, front-coded in blocks, so that a beginning is one
// range and a block is read only when it is needed. Where the terms stand is the business of term-table.ts.
import { ByteReader } from './byte-reader.ts'
import type { Section } from './paged-bytes.ts'
import { unusable } from './unusable.ts'

/** Number of terms in a block; the last may have fewer. */
export const BLOCK = 16

/** Most UTF-16 units of a term. */
export const LONGEST_TERM = 1 << 16

/** Most UTF-16 units of blocks that are kept, and of first terms: a few bytes can make very long terms. */
const KEPT_UNITS = 1 << 18
/** Most units that a list of terms may have. */
const MOST_UNITS = 1 << 27

/** Rank of a UTF-16 unit: non-digits from the highest down, then digits from nine down. */
export function rank(unit: number): number {
  return unit >= 0x30 && unit <= 0x39 ? 0x10000 + (0x39 - unit) : 0xffff - unit
}

/** Compares in the order of the dictionary: a term before those it begins, then by rank of the first other unit. */
export function compareTerms(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at += 1) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Terms by number and numbers by term. Every method throws INDEX_UNUSABLE when it meets damage. */
export class Dictionary {
  /** How many terms there are. */
  readonly size: number
  readonly #keys: Section
  readonly #places: Section
  readonly #firsts = new Kept<string>()
  readonly #blocks = new Kept<readonly string[]>()

  /** @param places 16 bytes a block, of which the first four say where it begins @param size number of terms */
  constructor(keys: Section, places: Section, size: number) {
    this.#keys = keys
    this.#places = places
    this.size = size
  }

  /** @param number from 0 to `size` - 1 */
  term(number: number): string {
    const term = this.#block(Math.floor(number / BLOCK))[number % BLOCK]
    if (term === undefined) throw unusable('a term is missing')
    return term
  }

  /** Terms from one number up to another, not included, without keeping them. */
  range(from: number, to: number): string[] {
    const terms: string[] = []
    let units = 0
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block += 1) {
      const begin = block * BLOCK
      const found = this.#blocks.get(block) ?? this.#read(block)
      units += countUnits(found)
      if (units > MOST_UNITS) throw unusable('its terms are too long')
      for (let at = Math.max(from, begin); at < Math.min(to, begin + found.length); at += 1)
        terms.push(found[at - begin] ?? '')
    }
    return terms
  }

  /** The number of a term, or -1. */
  find(term: string): number {
    const at = this.lowerBound(term)
    return at < this.size && this.term(at) === term ? at : -1
  }

  /**
   * The number of the first term that is not before `term`; `size` when all are.
   * @param from one that is known to be before it, or 0: what is near it is found sooner
   */
  lowerBound(term: string, from = 0): number {
    if (this.size === 0) return 0
    const block = this.#lastBlock(from, this.size, (first) => compareTerms(first, term) <= 0)
    const terms = this.#block(block)
    let at = 0
    while (at < terms.length && compareTerms(terms[at] ?? '', term) < 0) at += 1
    return block * BLOCK + at
  }

  /** [from, to): the terms that begin so, the empty term left out. */
  prefixRange(prefix: string): readonly [from: number, to: number] {
    const first = this.lowerBound(prefix)
    const from = first < this.size && this.term(first) === '' ? first + 1 : first
    return [from, this.prefixEnd(prefix, from, this.size)]
  }

  /** The end of the terms from `from` on, before `to`, that begin so. */
  prefixEnd(prefix: string, from: number, to: number): number {
    if (from >= to || !this.term(from).startsWith(prefix)) return from
    const block = this.#lastBlock(from, to, (first) => first.startsWith(prefix))
    let end = Math.max(from, block * BLOCK) + 1
    while (end < to && end < (block + 1) * BLOCK && this.term(end).startsWith(prefix)) end += 1
    return end
  }

  /** The last block up to `to` whose first term holds; that of `from` when no later one does. Near ones are found sooner. */
  #lastBlock(from: number, to: number, holds: (first: string) => boolean): number {
    const end = Math.ceil(to / BLOCK)
    let low = Math.floor(from / BLOCK)
    let high = low + 1
    for (let step = 1; high < end && holds(this.#first(high)); step *= 2) {
      low = high
      high += step
    }
    high = Math.min(high, end)
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (holds(this.#first(middle))) low = middle
      else high = middle
    }
    return low
  }

  #first(block: number): string {
    let first = this.#firsts.get(block)
    if (first === undefined) {
      first = this.#blocks.get(block)?.[0] ?? readTerm(this.#open(block), '')
      this.#firsts.set(block, first, first.length)
    }
    return first
  }

  #block(block: number): readonly string[] {
    const known = this.#blocks.get(block)
    if (known !== undefined) return known
    const terms = this.#read(block)
    this.#blocks.set(block, terms, countUnits(terms))
    return terms
  }

  #read(block: number): readonly string[] {
    const reader = this.#open(block)
    const terms: string[] = []
    for (let left = Math.min(BLOCK, this.size - block * BLOCK); left > 0; left -= 1) {
      const previous = terms.at(-1) ?? ''
      const term = readTerm(reader, previous)
      if (terms.length > 0 && compareTerms(previous, term) >= 0) throw unusable('its terms are not in order')
      terms.push(term)
    }
    if (reader.at !== reader.end) throw unusable('its terms are damaged')
    return terms
  }

  #open(block: number): ByteReader {
    const from = this.#places.uint32(16 * block)
    return new ByteReader(this.#keys.read(from, this.#places.uint32(16 * block + 16)))
  }
}

/** What was read last, up to `KEPT_UNITS`. */
class Kept<T> {
  readonly #values = new Map<number, T>()
  #units = 0

  get(block: number): T | undefined {
    return this.#values.get(block)
  }

  set(block: number, value: T, units: number): void {
    // What is kept takes some memory whatever its length.
    this.#units += units + BLOCK
    if (this.#units > KEPT_UNITS) {
      this.#values.clear()
      this.#units = units + BLOCK
    }
    this.#values.set(block, value)
  }
}

function countUnits(terms: readonly string[]): number {
  return terms.reduce((sum, { length }) => sum + length, 0)
}

function readTerm(reader: ByteReader, previous: string): string {
  const shared = reader.number()
  if (shared > previous.length) throw unusable('its terms are damaged')
  return previous.slice(0, shared) + reader.text(LONGEST_TERM - shared)
}
