// Lunr's scores: its weights (BM25 by field, rounded to three decimals), its similarity, its sum over fields. Lunr
// stores the weights; here each is computed when it is asked for, from the number of places of the term. A test
// compares the scores with those of an index that Lunr built.
import { FIELDS, type TermPostings } from './postings.ts'

/** A term of the query: what it counts for, and where it stands. */
export interface ScoredTerm {
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
 * Lunr's scores: for each field the similarity of the query's vector with that of the field (their product by the
 * length of the query's), added up.
 * @param terms each once
 * @param count how many sections there are
 * @returns by section; 0 where none of the terms is
 */
export function scoreSections(terms: readonly ScoredTerm[], count: number, weigher: Weigher): Float64Array {
  const scores = new Float64Array(count)
  const length = Math.sqrt(terms.reduce((sum, { boost }) => sum + boost * boost, 0))
  for (const { boost, postings } of terms) {
    const weigh = weigher(postings)
    postings.forEach(({ sections, starts }, field) => {
      sections.forEach((section, index) => {
        const frequency = (starts[index + 1] ?? 0) - (starts[index] ?? 0)
        scores[section] = (scores[section] ?? 0) + (boost * weigh(field, section, frequency)) / length
      })
    })
  }
  return scores
}

/** Lunr's inverse document frequency: a section counts once for each field that has the term. */
function inverseFrequency(postings: TermPostings, count: number): number {
  const having = postings.reduce((sum, { sections }) => sum + sections.length, 0)
  return Math.log(1 + Math.abs((count - having + 0.5) / (having + 0.5)))
}
