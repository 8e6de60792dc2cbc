// Lunr's queries over a binary index: the same documents, order, ties, scores and positions as `lunr.Index.query` has,
// computed in Lunr's own order of operations. Terms come as Lunr's search pipeline leaves them; that is run by whoever
// asks.
import { takeBest } from './best.ts'
import { clear, findAllowed, hasAny, intersect, unite } from './document-sets.ts'
import { expandPattern } from './expansion.ts'
import type { OpenParts } from './index-file.ts'
import { type LunrClause, type LunrHit, PRESENCE, type TermMatch } from './lunr-clause.ts'
import { toRarity } from './weights.ts'

/** Most postings that are kept while a query runs, so that they are decoded once. */
const KEPT_POSTINGS = 1 << 19
/** Fewer postings are copied one by one. */
const FEW_POSTINGS = 64

/** A term that a clause stands for, with where its postings are kept: one place for each field of the clause. */
interface Asked {
  readonly term: number
  readonly boost: number
  readonly places: readonly Place[]
}

/** Postings of a term in a field, [from, to) of those kept; `from` is -1 when they are not. */
interface Place {
  readonly term: number
  readonly field: number
  readonly from: number
  readonly to: number
}

/** What the clauses of one query amount to. */
interface Gathered {
  readonly asked: Asked[]
  /** Terms and fields in the order in which they were first looked at. */
  readonly places: Place[]
  /** By field, 1 for the documents that have what is required in it; absent where nothing is. */
  readonly required: (Uint8Array | undefined)[]
  /** 1 for the documents that have what is prohibited; null when nothing is. */
  prohibited: Uint8Array | null
}

/** An index that answers Lunr's queries. One query at a time: it uses the same arrays again. */
export class LunrQueries {
  readonly #parts: OpenParts
  readonly #seen: Uint8Array
  readonly #scores: Float64Array
  readonly #totals: Float64Array
  readonly #marked: Uint8Array
  /** Cells (field·documents + document) in the order in which they first matched. */
  readonly #cells: Uint32Array
  #cellCount = 0
  #documents = new Uint32Array(1 << 12)
  #frequencies = new Uint32Array(1 << 12)
  #kept = 0
  /** By field, the place of every term that does not stand in it. */
  readonly #nowhere: readonly Place[]

  constructor(parts: OpenParts) {
    const cells = parts.fields.length * parts.documents
    this.#parts = parts
    this.#nowhere = parts.fields.map((_, field) => toNowhere(field))
    this.#seen = new Uint8Array(cells)
    this.#scores = new Float64Array(cells)
    this.#cells = new Uint32Array(cells)
    this.#totals = new Float64Array(parts.documents)
    this.#marked = new Uint8Array(parts.documents)
  }

  /**
   * The documents that match, best first; at most `limit`.
   * @throws LecternError INDEX_UNUSABLE when it meets damage; the index must not be asked again then
   */
  query(clauses: readonly LunrClause[], limit = Infinity): LunrHit[] {
    this.#kept = 0
    this.#cellCount = 0
    const gathered = this.#gather(clauses)
    const allowed = findAllowed(gathered.required, gathered.prohibited, this.#parts.documents)
    if (clauses.every(({ presence }) => presence === PRESENCE.prohibited))
      return this.#listAll(allowed, limit)
    const lengths = this.#addScores(gathered.asked)
    const found = this.#sumUp(lengths, allowed)
    const best = takeBest(found, this.#totals, limit)
    const findMatches = this.#openMatches(gathered.places, best)
    const hits = Array.from(best, (document) =>
      this.#toHit(document, this.#totals[document] ?? 0, findMatches),
    )
    const cells = this.#cells.subarray(0, this.#cellCount)
    clear(this.#seen, cells)
    clear(this.#scores, cells)
    return hits
  }

  #listAll(allowed: Uint8Array | null, limit: number): LunrHit[] {
    const { documents } = this.#parts
    const order = this.#parts.addOrder()
    const hits: LunrHit[] = []
    for (let at = 0; at < documents && hits.length < limit; at += 1) {
      const document = order === null ? at : (order[at] ?? 0)
      if (allowed === null || allowed[document] === 1) hits.push(this.#toHit(document, 0, () => []))
    }
    return hits
  }

  #toHit(document: number, score: number, findMatches: (document: number) => TermMatch[]): LunrHit {
    return { document, ref: this.#parts.ref(document), score, matches: () => findMatches(document) }
  }

  /** The matches of the hits: worked out for all of them at once, when one is asked for. */
  #openMatches(places: readonly Place[], best: Uint32Array): (document: number) => TermMatch[] {
    const hits = best.slice().sort()
    let found: Map<number, TermMatch[]> | null = null
    return (document) => (found ??= this.#findMatches(places, hits)).get(document) ?? []
  }

  #findMatches(places: readonly Place[], hits: Uint32Array): Map<number, TermMatch[]> {
    const { dictionary, terms, documents } = this.#parts
    const found = new Map<number, TermMatch[]>()
    const wanted = new Uint8Array(documents)
    for (const document of hits) wanted[document] = 1
    for (const { term, field } of places) {
      if (!hasAny(terms.postings(term, field), wanted)) continue
      const cursor = terms.positions(term, field)
      for (const document of hits) {
        if (!cursor.seek(document)) continue
        const match = { term: dictionary.term(term), field, positions: cursor.read() }
        const known = found.get(document)
        if (known) known.push(match)
        else found.set(document, [match])
      }
    }
    return found
  }

  #gather(clauses: readonly LunrClause[]): Gathered {
    const { fields, documents } = this.#parts
    const gathered: Gathered = {
      asked: [],
      places: [],
      required: fields.map((): Uint8Array | undefined => undefined),
      prohibited: null,
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

  /** Notes what a clause stands for, and which documents match for the first time. */
  #addTerms(clause: LunrClause, terms: readonly number[], { asked, places }: Gathered): void {
    const known = asked.length > 0 || clause.terms.length > 1 ? toKnown(places) : null
    for (const term of terms) {
      const own = clause.fields.map((field) => {
        const before = known?.get(`${term}/${field}`)
        if (before !== undefined) return before
        if (this.#parts.terms.count(term, field) === 0) return this.#nowhere[field] ?? toNowhere(field)
        const place = this.#addPostings(term, field)
        known?.set(`${term}/${field}`, place)
        places.push(place)
        return place
      })
      asked.push({ term, boost: clause.boost, places: own })
    }
  }

  #addPostings(term: number, field: number): Place {
    const { documents, frequencies, length } = this.#parts.terms.postings(term, field)
    const first = field * this.#parts.documents
    const seen = this.#seen
    const cells = this.#cells
    let count = this.#cellCount
    for (let at = 0; at < length; at += 1) {
      const cell = first + (documents[at] ?? 0)
      if (seen[cell] !== 0) continue
      seen[cell] = 1
      cells[count++] = cell
    }
    this.#cellCount = count
    if (!this.#makeRoom(length)) return { term, field, from: -1, to: -1 }
    const from = this.#kept
    this.#keep(documents, frequencies, length)
    return { term, field, from, to: this.#kept }
  }

  #keep(documents: Uint32Array, frequencies: Uint32Array, length: number): void {
    const from = this.#kept
    this.#kept += length
    if (length > FEW_POSTINGS) {
      this.#documents.set(documents.subarray(0, length), from)
      this.#frequencies.set(frequencies.subarray(0, length), from)
      return
    }
    const keptDocuments = this.#documents
    const keptFrequencies = this.#frequencies
    for (let at = 0; at < length; at += 1) {
      keptDocuments[from + at] = documents[at] ?? 0
      keptFrequencies[from + at] = frequencies[at] ?? 0
    }
  }

  /** Whether there is room for more postings among those kept. */
  #makeRoom(length: number): boolean {
    const needed = this.#kept + length
    if (needed > KEPT_POSTINGS) return false
    if (needed > this.#documents.length) {
      this.#documents = enlarge(this.#documents, needed)
      this.#frequencies = enlarge(this.#frequencies, needed)
    }
    return true
  }

  /** 1 for the documents that have any of the terms in any field of the clause. */
  #findAny({ fields }: LunrClause, terms: readonly number[]): Uint8Array {
    const found = new Uint8Array(this.#parts.documents)
    for (const term of terms)
      for (const field of fields) {
        const { documents, length } = this.#parts.terms.postings(term, field)
        for (let at = 0; at < length; at += 1) found[documents[at] ?? 0] = 1
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

  /**
   * Adds the products of the query's vector with those of the fields, in the order of term ids.
   * @returns the length of the query's vector for each field
   */
  #addScores(asked: readonly Asked[]): number[] {
    const { terms, added, fields } = this.#parts
    const order = sortById(asked, (term) => terms.id(term))
    const squares = fields.map(() => 0)
    for (let at = 0, next = 0; at < order.length; at = next) {
      const term = order[at]?.term ?? -1
      while (order[next]?.term === term) next += 1
      const rarity = toRarity(added, terms.frequency(term))
      // A term that several clauses ask for has the sum of their boosts, field by field.
      for (const { places, boost } of next > at + 1
        ? sumBoosts(order.slice(at, next))
        : order.slice(at, next))
        for (const place of places) {
          squares[place.field] = (squares[place.field] ?? 0) + boost * boost
          this.#accumulate(place, rarity, boost)
        }
    }
    return squares.map(Math.sqrt)
  }

  #accumulate({ term, field, from, to }: Place, rarity: number, boost: number): void {
    const found = this.#parts.fields[field]
    if (found === undefined) throw new RangeError(`There is no field ${field}`)
    const { documents } = this.#parts
    const list =
      from < 0
        ? { from: 0, to: this.#parts.terms.count(term, field), ...this.#parts.terms.postings(term, field) }
        : { from, to, documents: this.#documents, frequencies: this.#frequencies }
    const scores = this.#scores.subarray(field * documents, (field + 1) * documents)
    found.weights(found.total / documents).addTo(scores, list, rarity, boost)
  }

  /** The documents in the order in which they first matched, their scores added up over fields in that order. */
  #sumUp(lengths: readonly number[], allowed: Uint8Array | null): Uint32Array {
    const { documents } = this.#parts
    const found = new Uint32Array(Math.min(documents, this.#cellCount))
    const marked = this.#marked
    const totals = this.#totals
    const cells = this.#cells.subarray(0, this.#cellCount)
    const scores = this.#scores
    let count = 0
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] ?? 0
      const field = Math.floor(cell / documents)
      const document = cell - field * documents
      if (allowed !== null && allowed[document] !== 1) continue
      const score = (scores[cell] ?? 0) / (lengths[field] ?? 0) || 0
      if (marked[document] === 1) {
        totals[document] = (totals[document] ?? 0) + score
        continue
      }
      marked[document] = 1
      totals[document] = score
      found[count++] = document
    }
    clear(marked, found.subarray(0, count))
    return found.subarray(0, count)
  }
}

/** The places of a term that several clauses ask for, each with all that they give it. */
function sumBoosts(group: readonly Asked[]): Pick<Asked, 'places' | 'boost'>[] {
  const boosts = new Map<Place, number>()
  for (const { boost, places } of group)
    for (const place of places) boosts.set(place, (boosts.get(place) ?? 0) + boost)
  return Array.from(boosts, ([place, boost]) => ({ places: [place], boost }))
}

function toNowhere(field: number): Place {
  return { term: -1, field, from: 0, to: 0 }
}

function toKnown(places: readonly Place[]): Map<string, Place> {
  return new Map(places.map((place) => [`${place.term}/${place.field}`, place]))
}

/** The same in ascending order of ids; equal ones in the order given. */
function sortById(asked: readonly Asked[], idOf: (term: number) => number): readonly Asked[] {
  if (asked.length < 2) return asked
  const keys = Float64Array.from(asked, ({ term }, at) => idOf(term) * asked.length + at)
  return Array.from(keys.sort(), (key) => asked[key % asked.length]).filter((each) => each !== undefined)
}

function enlarge(values: Uint32Array, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, values.length * 2))
  larger.set(values)
  return larger
}
