// Lunr's scores: its vectors, its similarity, its sum over fields. What it stores as weights is not kept; each weight
// is computed anew by Lunr's formula when it is asked for, from the number of places of the term.
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
 * Lunr's scores of the sections given: the similarity of the query's vector with that of each field, added up.
 * Vectors hold the terms of the query alone: others would not count. Other sections are not scored.
 * @param terms ascending by number, each once
 * @param count how many sections there are
 * @returns by section; 0 for those not given
 */
export function scoreSections(
  terms: readonly ScoredTerm[],
  sections: readonly number[],
  count: number,
  weigher: Weigher,
): Float64Array {
  const wanted = new Uint8Array(count)
  for (const section of sections) wanted[section] = 1
  const asked = new lunr.Vector(terms.flatMap(({ number, boost }) => [number, boost]))
  const scores = new Float64Array(count)
  FIELDS.forEach((_, field) => {
    for (const [section, elements] of toElements(terms, field, wanted, weigher))
      scores[section] = (scores[section] ?? 0) + asked.similarity(new lunr.Vector(elements))
  })
  return scores
}

/** The elements of Lunr's vector of a field, for each section that has any: numbers and weights of terms, in turn. */
function toElements(
  terms: readonly ScoredTerm[],
  field: number,
  wanted: Uint8Array,
  weigher: Weigher,
): Map<number, number[]> {
  const bySection = new Map<number, number[]>()
  for (const { number, postings } of terms) {
    const { sections = [], places = [] } = postings[field] ?? {}
    const weigh = weigher(postings)
    sections.forEach((section, index) => {
      if (wanted[section] !== 1) return
      const weight = weigh(field, section, places[index]?.length ?? 0)
      const elements = bySection.get(section)
      if (elements) elements.push(number, weight)
      else bySection.set(section, [number, weight])
    })
  }
  return bySection
}

/** Lunr's inverse document frequency: a section counts once for each field that has the term. */
function inverseFrequency(postings: TermPostings, count: number): number {
  const having = postings.reduce((sum, { sections }) => sum + sections.length, 0)
  return Math.log(1 + Math.abs((count - having + 0.5) / (having + 0.5)))
}
