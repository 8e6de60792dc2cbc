// Documents, as the terms of their fields, to runs: each term is known by a number, where it stands is gathered until
// the memory for it is used up, and then a run is written. How terms are made is the business of the front ends.
import { compareTerms, LONGEST_TERM, rank } from '../binary/dictionary.ts'
import { POSITION_END } from '../binary/position-cursor.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { Occurrences } from './occurrences.ts'
import { type Run, writeRun } from '../merging/runs.ts'
import type { Store } from '../merging/stored.ts'

/** What was gathered of documents that follow each other. */
export interface Gathered {
  readonly runs: readonly Run[]
  readonly documents: number
  /** For each field, its number of terms in each document. */
  readonly lengths: readonly Uint32Array[]
  /** False when the positions of a field went backwards. */
  readonly ordered: boolean
}

/** Terms are forgotten when a run is written and there are more than these. */
const MOST_TERMS = 1 << 20
const HEAD = 3
/** More than there are ranks, and one for the end of a term. */
const RANKS = 2 ** 17

/** Gathers documents, one after the other. */
export class Gatherer {
  /** Goes up when terms are forgotten: numbers from before mean nothing then. */
  generation = 0
  readonly #fields: number
  readonly #store: Store
  readonly #occurrences: Occurrences
  readonly #numbers = new Map<string, number>()
  #terms: string[] = []
  /** Of each term, how it begins, in the order of the dictionary. */
  #heads: number[] = []
  #runs: Run[] = []
  readonly #lengths: number[][]
  readonly #counts: Uint32Array
  readonly #last: Uint32Array
  #ordered = true

  /** @param budget bytes of memory for occurrences, after which a run is written */
  constructor(fields: number, store: Store, budget: number) {
    this.#fields = fields
    this.#store = store
    this.#occurrences = new Occurrences(budget)
    this.#lengths = Array.from({ length: fields }, () => [])
    this.#counts = new Uint32Array(fields)
    this.#last = new Uint32Array(fields)
  }

  /**
   * The number of a term.
   * @throws LecternError INVALID_INPUT when it is too long for an index
   */
  intern(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    if (term.length > LONGEST_TERM) throw tooLong(term)
    const number = this.#terms.length
    this.#numbers.set(term, number)
    this.#terms.push(term)
    this.#heads.push(toHead(term))
    return number
  }

  /** Adds an occurrence to the document that is being gathered: numbers below 2²⁹. */
  add(field: number, term: number, begin: number, length: number): void {
    this.#counts[field] = (this.#counts[field] ?? 0) + 1
    if (begin < (this.#last[field] ?? 0)) this.#ordered = false
    this.#last[field] = begin
    this.#occurrences.add(term * this.#fields + field, begin, length)
  }

  endDocument(): void {
    for (let field = 0; field < this.#fields; field += 1) this.#lengths[field]?.push(this.#counts[field] ?? 0)
    this.#counts.fill(0)
    this.#last.fill(0)
    this.#occurrences.endDocument()
    if (this.#occurrences.isFull) this.#flush()
  }

  /** What was gathered since the last time. */
  take(): Gathered {
    this.#flush()
    const lengths = this.#lengths.map((each) => Uint32Array.from(each))
    const gathered = { runs: this.#runs, documents: lengths[0]?.length ?? 0, lengths, ordered: this.#ordered }
    for (const each of this.#lengths) each.length = 0
    this.#runs = []
    this.#ordered = true
    return gathered
  }

  #flush(): void {
    const occurrences = this.#occurrences
    if (occurrences.documents === 0) return
    const fields = this.#fields
    const sorted = occurrences.sort(this.#terms.length * fields)
    const order = sortTerms(sorted.keys, fields, this.#terms, this.#heads)
    const { documents } = occurrences
    this.#runs.push(writeRun(this.#terms, order, fields, sorted, documents, this.#store))
    occurrences.clear()
    if (this.#terms.length > MOST_TERMS) this.#forget()
  }

  #forget(): void {
    this.#numbers.clear()
    this.#terms = []
    this.#heads = []
    this.generation += 1
  }
}

/** The numbers of the terms that have these keys, in the order of the dictionary. */
function sortTerms(
  keys: readonly number[],
  fields: number,
  terms: readonly string[],
  heads: readonly number[],
): number[] {
  const isThere = new Uint8Array(terms.length)
  const order: number[] = []
  for (const key of keys) {
    const term = Math.floor(key / fields)
    if (isThere[term] === 0) order.push(term)
    isThere[term] = 1
  }
  return order.sort(
    (a, b) => (heads[a] ?? 0) - (heads[b] ?? 0) || compareTerms(terms[a] ?? '', terms[b] ?? ''),
  )
}

/** The ranks of a term's first three units as one number: terms whose numbers differ are in the order of these. */
function toHead(term: string): number {
  let head = 0
  for (let at = 0; at < HEAD; at += 1)
    head = head * RANKS + (at < term.length ? rank(term.charCodeAt(at)) + 1 : 0)
  return head
}

/** Whether a number can be part of a position. */
export function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < POSITION_END
}

function tooLong(term: string): LecternError {
  const message = `The word that begins with "${term.slice(0, 40)}" is too long to be indexed: at most ${LONGEST_TERM} characters are. Leave it out or part it.`
  return new LecternError('INVALID_INPUT', message, { details: { length: term.length } })
}
