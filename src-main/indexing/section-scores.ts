// Lunr's scores for sections: its weights (BM25 by field, rounded to three decimals), its similarity, its sum over
// fields. Lunr stores the weights; here each is computed when it is asked for, from the number of places of the term. A
// test compares the scores with those of an index that Lunr built.
import type { OpenParts } from './binary/index-file.ts'
import type { Collection } from './section-index.ts'

/** A term of the query, by its number in the dictionary, with what it counts for. */
export type ScoredTerms = ReadonlyMap<number, number>

/** Lunr's own constants: how soon repetition stops counting, and how much the length of a field does. */
const K1 = 1.2
const B = 0.75

/**
 * Adds Lunr's scores: for each field the similarity of the query's vector with that of the field (their product by the
 * length of the query's), added up in the order of the terms.
 * @param collection what the weights are computed from; it knows every scored term
 * @param wanted 1 for the sections whose scores are asked for; the others are left alone
 * @param scores by section; those wanted are zero
 */
export function addScores(
  { fields, dictionary, terms }: OpenParts,
  scored: ScoredTerms,
  collection: Collection,
  wanted: Uint8Array,
  scores: Float64Array,
): void {
  let squares = 0
  for (const { boost } of collection.terms.values()) squares += boost * boost
  const length = Math.sqrt(squares)
  for (const [term, boost] of scored) {
    const entry = terms.entry(term)
    const having = collection.terms.get(dictionary.term(term))?.frequency ?? 0
    const rarity = Math.log(1 + Math.abs((collection.sections - having + 0.5) / (having + 0.5)))
    fields.forEach(({ lengths, boost: fieldBoost }, field) => {
      const average = (collection.totals[field] ?? 0) / collection.sections
      const part = entry.fields[field]
      if (part === undefined || part.count === 0) return
      const postings = terms.postings(part)
      for (let at = 0; at < postings.documents.length; at += 1) {
        const section = postings.documents[at] ?? 0
        if (wanted[section] !== 1) continue
        const frequency = postings.frequencies[at] ?? 0
        const norm = K1 * (1 - B + B * ((lengths[section] ?? 0) / average)) + frequency
        const weight = ((rarity * ((K1 + 1) * frequency)) / norm) * fieldBoost
        const rounded = Math.round(weight * 1_000) / 1_000
        scores[section] = (scores[section] ?? 0) + (boost * rounded) / length
      }
    })
  }
}
