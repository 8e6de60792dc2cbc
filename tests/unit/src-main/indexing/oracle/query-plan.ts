// A query made ready for one index: its clauses and steps with the terms that they stand for there. It looks at no
// postings; match-sections.ts does.
import { FIELD_NUMBERS } from './postings.ts'
import type { Clause, Pattern } from '../../../../../src-main/indexing/section-index.ts'

/** What patterns stand for in one index. Only terms that it has. */
export interface Dictionary {
  has(term: string): boolean
  /** Terms that begin so, in order. */
  prefixed(beginning: string): readonly string[]
  /** Terms with the same stem, besides the word itself. */
  stems(word: string): readonly string[]
  /** Words within that many edits. */
  near(word: string, distance: number): readonly string[]
}

/** The terms of one step, each with what it counts for in the score. */
export interface PlannedStep {
  readonly terms: ReadonlyMap<string, number>
  /** Part of a sequence of several: its places are needed, not only whether it occurs. */
  readonly placed: boolean
}

/** A clause, with its steps by their numbers in the plan. */
export interface PlannedClause {
  /** Its number in the query. */
  readonly number: number
  readonly required: boolean
  /** One bit for each field it may hold in. */
  readonly fields: number
  readonly sequences: readonly (readonly { readonly offset: number; readonly step: number }[])[]
}

/** A query made ready. */
export interface Plan {
  readonly clauses: readonly PlannedClause[]
  readonly steps: readonly PlannedStep[]
}

const BOOSTS = { exact: 4, stem: 2, prefix: 0.25, near: 1 }

/** Makes a query ready. A query without a required clause gets an empty plan: it finds nothing. */
export function planQuery(clauses: readonly Clause[], dictionary: Dictionary): Plan {
  if (!clauses.some(({ presence }) => presence === 'required')) return { clauses: [], steps: [] }
  const steps: PlannedStep[] = []
  const planned = clauses.map(({ presence, fields, sequences }, number) => ({
    number,
    required: presence === 'required',
    fields: fields.reduce((bits, field) => bits | (1 << FIELD_NUMBERS[field]), 0),
    sequences: sequences
      .filter((sequence) => sequence.length > 0)
      .map((sequence) =>
        sequence.map(({ offset, patterns }) => {
          steps.push({ terms: expand(patterns, dictionary), placed: sequence.length > 1 })
          return { offset, step: steps.length - 1 }
        }),
      ),
  }))
  return { clauses: planned, steps }
}

function expand(patterns: readonly Pattern[], dictionary: Dictionary): Map<string, number> {
  const terms = new Map<string, number>()
  const add = (found: readonly string[], boost: number): void => {
    for (const term of found) terms.set(term, (terms.get(term) ?? 0) + boost)
  }
  for (const pattern of patterns) {
    const { term } = pattern
    if (pattern.kind === 'prefix') add(dictionary.prefixed(term), BOOSTS.prefix)
    if (pattern.kind === 'near') add(dictionary.near(term, pattern.distance), BOOSTS.near)
    if (pattern.kind === 'word') add(dictionary.stems(term), BOOSTS.stem)
    if ((pattern.kind === 'word' || pattern.kind === 'exact') && dictionary.has(term))
      add([term], BOOSTS.exact)
  }
  return terms
}
