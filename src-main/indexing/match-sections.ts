// Which sections a planned query matches, and where in them: all required clauses, no excluded one, words of a
// sequence next to each other. Decided on postings alone; nothing is scored here.
import type { TermTable } from './binary/term-table.ts'
import { FIELD_NUMBERS, FIELDS } from './fields.ts'
import { type Places, readPlaces } from './places.ts'
import type { Plan, PlannedClause } from './query-plan.ts'
import type { TokenSpan } from './section-index.ts'

/**
 * Sections that match, ascending. `clauses` are those that were looked at before time ran out. When it ran out while
 * sequences were looked for, sections in which they were not found yet do not match.
 */
export interface Matching {
  readonly sections: Uint32Array
  readonly clauses: readonly PlannedClause[]
  readonly complete: boolean
}

type Sequence = PlannedClause['sequences'][number]

/** A clause with a bit for each field of each section in which it may hold, or, when it is `exact`, does hold. */
interface Candidates {
  readonly clause: PlannedClause
  readonly bits: Uint8Array
  readonly exact: boolean
}

const BODY = 1 << FIELD_NUMBERS.body
/** After how many postings lists, or sections, the time is looked at. */
const PATIENCE = 64
/** So many numbers are sooner gone through than put in a table. */
const FEW_PLACES = 32

/**
 * Finds the sections that match. Cost: the postings of every term once, and for sequences of several words the
 * positions in the sections where all else holds.
 * @param opens whether a section is the first of its document
 * @param isOver once true, what has not been looked at is left out of the query
 */
export function matchSections(
  plan: Plan,
  count: number,
  table: TermTable,
  opens: (section: number) => boolean,
  isOver: () => boolean,
): Matching {
  const bits = gatherBits(plan, count, table, isOver)
  const known = (sequence: Sequence): boolean => sequence.every(({ step }) => step < bits.length)
  const clauses = plan.clauses.filter(({ sequences }) => sequences.every(known))
  const candidates = clauses.map((clause) => toCandidates(clause, bits, count))
  let sections = findPossible(candidates, count, opens)
  const complete = clauses.length === plan.clauses.length
  const unsure = candidates.filter(({ exact }) => !exact)
  if (unsure.length === 0) return { sections, clauses, complete }
  let isCut = false
  const asked = { plan, bits, sections, count, table, isOver: () => (isCut ||= isOver()) }
  for (const each of unsure) each.bits.set(verify(each, asked))
  const verified = candidates.map((each) => ({ ...each, exact: true }))
  sections = findPossible(verified, count, opens)
  return { sections, clauses, complete: complete && !isCut }
}

/** The occurrences of the required clauses in the own text of the sections, by section, in order. */
export function findSpans(
  plan: Plan,
  clauses: readonly PlannedClause[],
  sections: readonly number[],
  table: TermTable,
): Map<number, TokenSpan[]> {
  const required = clauses.filter((clause) => clause.required)
  const places = new Map<number, Places>()
  for (const { step } of required.flatMap(({ sequences }) => sequences.flat()))
    places.set(step, readPlaces(plan.steps[step]?.terms ?? [], FIELD_NUMBERS.body, sections, table))
  const spansOf = (section: number): TokenSpan[] =>
    required
      .flatMap(({ number, sequences }) =>
        sequences.flatMap((sequence) =>
          findRanges(sequence, (step) => places.get(step)?.get(section) ?? []).map(([first, last]) => ({
            clause: number,
            first,
            last,
          })),
        ),
      )
      .sort((a, b) => a.first - b.first || b.last - a.last || a.clause - b.clause)
  return new Map(sections.map((section) => [section, spansOf(section)]))
}

/** For each step a bit for each field of each section where it occurs; fewer than there are steps when time ran out. */
function gatherBits({ steps }: Plan, count: number, table: TermTable, isOver: () => boolean): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const { terms } of steps) {
    const bits = new Uint8Array(count)
    let lists = 0
    for (const term of terms) {
      if (lists++ % PATIENCE === 0 && isOver()) return found
      for (let field = 0; field < FIELDS.length; field += 1) {
        const { documents, length } = table.postings(term, field)
        const bit = 1 << field
        for (let at = 0; at < length; at += 1) {
          const section = documents[at] ?? 0
          bits[section] = (bits[section] ?? 0) | bit
        }
      }
    }
    found.push(bits)
  }
  return found
}

function toCandidates(clause: PlannedClause, steps: readonly Uint8Array[], count: number): Candidates {
  const { sequences } = clause
  const exact = sequences.every(({ length }) => length === 1)
  const [only] = sequences
  if (exact && only !== undefined && sequences.length === 1)
    return { clause, bits: steps[only[0]?.step ?? -1] ?? new Uint8Array(count), exact }
  const bits = new Uint8Array(count)
  for (const sequence of sequences) {
    const all = new Uint8Array(count).fill((1 << FIELDS.length) - 1)
    for (const { step } of sequence) intersect(all, steps[step])
    for (let section = 0; section < count; section += 1)
      bits[section] = (bits[section] ?? 0) | (all[section] ?? 0)
  }
  return { clause, bits, exact }
}

function intersect(bits: Uint8Array, others: Uint8Array | undefined): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (others?.[at] ?? 0)
}

/** Sections in which every required clause may hold, one of them in the section's own text, and no exact excluded one. */
function findPossible(
  candidates: readonly Candidates[],
  count: number,
  opens: (section: number) => boolean,
): Uint32Array {
  const own = new Uint8Array(count)
  const missed = new Uint8Array(count)
  let required = 0
  for (const { clause, bits, exact } of candidates) {
    if (clause.required) {
      required += 1
      takeRequired(bits, clause.fields, own, missed)
    } else if (exact) takeExcluded(bits, clause.fields, missed)
  }
  const found = new Uint32Array(required > 0 ? count : 0)
  let length = 0
  for (let section = 0; section < found.length; section += 1) {
    if (missed[section] === 1) continue
    if (((own[section] ?? 0) & BODY) !== 0 || opens(section)) found[length++] = section
  }
  return found.subarray(0, length)
}

/** Notes the sections that a required clause is missed in, and in which fields the others have it. */
function takeRequired(bits: Uint8Array, fields: number, own: Uint8Array, missed: Uint8Array): void {
  for (let section = 0; section < own.length; section += 1) {
    const held = bits[section] ?? 0
    if ((held & fields) === 0) missed[section] = 1
    own[section] = (own[section] ?? 0) | held
  }
}

function takeExcluded(bits: Uint8Array, fields: number, missed: Uint8Array): void {
  for (let section = 0; section < missed.length; section += 1)
    if (((bits[section] ?? 0) & fields) !== 0) missed[section] = 1
}

interface Verification {
  readonly plan: Plan
  readonly bits: readonly Uint8Array[]
  /** The sections in which it matters. */
  readonly sections: Uint32Array
  readonly count: number
  readonly table: TermTable
  readonly isOver: () => boolean
}

/** The fields in which a clause does hold, for the sections in which it matters. */
function verify({ clause }: Candidates, asked: Verification): Uint8Array {
  const fields = new Uint8Array(asked.count)
  for (const sequence of clause.sequences) {
    const [first] = sequence
    if (first === undefined) continue
    if (sequence.length > 1) {
      for (let field = 0; field < FIELDS.length; field += 1) verifySequence(sequence, field, asked, fields)
      continue
    }
    const bits = asked.bits[first.step]
    for (const section of asked.sections) fields[section] = (fields[section] ?? 0) | (bits?.[section] ?? 0)
  }
  return fields
}

/** Sets the bit of a field for the sections in which the steps of a sequence stand next to each other there. */
function verifySequence(
  sequence: Sequence,
  field: number,
  { plan, bits, sections, table, isOver }: Verification,
  fields: Uint8Array,
): void {
  const bit = 1 << field
  const termsOf = (step: number): readonly number[] => plan.steps[step]?.terms ?? []
  let left = findHolding(sequence, bits, bit, sections)
  const places = new Map<number, Places>()
  // Steps with few terms first: they leave fewer sections to the others.
  for (const { step } of [...sequence].sort((a, b) => termsOf(a.step).length - termsOf(b.step).length)) {
    const found = readPlaces(termsOf(step), field, left, table, isOver)
    places.set(step, found)
    left = left.filter((section) => found.has(section))
  }
  let looked = 0
  for (const section of left) {
    if (looked++ % PATIENCE === 0 && isOver()) return
    if (findRanges(sequence, (step) => places.get(step)?.get(section) ?? []).length > 0)
      fields[section] = (fields[section] ?? 0) | bit
  }
}

/** The sections in which every step of a sequence stands in the field. */
function findHolding(
  sequence: Sequence,
  bits: readonly Uint8Array[],
  bit: number,
  sections: Uint32Array,
): number[] {
  const all = sequence.map(({ step }) => bits[step] ?? new Uint8Array(0))
  const found: number[] = []
  for (const section of sections) {
    let held = bit
    for (const each of all) held &= each[section] ?? 0
    if (held !== 0) found.push(section)
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
  const ends = rest.map(({ offset, places }) => ({ offset, endOf: openEnds(places) }))
  const found: [number, number][] = []
  for (let place = 0; place < head.places.length; place += 2) {
    const start = head.places[place] ?? 0
    const first = start - head.offset
    let last = start + (head.places[place + 1] ?? 1) - 1
    const isWhole = ends.every(({ offset, endOf }) => {
      const end = endOf(first + offset)
      last = Math.max(last, end)
      return end >= 0
    })
    if (isWhole) found.push([first, last])
  }
  return found
}

/** The last token of the place that begins at a token, -1 when none does. */
function openEnds(places: readonly number[]): (first: number) => number {
  if (places.length > FEW_PLACES) {
    const byFirst = new Map<number, number>()
    for (let at = 0; at < places.length; at += 2)
      byFirst.set(places[at] ?? 0, (places[at] ?? 0) + (places[at + 1] ?? 1) - 1)
    return (first) => byFirst.get(first) ?? -1
  }
  return (first) => {
    for (let at = places.length - 2; at >= 0; at -= 2)
      if (places[at] === first) return first + (places[at + 1] ?? 1) - 1
    return -1
  }
}
