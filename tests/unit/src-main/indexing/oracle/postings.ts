// Postings: where each term stands, by field and section. Gathered while building, read back while searching; how
// they look on disk is lunr-file.ts, what they are worth is lunr-scores.ts.
import type { SectionField } from '../../../../../src-main/indexing/section-index.ts'
import type { IndexTerm } from './terms.ts'

/** The fields, in the order in which everything that is kept by field stands. */
export const FIELDS = ['title', 'headings', 'body'] as const satisfies readonly SectionField[]

/** Number of a field in `FIELDS`. */
export const FIELD_NUMBERS: Readonly<Record<SectionField, number>> = { title: 0, headings: 1, body: 2 }

/**
 * Where a term stands in one field: sections in ascending order, and for each its places, ascending (`toPlace`). Those
 * of `sections[n]` are `places[starts[n]]` up to, not including, `places[starts[n + 1]]`; `starts` has one entry more
 * than `sections`.
 */
export interface Postings {
  readonly sections: readonly number[]
  readonly starts: readonly number[]
  readonly places: readonly number[]
}

/** A term that stands nowhere in a field. */
export const NO_POSTINGS: Postings = { sections: [], starts: [0], places: [] }

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
export function findPlaces(postings: Postings, section: number): readonly number[] {
  const { sections } = postings
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sections[middle] ?? 0) < section) low = middle + 1
    else high = middle
  }
  return sections[low] === section ? placesAt(postings, low) : []
}

/** The places in the section with that number among `sections`. */
export function placesAt({ starts, places }: Postings, index: number): readonly number[] {
  return places.slice(starts[index] ?? 0, starts[index + 1] ?? 0)
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

interface Growing extends Postings {
  readonly sections: number[]
  readonly starts: number[]
  readonly places: number[]
}

/** Begins to gather. */
export function gatherPostings(): Gathered {
  const lengths: number[] = []
  const byTerm = new Map<string, (Growing | undefined)[]>()
  const open = (term: string, field: number): Growing => {
    const fields = byTerm.get(term) ?? FIELDS.map(() => undefined)
    const postings: Growing = fields[field] ?? { sections: [], starts: [0], places: [] }
    fields[field] = postings
    byTerm.set(term, fields)
    return postings
  }
  let section = 0
  return {
    lengths,
    terms: () =>
      [...byTerm]
        .map(([term, fields]) => [term, fields.map((each) => each ?? NO_POSTINGS)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    add(fields) {
      fields.forEach((terms, field) => {
        lengths.push(terms.length)
        for (const each of terms) addPlace(open(each.term, field), section, toPlace(each))
      })
      section += 1
    },
  }
}

function addPlace({ sections, starts, places }: Growing, section: number, place: number): void {
  places.push(place)
  if (sections[sections.length - 1] === section) starts[starts.length - 1] = places.length
  else {
    sections.push(section)
    starts.push(places.length)
  }
}
