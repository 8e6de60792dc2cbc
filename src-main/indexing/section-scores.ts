// Lunr's scores for sections: its weights, its similarity, its sum over fields. Weights are computed from what all
// bundles have together, so that a section is worth the same in whichever of them it stands. A test compares the scores
// with those of an index that Lunr built.
import type { OpenParts } from './binary/index-file.ts'
import { FieldWeights, toRarity } from './binary/weights.ts'
import type { Collection } from './section-index.ts'

/** A term of the query, by its number in the dictionary, with what it counts for and how many sections have it. */
export interface ScoredTerm {
  readonly term: number
  readonly boost: number
  readonly frequency: number
}

/**
 * Lunr's scores: for each field the similarity of the query's vector with that of the field (their product by the
 * length of the query's), added up in the order of the terms.
 * @param sections those whose scores are asked for, ascending
 * @param length of the query's vector
 * @returns the scores, in parallel with the sections
 */
export function scoreSections(
  parts: OpenParts,
  terms: readonly ScoredTerm[],
  collection: Pick<Collection, 'sections' | 'totals'>,
  length: number,
  sections: Uint32Array,
): Float64Array {
  const slots = new Uint32Array(parts.documents)
  sections.forEach((section, at) => (slots[section] = at + 1))
  const scores = new Float64Array(sections.length)
  const fields = parts.fields.map((each, field) => {
    const average = (collection.totals[field] ?? 0) / collection.sections
    return new FieldWeights(each.lengths(), average, each.boost, null)
  })
  for (const { term, boost, frequency } of terms) {
    const rarity = toRarity(collection.sections, frequency)
    fields.forEach((weights, field) => {
      const list = parts.terms.postings(term, field)
      for (let at = 0; at < list.length; at += 1) {
        const section = list.documents[at] ?? 0
        const slot = slots[section] ?? 0
        if (slot === 0) continue
        const weight = weights.weigh(rarity, list.frequencies[at] ?? 0, section)
        scores[slot - 1] = (scores[slot - 1] ?? 0) + (boost * weight) / length
      }
    })
  }
  return scores
}
