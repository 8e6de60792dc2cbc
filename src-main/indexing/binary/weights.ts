// Lunr's weights: BM25 by field, each rounded to three decimals, computed when they are asked for in Lunr's own order
// of operations, so that they are equal to the bit to those that Lunr stores.
import type { Lengths } from './index-file.ts'

/** Lunr's constants: how soon repetition stops counting, and how much the length of a field does. */
const K1 = 1.2
const B = 0.75

/** Lengths whose part in a weight is worked out once. */
const KNOWN_LENGTHS = 1 << 12

/** How rare a term is: Lunr's inverse document frequency. @param frequency documents it has, summed over fields */
export function toRarity(documents: number, frequency: number): number {
  return Math.log(1 + Math.abs((documents - frequency + 0.5) / (frequency + 0.5)))
}

/** The part of a weight that a field's length has: how many terms it has, by how many it has in the mean. */
export function toNorm(length: number, average: number): number {
  return K1 * (1 - B + B * (length / average))
}

/** The weight of a term that stands so often in a field of a document. */
export function toWeight(
  rarity: number,
  frequency: number,
  norm: number,
  fieldBoost: number,
  documentBoost: number,
): number {
  const weight = (rarity * ((K1 + 1) * frequency)) / (norm + frequency)
  return Math.round(weight * fieldBoost * documentBoost * 1_000) / 1_000
}

/** The weights of terms in one field. */
export class FieldWeights {
  readonly #lengths: Lengths
  readonly #average: number
  readonly #fieldBoost: number
  readonly #boosts: Float64Array | null
  /** By length; 0 where it was not needed yet. */
  readonly #norms = new Float64Array(KNOWN_LENGTHS)

  /**
   * @param average mean number of terms of the field
   * @param boosts how much each document counts; null when all count alike
   */
  constructor(lengths: Lengths, average: number, fieldBoost: number, boosts: Float64Array | null) {
    this.#lengths = lengths
    this.#average = average
    this.#fieldBoost = fieldBoost || 1
    this.#boosts = boosts
  }

  /** Adds to the scores of documents what the postings from `from` to `to` are worth; a frequency of 0 is worth nothing. */
  addTo(
    scores: Float64Array,
    {
      documents,
      frequencies,
      from,
      to,
    }: { documents: Uint32Array; frequencies: Uint32Array; from: number; to: number },
    rarity: number,
    boost: number,
  ): void {
    for (let at = from; at < to; at += 1) {
      const frequency = frequencies[at] ?? 0
      if (frequency === 0) continue
      const document = documents[at] ?? 0
      scores[document] = (scores[document] ?? 0) + boost * this.weigh(rarity, frequency, document)
    }
  }

  /** The weight of a term that stands so often in a document. */
  weigh(rarity: number, frequency: number, document: number): number {
    const length = this.#lengths[document] ?? 0
    const norm = (length < KNOWN_LENGTHS && this.#norms[length]) || this.#findNorm(length)
    const documentBoost = this.#boosts === null ? 1 : this.#boosts[document] || 1
    return toWeight(rarity, frequency, norm, this.#fieldBoost, documentBoost)
  }

  #findNorm(length: number): number {
    const norm = toNorm(length, this.#average)
    if (length < KNOWN_LENGTHS) this.#norms[length] = norm
    return norm
  }
}
