// Postings: where each term stands, by field and section. Gathered while building, read back while searching; how
// they look on disk is lunr-file.ts, what they are worth is lunr-scores.ts.
import type { SectionField } from './section-index.ts'
import type { IndexTerm } from './terms.ts'

/** The fields, in the order in which everything that is kept by field stands. */
export const FIELDS = ['title', 'headings', 'body'] as const satisfies readonly SectionField[]

/** Number of a field in `FIELDS`. */
export const FIELD_NUMBERS: Readonly<Record<SectionField, number>> = { title: 0, headings: 1, body: 2 }

/** Sections in ascending order and, for each, the places of the term in it, ascending (`toPlace`). */
export interface Postings {
  readonly sections: readonly number[]
  readonly places: readonly (readonly number[])[]
}

/** The postings of one term, by field. */
export type TermPostings = readonly Postings[]

/** A place as one number: the first token's number and how many follow it, at most seven. */
export function toPlace({ place, span }: Pick<IndexTerm, 'place' | 'span'>): number {
  return place * 8 + span - 1
}

/** The first and last tokens of a place. */
export function toRange(place: number): [first: number, last: number] {
  const first = Math.floor(place / 8)
  return [first, first + (place % 8)]
}

/** The places of a term in one section; none when it is not there. Logarithmic in the length of the postings. */
export function findPlaces({ sections, places }: Postings, section: number): readonly number[] {
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sections[middle] ?? 0) < section) low = middle + 1
    else high = middle
  }
  return sections[low] === section ? (places[low] ?? []) : []
}

/** Postings of all terms while they are gathered, and how many terms each field of each section has. */
export interface Gathered {
  /** By field within section. */
  readonly lengths: readonly number[]
  /** Terms in ascending order of UTF-16 units. */
  readonly terms: () => readonly (readonly [term: string, postings: TermPostings])[]
  /** Adds the next section. */
  add(fields: readonly (readonly IndexTerm[])[]): void
}

/** Begins to gather. */
export function gatherPostings(): Gathered {
  const lengths: number[] = []
  const byTerm = new Map<string, { sections: number[]; places: number[][] }[]>()
  const open = (term: string): { sections: number[]; places: number[][] }[] => {
    const postings = FIELDS.map(() => ({ sections: [], places: [] }))
    byTerm.set(term, postings)
    return postings
  }
  let section = 0
  return {
    lengths,
    terms: () => [...byTerm].sort(([a], [b]) => (a < b ? -1 : 1)),
    add(fields) {
      fields.forEach((terms, field) => {
        lengths.push(terms.length)
        for (const each of terms) {
          const postings = (byTerm.get(each.term) ?? open(each.term))[field]
          if (postings === undefined) continue
          const { sections, places } = postings
          if (sections.at(-1) === section) places.at(-1)?.push(toPlace(each))
          else {
            sections.push(section)
            places.push([toPlace(each)])
          }
        }
      })
      section += 1
    },
  }
}
