// Lunr's scores for sections: its weights, its similarity, its sum over fields. Weights are computed from what all
// bundles have together, so that a section is worth the same in whichever of them it stands. A test compares the scores
// with those of an index that Lunr built.
import type { OpenParts } from './binary/index-file.ts'
import { toRarity } from './binary/weights.ts'
import type { Collection } from './collection.ts'
import type { PlannedTerms } from './query-plan.ts'

/**
 * Lunr's scores: for each field the similarity of the query's vector with that of the field (their product by the
 * length of the query's), added up in the order of the terms.
 * @param sections those whose scores are asked for, ascending
 * @param frequencies in how many sections of the collection each term stands, in parallel with the terms
 * @returns the scores, in parallel with the sections
 */
export function scoreSections(
  parts: OpenParts,
  { terms, boosts }: PlannedTerms,
  frequencies: ArrayLike<number>,
  collection: Pick<Collection, 'sections' | 'totals' | 'squares'>,
  sections: Uint32Array,
): Float64Array {
  const slots = new Uint32Array(parts.documents)
  sections.forEach((section, at) => (slots[section] = at + 1))
  const scores = new Float64Array(sections.length)
  const fields = parts.fields.map((each, field) =>
    each.weights((collection.totals[field] ?? 0) / collection.sections),
  )
  const length = Math.sqrt(collection.squares)
  terms.forEach((term, at) => {
    const boost = boosts[at] ?? 0
    const rarity = toRarity(collection.sections, frequencies[at] ?? 0)
    fields.forEach((weights, field) => {
      const list = parts.terms.postings(term, field)
      for (let each = 0; each < list.length; each += 1) {
        const section = list.documents[each] ?? 0
        const slot = slots[section] ?? 0
        if (slot === 0) continue
        const weight = weights.weigh(rarity, list.frequencies[each] ?? 0, section)
        scores[slot - 1] = (scores[slot - 1] ?? 0) + (boost * weight) / length
      }
    })
  })
  return scores
}
