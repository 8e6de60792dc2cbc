// What is kept by field, and places: the numbers by which the index knows where in a field a term stands. How they
// look on disk is section-file.ts, what they are worth is section-scores.ts.
import type { SectionField } from './section-index.ts'
import type { IndexTerm } from './terms.ts'

/** The fields, in the order in which everything that is kept by field stands. */
export const FIELDS = ['title', 'headings', 'body'] as const satisfies readonly SectionField[]

/** Number of a field in `FIELDS`. */
export const FIELD_NUMBERS: Readonly<Record<SectionField, number>> = { title: 0, headings: 1, body: 2 }

/** How much a word counts in each field, by the field's number. */
export const FIELD_BOOSTS = [3, 2, 1] as const

/** A place as one number: the first token's number and how many follow it, at most seven. */
export function toPlace({ place, span }: Pick<IndexTerm, 'place' | 'span'>): number {
  return place * 8 + span - 1
}

/** The first and last tokens of a place. */
export function toRange(place: number): [first: number, last: number] {
  const first = Math.floor(place / 8)
  return [first, first + (place % 8)]
}
