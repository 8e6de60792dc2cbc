// Documents, as the terms of their fields, to the parts of an index: occurrences are gathered in flat arrays and sorted
// by counting; parts-encoder.ts writes them. How terms are made, and how the parts lie in a file, is not known here.
import { compareTerms, encodeKeys, type Keys, LONGEST_TERM } from './dictionary.ts'
import { type EncodedTerms, type Occurrences, PartsEncoder } from './parts-encoder.ts'

/** A field of every document, with how much its words count. */
export interface Field {
  readonly name: string
  readonly boost: number
}

/**
 * The terms of a field in order, repeated ones included, with their positions: `width` numbers for each, the first of
 * them where it begins.
 */
export interface FieldTerms {
  readonly terms: readonly string[]
  readonly positions: ArrayLike<number>
}

/** What an index consists of, before it is a file. Documents are numbered in the order of `refs`. */
export interface IndexParts extends EncodedTerms {
  readonly fields: readonly Field[]
  /** Numbers in a position. */
  readonly width: number
  /** False when postings or positions may go backwards: differences are then written with their sign. */
  readonly ordered: boolean
  /** How often a document was added; more than there are documents when refs came again. */
  readonly added: number
  readonly terms: number
  readonly refs: readonly string[]
  readonly boosts: readonly number[]
  /** Documents by number, in the order in which they first came. */
  readonly addOrder: readonly number[]
  /** For each field, its number of terms in each document. */
  readonly lengths: readonly Uint32Array[]
  readonly keys: Keys
}

/** Whole numbers below 2³², in an array that grows. */
class Numbers {
  length = 0
  #values = new Uint32Array(1 << 10)

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  view(): Uint32Array {
    return this.#values.subarray(0, this.length)
  }
}

const MOST_INDEX = 2 ** 32 - 1

/** Gathers documents. The same documents in the same order give the same parts. */
export class IndexBuilder {
  readonly #fields: readonly Field[]
  readonly #width: number
  readonly #terms = new Map<string, number>()
  readonly #refs = new Map<string, number>()
  readonly #boosts: number[] = []
  readonly #lengths: number[][]
  readonly #keys = new Numbers()
  readonly #documents = new Numbers()
  readonly #positions = new Numbers()
  /** How often a term stands in the latest version of a document whose ref came again: by key, by document. */
  readonly #latest = new Map<number, Map<number, number>>()
  #added = 0
  #ordered = true

  /** @param width numbers in a position */
  constructor(fields: readonly Field[], width: number) {
    this.#fields = fields
    this.#width = width
    this.#lengths = fields.map(() => [])
  }

  /**
   * Adds a document. One whose ref came before takes its place, as in Lunr: lengths, boost and frequencies are those
   * of the latest, positions those of all.
   */
  add(ref: string, fields: readonly FieldTerms[], boost = 1): void {
    this.#added += 1
    const known = this.#refs.get(ref)
    const document = known ?? this.#refs.size
    if (known === undefined) this.#refs.set(ref, document)
    else this.#forget(known)
    this.#boosts[document] = boost
    fields.forEach((each, field) => {
      const lengths = this.#lengths[field]
      if (lengths) lengths[document] = each.terms.length
      this.#addField(document, field, each, known !== undefined)
    })
  }

  /** @param byName terms are numbered in ascending order of UTF-16 units, not in that of their first occurrence */
  build({ byName = false } = {}): IndexParts {
    const refs = [...this.#refs.keys()]
    const isIndex = refs.map((ref) => /^(0|[1-9]\d{0,9})$/.test(ref) && Number(ref) < MOST_INDEX)
    const numbers = numberDocuments(refs, isIndex)
    const occurrences = this.#sort(numbers, isIndex)
    const names = [...this.#terms.keys()]
    const order = names.map((_, id) => id).sort((a, b) => compareTerms(names[a] ?? '', names[b] ?? ''))
    const ids = byName ? toRanks(names) : names.map((_, id) => id)
    const encoder = new PartsEncoder(this.#fields.length, occurrences)
    for (const id of order) encoder.term(id, ids[id] ?? 0)
    const place = <T>(values: readonly T[]): T[] => {
      const placed = [...values]
      values.forEach((value, document) => (placed[numbers[document] ?? 0] = value))
      return placed
    }
    return {
      fields: this.#fields,
      width: this.#width,
      ordered: this.#ordered,
      added: this.#added,
      terms: names.length,
      refs: place(refs),
      boosts: place(this.#boosts),
      addOrder: [...numbers],
      lengths: this.#lengths.map((lengths) => Uint32Array.from(place(lengths))),
      keys: encodeKeys(order.map((id) => names[id] ?? '')),
      ...encoder.finish(),
    }
  }

  #addField(document: number, field: number, { terms, positions }: FieldTerms, again: boolean): void {
    let last = 0
    terms.forEach((term, at) => {
      let id = this.#terms.get(term)
      if (id === undefined) {
        if (term.length > LONGEST_TERM) throw new RangeError('A term is too long for an index')
        id = this.#terms.size
        this.#terms.set(term, id)
      }
      const key = id * this.#fields.length + field
      this.#keys.push(key)
      this.#documents.push(document)
      const begin = positions[at * this.#width] ?? 0
      if (begin < last) this.#ordered = false
      last = begin
      for (let part = 0; part < this.#width; part += 1)
        this.#positions.push(positions[at * this.#width + part] ?? 0)
      const counts = again ? this.#countsOf(key) : undefined
      counts?.set(document, (counts.get(document) ?? 0) + 1)
    })
  }

  /** What a document had before it came again no longer counts in its frequencies. */
  #forget(document: number): void {
    this.#ordered = false
    const keys = this.#keys.view()
    this.#documents.view().forEach((each, at) => {
      if (each === document) this.#countsOf(keys[at] ?? 0).set(document, 0)
    })
  }

  #countsOf(key: number): Map<number, number> {
    const counts = this.#latest.get(key) ?? new Map<number, number>()
    this.#latest.set(key, counts)
    return counts
  }

  #sort(numbers: Uint32Array, isIndex: readonly boolean[]): Occurrences {
    const keys = this.#keys.view()
    const documents = this.#documents.view()
    const firsts = new Uint32Array(this.#terms.size * this.#fields.length + 2)
    for (const key of keys) firsts[key + 2] = (firsts[key + 2] ?? 0) + 1
    for (let at = 2; at < firsts.length; at += 1) firsts[at] = (firsts[at] ?? 0) + (firsts[at - 1] ?? 0)
    const order = new Uint32Array(keys.length)
    keys.forEach((key, at) => {
      const slot = firsts[key + 1] ?? 0
      order[slot] = at
      firsts[key + 1] = slot + 1
    })
    // Without numbers that moved and refs that came again, occurrences are in order as they came.
    if (!this.#ordered || numbers.some((number, document) => number !== document)) {
      const isLate = (document: number): boolean => !this.#ordered && !isIndex[document]
      for (let key = 0; key + 2 < firsts.length; key += 1)
        reorder(order.subarray(firsts[key] ?? 0, firsts[key + 1] ?? 0), documents, numbers, isLate)
    }
    return {
      firsts,
      order,
      documents,
      numbers,
      positions: this.#positions.view(),
      width: this.#width,
      ordered: this.#ordered,
      latest: this.#latest,
    }
  }
}

/** JavaScript enumerates refs that are indices first, ascending; Lunr's ties follow that, and so do the numbers. */
function numberDocuments(refs: readonly string[], isIndex: readonly boolean[]): Uint32Array {
  const order = refs.map((_, document) => document)
  order.sort((a, b) => {
    if (isIndex[a] !== isIndex[b]) return isIndex[a] ? -1 : 1
    return isIndex[a] ? Number(refs[a]) - Number(refs[b]) : a - b
  })
  const numbers = new Uint32Array(order.length)
  order.forEach((document, number) => (numbers[document] = number))
  return numbers
}

/** Puts the occurrences of one key in the order in which Lunr enumerates their documents. */
function reorder(
  part: Uint32Array,
  documents: Uint32Array,
  numbers: Uint32Array,
  isLate: (document: number) => boolean,
): void {
  const ranks = new Map<number, number>()
  for (const at of part) {
    const document = documents[at] ?? 0
    // When refs come again, those that are no indices follow their first occurrence in this very posting.
    if (!ranks.has(document))
      ranks.set(document, isLate(document) ? MOST_INDEX + at : (numbers[document] ?? 0))
  }
  const rankOf = (at: number): number => ranks.get(documents[at] ?? 0) ?? 0
  part.sort((a, b) => rankOf(a) - rankOf(b) || a - b)
}

/** The rank of each name in ascending order of UTF-16 units. */
function toRanks(names: readonly string[]): number[] {
  const ranks = names.map(() => 0)
  const order = names.map((_, id) => id).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
  order.forEach((id, rank) => (ranks[id] = rank))
  return ranks
}
