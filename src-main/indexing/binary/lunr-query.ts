// Lunr's queries over a binary index: the same documents, order, ties, scores and positions as `lunr.Index.query` has,
// computed in Lunr's own order of operations. Terms come as Lunr's search pipeline leaves them; that is run by whoever
// asks.
import { takeBest } from './best.ts'
import { expandPattern } from './expansion.ts'
import type { OpenParts } from './index-file.ts'
import type { Postings, TermEntry } from './term-table.ts'

/** What a clause does; the numbers are those of `lunr.Query.presence`. */
export const PRESENCE = { optional: 1, required: 2, prohibited: 3 } as const

/** A clause of Lunr's. `terms` is what the search pipeline made of its term; `fields` are numbers. */
export interface LunrClause {
  readonly terms: readonly string[]
  readonly fields: readonly number[]
  readonly boost: number
  /** Most edits; 0 for none. */
  readonly editDistance: number
  readonly presence: (typeof PRESENCE)[keyof typeof PRESENCE]
}

/** Positions of one term in one field of a hit, `width` numbers each. */
export interface TermMatch {
  readonly term: string
  readonly field: number
  readonly positions: readonly number[]
}

/** A document that matches. `matches` reads positions when called. */
export interface LunrHit {
  readonly document: number
  readonly ref: string
  readonly score: number
  matches(): TermMatch[]
}

/** Lunr's constants. */
const K1 = 1.2
const B = 0.75

interface Matched {
  readonly term: number
  readonly field: number
  readonly postings: Postings
}

/** The terms of a query's vector for one field, by term id. */
type Vector = Map<number, { readonly entry: TermEntry; boost: number }>

/** What the clauses of one query amount to. */
interface Gathered {
  readonly vectors: readonly Vector[]
  readonly matched: Matched[]
  /** Cells (field·documents + document) in the order in which they first matched. */
  readonly cells: number[]
  /** Terms and fields that were looked at: term·fields + field. */
  readonly used: Set<number>
  /** By field, 1 for the documents that have what is required in it; absent where nothing is. */
  readonly required: (Uint8Array | undefined)[]
  /** 1 for the documents that have what is prohibited; empty when nothing is. */
  prohibited: Uint8Array
}

/** An index that answers Lunr's queries. One query at a time: it uses the same arrays again. */
export class LunrQueries {
  readonly #parts: OpenParts
  readonly #seen: Uint8Array
  readonly #scores: Float64Array
  readonly #totals: Float64Array
  readonly #marked: Uint8Array

  constructor(parts: OpenParts) {
    this.#parts = parts
    this.#seen = new Uint8Array(parts.fields.length * parts.documents)
    this.#scores = new Float64Array(parts.fields.length * parts.documents)
    this.#totals = new Float64Array(parts.documents)
    this.#marked = new Uint8Array(parts.documents)
  }

  /**
   * The documents that match, best first; at most `limit`.
   * @throws LecternError INDEX_UNUSABLE when it meets damage; the index must not be asked again then
   */
  query(clauses: readonly LunrClause[], limit = Infinity): LunrHit[] {
    const gathered = this.#gather(clauses)
    const allowed = toAllowed(gathered, this.#parts.documents)
    if (clauses.every(({ presence }) => presence === PRESENCE.prohibited))
      return this.#listAll(allowed, limit)
    gathered.vectors.forEach((vector, field) => {
      this.#addScores(vector, field)
    })
    const ranked = takeBest(this.#sumUp(gathered, allowed), this.#totals, limit)
    const hits = ranked.map((document) =>
      this.#toHit(document, this.#totals[document] ?? 0, gathered.matched),
    )
    for (const cell of gathered.cells) {
      this.#seen[cell] = 0
      this.#scores[cell] = 0
    }
    return hits
  }

  #listAll(allowed: Uint8Array | null, limit: number): LunrHit[] {
    const { documents, addOrder } = this.#parts
    const order = addOrder ?? Uint32Array.from({ length: documents }, (_, document) => document)
    const hits: LunrHit[] = []
    for (const document of order) {
      if (hits.length >= limit) break
      if (allowed === null || allowed[document] === 1) hits.push(this.#toHit(document, 0, []))
    }
    return hits
  }

  #toHit(document: number, score: number, matched: readonly Matched[]): LunrHit {
    const { dictionary, terms } = this.#parts
    return {
      document,
      ref: this.#parts.ref(document),
      score,
      matches: () =>
        matched.flatMap(({ term, field, postings }): TermMatch[] => {
          const index = terms.findDocument(postings, document)
          if (index < 0) return []
          return [{ term: dictionary.term(term), field, positions: terms.positions(postings, index) }]
        }),
    }
  }

  #gather(clauses: readonly LunrClause[]): Gathered {
    const { fields, documents } = this.#parts
    const gathered: Gathered = {
      vectors: fields.map((): Vector => new Map()),
      matched: [],
      cells: [],
      used: new Set(),
      required: fields.map((): Uint8Array | undefined => undefined),
      prohibited: new Uint8Array(0),
    }
    for (const clause of clauses) {
      const { terms, complete } = this.#expand(clause)
      if (clause.presence !== PRESENCE.prohibited) this.#addTerms(clause, terms, gathered)
      if (clause.presence === PRESENCE.optional) continue
      const found = complete ? this.#findAny(clause, terms) : new Uint8Array(documents)
      if (clause.presence === PRESENCE.prohibited) gathered.prohibited = unite(gathered.prohibited, found)
      else if (terms.length > 0 || !complete)
        for (const field of clause.fields)
          gathered.required[field] = intersect(gathered.required[field], found)
    }
    return gathered
  }

  /** Puts the terms of a clause into the query's vectors, and the documents in which they stand among the matches. */
  #addTerms(clause: LunrClause, terms: readonly number[], gathered: Gathered): void {
    const { fields, documents } = this.#parts
    for (const term of terms) {
      const entry = this.#parts.terms.entry(term)
      for (const field of clause.fields) {
        const vector = gathered.vectors[field]
        const known = vector?.get(entry.id)
        if (known) known.boost += clause.boost
        else vector?.set(entry.id, { entry, boost: clause.boost })
        const key = term * fields.length + field
        if (gathered.used.has(key)) continue
        gathered.used.add(key)
        const postings = this.#read(entry, field)
        gathered.matched.push({ term, field, postings })
        for (const document of postings.documents) this.#see(field * documents + document, gathered.cells)
      }
    }
  }

  /** 1 for the documents that have any of the terms in any field of the clause. */
  #findAny({ fields }: LunrClause, terms: readonly number[]): Uint8Array {
    const found = new Uint8Array(this.#parts.documents)
    for (const term of terms) {
      const entry = this.#parts.terms.entry(term)
      for (const field of fields)
        for (const document of this.#read(entry, field).documents) found[document] = 1
    }
    return found
  }

  /** Terms of a clause; not complete when one of a required clause stands for none, and Lunr looks no further. */
  #expand({ terms, editDistance, presence }: LunrClause): { terms: number[]; complete: boolean } {
    const all: number[] = []
    for (const term of terms) {
      const expanded = expandPattern(this.#parts.dictionary, term, editDistance)
      if (expanded.length === 0 && presence === PRESENCE.required) return { terms: all, complete: false }
      for (const each of expanded) all.push(each)
    }
    return { terms: all, complete: true }
  }

  #see(cell: number, cells: number[]): void {
    if (this.#seen[cell] === 1) return
    this.#seen[cell] = 1
    cells.push(cell)
  }

  #read(entry: TermEntry, field: number): Postings {
    const fieldEntry = entry.fields[field]
    if (fieldEntry === undefined) throw new RangeError(`There is no field ${field}`)
    return this.#parts.terms.postings(fieldEntry)
  }

  /** Adds the similarity of a field's vectors with the query's, in the order of term ids. */
  #addScores(vector: Vector, field: number): void {
    const { documents, boosts, added, fields } = this.#parts
    const { lengths, average, boost: fieldBoost } = fields[field] ?? { lengths: [], average: 1, boost: 1 }
    const scores = this.#scores
    const start = field * documents
    for (const [, { entry, boost }] of sortById(vector)) {
      const having = entry.fields.reduce((sum, { count }) => sum + count, 0)
      const rarity = Math.log(1 + Math.abs((added - having + 0.5) / (having + 0.5)))
      const postings = this.#read(entry, field)
      const { frequencies } = postings
      postings.documents.forEach((document, at) => {
        const frequency = frequencies[at] ?? 0
        if (frequency === 0) return
        const norm = K1 * (1 - B + B * ((lengths[document] ?? 0) / average)) + frequency
        let weight = (rarity * ((K1 + 1) * frequency)) / norm
        weight *= fieldBoost || 1
        weight *= boosts === null ? 1 : boosts[document] || 1
        const cell = start + document
        scores[cell] = (scores[cell] ?? 0) + boost * (Math.round(weight * 1_000) / 1_000)
      })
    }
  }

  /** The documents in the order in which they first matched, their scores added up over fields in that order. */
  #sumUp({ vectors, cells }: Gathered, allowed: Uint8Array | null): number[] {
    const { documents } = this.#parts
    const magnitudes = vectors.map((vector) =>
      Math.sqrt(sortById(vector).reduce((sum, [, { boost }]) => sum + boost * boost, 0)),
    )
    const found: number[] = []
    for (const cell of cells) {
      const field = Math.floor(cell / documents)
      const document = cell % documents
      if (allowed !== null && allowed[document] !== 1) continue
      const score = (this.#scores[cell] ?? 0) / (magnitudes[field] ?? 0) || 0
      if (this.#marked[document] === 1) {
        this.#totals[document] = (this.#totals[document] ?? 0) + score
        continue
      }
      this.#marked[document] = 1
      this.#totals[document] = score
      found.push(document)
    }
    for (const document of found) this.#marked[document] = 0
    return found
  }
}

function sortById<T>(vector: ReadonlyMap<number, T>): [number, T][] {
  return [...vector].sort(([a], [b]) => a - b)
}

function intersect(a: Uint8Array | null | undefined, b: Uint8Array): Uint8Array {
  return a ? a.map((each, at) => each & (b[at] ?? 0)) : b
}

function unite(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.length > 0 ? a.map((each, at) => each | (b[at] ?? 0)) : b
}

/** 1 for the documents that may be in the result; null when all may. */
function toAllowed({ required, prohibited }: Gathered, count: number): Uint8Array | null {
  let allowed: Uint8Array | null = null
  for (const each of required) if (each) allowed = intersect(allowed, each)
  if (prohibited.length === 0) return allowed
  const all = allowed ?? new Uint8Array(count).fill(1)
  return all.map((each, at) => each & (prohibited[at] === 1 ? 0 : 1))
}
