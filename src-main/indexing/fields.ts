// The fields of a section, as an index numbers them. What they are worth is section-scores.ts.
import type { SectionField } from './section-index.ts'

/** The fields, in the order in which everything that is kept by field stands. */
export const FIELDS = ['title', 'headings', 'body'] as const satisfies readonly SectionField[]

/** Number of a field in `FIELDS`. */
export const FIELD_NUMBERS: Readonly<Record<SectionField, number>> = { title: 0, headings: 1, body: 2 }

/** How much a word counts in each field, by the field's number. */
export const FIELD_BOOSTS = [3, 2, 1] as const
