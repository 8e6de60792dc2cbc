// What a query asks of one section, decided on the places where Lunr found its terms: any of these sequences, in any
// of these fields, next to each other. It looks nothing up and scores nothing.
import { FIELD_NAMES } from './lunr-file.ts'
import type { Clause, Pattern, SectionField, Sequence, TokenSpan } from './section-index.ts'

/** A term that Lunr is to look up; with `prefix`, all terms that begin so. */
export interface PlannedTerm {
  readonly term: string
  readonly prefix: boolean
  readonly boost: number
}

/** What patterns stand for in one index. */
export interface Expander {
  /** Terms with the same stem, besides the word itself. */
  stems(word: string): readonly string[]
  /** Words of the index within that many edits. */
  near(word: string, distance: number): readonly string[]
}

/** The places of a query's steps in one section: by step and field. */
export type Occurrences = readonly (readonly number[] | undefined)[]

/** A query made ready for one index. */
export interface Plan {
  /** In the order of the clauses. */
  readonly terms: readonly PlannedTerm[]
  /** The same query without the clauses of which not every term is among the first `looked`. */
  upTo(looked: number): Plan
  /** Reads Lunr's metadata of one match: term → field → `p`. */
  toOccurrences(metadata: object): Occurrences
  /** Whether a section matches; `opens` when it is the first of its document. */
  holds(occurrences: Occurrences, opens: boolean): boolean
  spans(occurrences: Occurrences): TokenSpan[]
}

interface PlannedClause {
  readonly number: number
  readonly required: boolean
  readonly fields: readonly number[]
  readonly sequences: readonly (readonly { readonly offset: number; readonly step: number }[])[]
  /** How many terms there are up to the end of this clause. */
  readonly end: number
}

const FIELDS: Readonly<Record<SectionField, number>> = { title: 0, headings: 1, body: 2 }
const WIDTH = FIELD_NAMES.length
const BOOSTS = { exact: 4, stem: 2, prefix: 1, near: 1 }

/** Makes a query ready. Terms of excluded clauses are looked up without counting in the score. */
export function openPlan(clauses: readonly Clause[], expander: Expander): Plan {
  const terms: PlannedTerm[] = []
  const stepsByTerm = new Map<string, number[]>()
  const prefixes: { readonly prefix: string; readonly step: number }[] = []
  let steps = 0
  const addStep = (patterns: readonly Pattern[], counts: boolean): number => {
    const step = steps++
    for (const each of patterns.flatMap((pattern) => expand(pattern, expander))) {
      terms.push(counts ? each : { ...each, boost: 0 })
      if (each.prefix) prefixes.push({ prefix: each.term, step })
      else stepsByTerm.set(each.term, [...(stepsByTerm.get(each.term) ?? []), step])
    }
    return step
  }
  const addSequence = (sequence: Sequence, counts: boolean): PlannedClause['sequences'][number] =>
    sequence.map(({ offset, patterns }) => ({ offset, step: addStep(patterns, counts) }))
  const planned = clauses.map(({ presence, fields, sequences }, number): PlannedClause => {
    const required = presence === 'required'
    return {
      number,
      required,
      fields: fields.map((field) => FIELDS[field]),
      sequences: sequences.map((sequence) => addSequence(sequence, required)),
      end: terms.length,
    }
  })
  const known = new Map<string, readonly number[]>()
  const stepsOf = (term: string): readonly number[] => {
    const before = known.get(term)
    if (before !== undefined) return before
    const begun = prefixes.filter(({ prefix }) => term.startsWith(prefix)).map(({ step }) => step)
    const found = [...new Set([...(stepsByTerm.get(term) ?? []), ...begun])]
    known.set(term, found)
    return found
  }
  return toPlan(terms, planned, stepsOf)
}

function toPlan(
  terms: readonly PlannedTerm[],
  clauses: readonly PlannedClause[],
  stepsOf: (term: string) => readonly number[],
): Plan {
  const required = clauses.filter((clause) => clause.required)
  const occursIn = (clause: PlannedClause, field: number, occurrences: Occurrences): boolean =>
    clause.sequences.some((sequence) => hasPlace(sequence, field, occurrences))
  return {
    terms,
    upTo(looked) {
      if (looked >= terms.length) return this
      return toPlan(
        terms,
        clauses.filter(({ end }) => end <= looked),
        stepsOf,
      )
    },
    toOccurrences: (metadata) => readOccurrences(metadata, stepsOf),
    holds(occurrences, opens) {
      if (required.length === 0) return false
      for (const clause of clauses)
        if (clause.fields.some((field) => occursIn(clause, field, occurrences)) !== clause.required)
          return false
      return opens || required.some((clause) => occursIn(clause, FIELDS.body, occurrences))
    },
    spans: (occurrences) => required.flatMap((clause) => findSpans(clause, occurrences)).sort(bySpan),
  }
}

function expand(pattern: Pattern, expander: Expander): PlannedTerm[] {
  const { kind, term } = pattern
  switch (kind) {
    case 'exact':
      return [{ term, prefix: false, boost: BOOSTS.exact }]
    case 'prefix':
      return [{ term, prefix: true, boost: BOOSTS.prefix }]
    case 'word': {
      const stems = expander.stems(term).map((stem) => ({ term: stem, prefix: false, boost: BOOSTS.stem }))
      return [{ term, prefix: false, boost: BOOSTS.exact }, ...stems]
    }
    case 'near':
      return expander
        .near(term, pattern.distance)
        .map((each) => ({ term: each, prefix: false, boost: BOOSTS.near }))
  }
}

function readOccurrences(metadata: object, stepsOf: (term: string) => readonly number[]): Occurrences {
  const occurrences: number[][] = []
  for (const [term, fields] of entries(metadata)) {
    const steps = stepsOf(term)
    if (steps.length === 0) continue
    for (const [name, kept] of entries(fields)) {
      const field = FIELD_NAMES.findIndex((each) => each === name)
      const places = readPlaces(kept)
      for (const step of steps) {
        const before = occurrences[step * WIDTH + field]
        occurrences[step * WIDTH + field] = before ? before.concat(places) : places
      }
    }
  }
  return occurrences
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function readPlaces(kept: unknown): number[] {
  const places: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, 'p') : undefined
  return Array.isArray(places) ? places.filter((place) => typeof place === 'number') : []
}

function hasPlace(sequence: PlannedClause['sequences'][number], field: number, at: Occurrences): boolean {
  const [only] = sequence
  if (only === undefined) return false
  if (sequence.length === 1) return at[only.step * WIDTH + field] !== undefined
  return findPlaces(sequence, field, at, true).length > 0
}

/** The first and last tokens of each occurrence of a sequence in a field; with `one`, only the first found. */
function findPlaces(
  sequence: PlannedClause['sequences'][number],
  field: number,
  at: Occurrences,
  one = false,
): [first: number, last: number][] {
  const [head, ...rest] = sequence.map(({ offset, step }) => ({
    offset,
    places: at[step * WIDTH + field] ?? [],
  }))
  if (head === undefined || rest.some(({ places }) => places.length === 0)) return []
  const ends = rest.map(({ offset, places }) => ({ offset, ends: new Map(places.map(toEnd)) }))
  const found: [number, number][] = []
  for (const place of head.places) {
    const [start, end] = toEnd(place)
    const first = start - head.offset
    const lasts = ends.map((each) => each.ends.get(first + each.offset))
    if (lasts.includes(undefined)) continue
    found.push([first, Math.max(end, ...lasts.map((last) => last ?? 0))])
    if (one) break
  }
  return found
}

/** A stored place as the numbers of its first and last tokens. */
function toEnd(place: number): [first: number, last: number] {
  const first = Math.floor(place / 8)
  return [first, first + (place % 8)]
}

function findSpans(clause: PlannedClause, occurrences: Occurrences): TokenSpan[] {
  const spans = clause.sequences.flatMap((sequence) =>
    findPlaces(sequence, FIELDS.body, occurrences).map(([first, last]) => ({
      clause: clause.number,
      first,
      last,
    })),
  )
  return spans
}

function bySpan(a: TokenSpan, b: TokenSpan): number {
  return a.first - b.first || b.last - a.last || a.clause - b.clause
}
