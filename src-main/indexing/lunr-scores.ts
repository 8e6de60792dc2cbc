// Scores, by Lunr itself: its query vectors, its similarity, its sum over fields. What it stores as vectors is not
// kept; each weight is computed anew by Lunr's formula when it is asked for, from the number of places of the term.
import { lunr } from './lunr-corrected.ts'
import { FIELDS, type TermPostings } from './postings.ts'

/** A term of the query: its number in the dictionary, what it counts for, and where it stands. */
export interface ScoredTerm {
  readonly number: number
  readonly boost: number
  readonly postings: TermPostings
}

/** How much a word counts in each field, by the field's number. */
export const FIELD_BOOSTS = [3, 2, 1] as const

/** Lunr's own constants: how soon repetition stops counting, and how much the length of a field does. */
const K1 = 1.2
const B = 0.75

/** Lunr's weight of a term in a field of a section where it stands so often, rounded to three decimals as Lunr does. */
type Weight = (field: number, section: number, frequency: number) => number

/** Gives the weights of a term in one index. */
export type Weigher = (postings: TermPostings) => Weight

/** @param lengths number of terms of each field of each section, by field within section */
export function openWeigher(lengths: readonly number[]): Weigher {
  const count = lengths.length / FIELDS.length
  const average = FIELDS.map((_, field) => {
    let sum = 0
    for (let at = field; at < lengths.length; at += FIELDS.length) sum += lengths[at] ?? 0
    return sum / count
  })
  return (postings) => {
    const rarity = inverseFrequency(postings, count)
    return (field, section, frequency) => {
      const length = lengths[section * FIELDS.length + field] ?? 0
      const norm = K1 * (1 - B + B * (length / (average[field] ?? 1))) + frequency
      const weight = ((rarity * ((K1 + 1) * frequency)) / norm) * (FIELD_BOOSTS[field] ?? 1)
      return Math.round(weight * 1_000) / 1_000
    }
  }
}

/**
 * Lunr's scores of the sections given, by section. Other sections may have the terms too; they are not scored.
 * @param terms ascending by number, each once
 */
export function scoreSections(
  terms: readonly ScoredTerm[],
  sections: readonly number[],
  weigher: Weigher,
): Map<number, number> {
  const wanted = new Set(sections)
  const index = lunr.Index.load({
    version: lunr.version,
    fields: FIELDS.map(String),
    fieldVectors: [],
    invertedIndex: [],
    pipeline: [],
  })
  const groups = Map.groupBy(terms, ({ boost }) => boost)
  const waiting = [...groups.values()].map((group) => group.map(({ number }) => String(number)))
  Object.assign(index, {
    // Asked once for each clause, in their order: the terms are found already.
    tokenSet: { intersect: () => ({ toArray: (found = waiting.shift()) => found ?? [] }) },
    invertedIndex: Object.fromEntries(
      terms.map((term) => [String(term.number), toLunrPosting(term, wanted)]),
    ),
    fieldVectors: toLunrVectors(terms, wanted, weigher),
  })
  const results = index.query((query) => {
    for (const boost of groups.keys()) query.term('terms', { boost, usePipeline: false })
  })
  return new Map(results.map(({ ref, score }) => [Number(ref), score]))
}

/** A term as Lunr keeps it, without metadata: field → section. */
function toLunrPosting({ number, postings }: ScoredTerm, wanted: ReadonlySet<number>): object {
  const posting: Record<string, unknown> = { _index: number }
  FIELDS.forEach((field, at) => {
    const sections: Record<number, unknown> = {}
    for (const section of postings[at]?.sections ?? []) if (wanted.has(section)) sections[section] = NOTHING
    posting[field] = sections
  })
  return posting
}

const NOTHING = Object.freeze({})

/** The vectors of the sections, named as Lunr names them, with the terms of the query alone. */
function toLunrVectors(
  terms: readonly ScoredTerm[],
  wanted: ReadonlySet<number>,
  weigher: Weigher,
): Record<string, lunr.Vector> {
  const elements = new Map<string, number[]>()
  for (const { number, postings } of terms) {
    const weigh = weigher(postings)
    FIELDS.forEach((field, at) => {
      const { sections = [], places = [] } = postings[at] ?? {}
      sections.forEach((section, index) => {
        if (!wanted.has(section)) return
        const name = `${field}/${section}`
        const vector = elements.get(name) ?? []
        elements.set(name, vector)
        vector.push(number, weigh(at, section, places[index]?.length ?? 0))
      })
    })
  }
  return Object.fromEntries([...elements].map(([name, each]) => [name, new lunr.Vector(each)]))
}

/** Lunr's inverse document frequency: a section counts once for each field that has the term. */
function inverseFrequency(postings: TermPostings, count: number): number {
  const having = postings.reduce((sum, { sections }) => sum + sections.length, 0)
  return Math.log(1 + Math.abs((count - having + 0.5) / (having + 0.5)))
}
