// Which sections a planned query matches, and where in them: all required clauses, no excluded one, words of a
// sequence next to each other. Decided on postings alone; nothing is scored here.
import {
  FIELD_NUMBERS,
  FIELDS,
  findPlaces,
  NO_POSTINGS,
  placesAt,
  type Postings,
  type TermPostings,
  toRange,
} from './postings.ts'
import type { Plan, PlannedClause } from './query-plan.ts'
import type { TokenSpan } from '../../../../../src-main/indexing/section-index.ts'

/** Gives the postings of a term of the dictionary. */
export type ReadPostings = (term: string) => TermPostings

/** Sections that match, ascending. `clauses` are those that were looked at before time ran out. */
export interface Matching {
  readonly sections: readonly number[]
  readonly clauses: readonly PlannedClause[]
}

type Sequence = PlannedClause['sequences'][number]

/** Where a step occurs: a bit for each field of each section, and the places by section and field if asked for. */
interface Occurrences {
  readonly bits: Uint8Array
  readonly places: ReadonlyMap<number, readonly number[]>
}

const BODY = 1 << FIELD_NUMBERS.body
const WIDTH = FIELDS.length
const NONE: Occurrences = { bits: new Uint8Array(0), places: new Map() }
/** After how many postings lists the time is looked at. */
const PATIENCE = 64

/**
 * Finds the sections that match.
 * @param opens whether a section is the first of its document
 * @param isOver once true, what has not been looked at is left out of the query
 */
export function matchSections(
  plan: Plan,
  count: number,
  read: ReadPostings,
  opens: (section: number) => boolean,
  isOver: () => boolean,
): Matching {
  const occurrences = gather(plan, count, read, isOver)
  const known = (sequence: Sequence): boolean => sequence.every(({ step }) => step < occurrences.length)
  const clauses = plan.clauses.filter(({ sequences }) => sequences.every(known))
  const required = clauses.filter((clause) => clause.required)
  const excluded = clauses.filter((clause) => !clause.required)
  const sections: number[] = []
  for (let section = 0; section < count && required.length > 0; section += 1) {
    let own = 0
    const holds = required.every((clause) => {
      const fields = findFields(clause, section, occurrences)
      own |= fields & BODY
      return (fields & clause.fields) !== 0
    })
    if (!holds || (own === 0 && !opens(section))) continue
    if (excluded.some((clause) => (findFields(clause, section, occurrences) & clause.fields) !== 0)) continue
    sections.push(section)
  }
  return { sections, clauses }
}

/** The occurrences of the required clauses in a section's own text, in order. */
export function findSpans(
  plan: Plan,
  clauses: readonly PlannedClause[],
  section: number,
  read: ReadPostings,
): TokenSpan[] {
  const places = plan.steps.map(({ terms }) =>
    [...terms.keys()].flatMap((term) => [
      ...findPlaces(read(term)[FIELD_NUMBERS.body] ?? NO_POSTINGS, section),
    ]),
  )
  const spans = clauses.flatMap((clause) =>
    (clause.required ? clause.sequences : []).flatMap((sequence) =>
      findRanges(sequence, (step) => places[step] ?? []).map(([first, last]) => ({
        clause: clause.number,
        first,
        last,
      })),
    ),
  )
  return spans.sort((a, b) => a.first - b.first || b.last - a.last || a.clause - b.clause)
}

/** The occurrences of each step, in order; fewer than there are steps when time ran out. */
function gather(plan: Plan, count: number, read: ReadPostings, isOver: () => boolean): Occurrences[] {
  const found: Occurrences[] = []
  for (const { terms, placed } of plan.steps) {
    let lists = 0
    const bits = new Uint8Array(count)
    const places = new Map<number, number[]>()
    for (const term of terms.keys()) {
      if (lists++ % PATIENCE === 0 && isOver()) return found
      read(term).forEach((postings, field) => {
        for (const section of postings.sections) bits[section] = (bits[section] ?? 0) | (1 << field)
        if (placed) addPlaces(postings, field, places)
      })
    }
    found.push({ bits, places })
  }
  return found
}

function addPlaces(postings: Postings, field: number, bySection: Map<number, number[]>): void {
  postings.sections.forEach((section, index) => {
    const key = section * WIDTH + field
    const places = bySection.get(key) ?? []
    bySection.set(key, places)
    for (const place of placesAt(postings, index)) places.push(place)
  })
}

/** The fields in which a clause holds, as bits. */
function findFields(
  { sequences }: PlannedClause,
  section: number,
  occurrences: readonly Occurrences[],
): number {
  let fields = 0
  for (const sequence of sequences) {
    let all = (1 << WIDTH) - 1
    for (const { step } of sequence) all &= (occurrences[step] ?? NONE).bits[section] ?? 0
    if (all === 0 || sequence.length === 1) fields |= all
    else fields |= findAdjacent(sequence, all, section, occurrences)
  }
  return fields
}

/** Of the fields that have every step, those that have them next to each other. */
function findAdjacent(
  sequence: Sequence,
  fields: number,
  section: number,
  occurrences: readonly Occurrences[],
): number {
  let found = 0
  for (let field = 0; field < WIDTH; field += 1) {
    if ((fields & (1 << field)) === 0) continue
    const at = (step: number): readonly number[] =>
      (occurrences[step] ?? NONE).places.get(section * WIDTH + field) ?? []
    if (findRanges(sequence, at).length > 0) found |= 1 << field
  }
  return found
}

/** The first and last tokens of every occurrence of a sequence, given the places of its steps in one field. */
function findRanges(
  sequence: Sequence,
  at: (step: number) => readonly number[],
): [first: number, last: number][] {
  const [head, ...rest] = sequence.map(({ offset, step }) => ({ offset, places: at(step) }))
  if (head === undefined || rest.some(({ places }) => places.length === 0)) return []
  const lasts = rest.map(({ offset, places }) => ({ offset, byFirst: new Map(places.map(toRange)) }))
  return head.places.flatMap((place): [number, number][] => {
    const [start, end] = toRange(place)
    const first = start - head.offset
    const ends = lasts.map(({ offset, byFirst }) => byFirst.get(first + offset) ?? -1)
    return ends.includes(-1) ? [] : [[first, Math.max(end, ...ends)]]
  })
}
