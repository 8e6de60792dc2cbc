// A query made ready for one index: its clauses and steps with the terms that they stand for there. It looks at no
// postings; match-sections.ts does.
import { FIELD_NUMBERS } from './fields.ts'
import { type Clause, type Pattern, PATTERN_BOOSTS } from './section-index.ts'

/** What patterns stand for in one index, as numbers of terms that it has. */
export interface Dictionary {
  /** The number of a term, or -1. */
  find(term: string): number
  /** [from, to): the terms that begin so. */
  prefixed(beginning: string): readonly [from: number, to: number]
  /** Terms with the same stem, besides the word itself. */
  stems(word: string): readonly number[]
  /** Words within that many edits. */
  near(word: string, distance: number): readonly number[]
}

/** Terms by their numbers, ascending, and in parallel what each counts for in the score. */
export interface PlannedTerms {
  readonly terms: readonly number[]
  readonly boosts: readonly number[]
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
  readonly steps: readonly PlannedTerms[]
}

/** Makes a query ready. A query without a required clause gets an empty plan: it finds nothing. */
export function planQuery(clauses: readonly Clause[], dictionary: Dictionary): Plan {
  if (!clauses.some(({ presence }) => presence === 'required')) return { clauses: [], steps: [] }
  const steps: PlannedTerms[] = []
  const planned = clauses.map(({ presence, fields, sequences }, number) => ({
    number,
    required: presence === 'required',
    fields: fields.reduce((bits, field) => bits | (1 << FIELD_NUMBERS[field]), 0),
    sequences: sequences
      .filter((sequence) => sequence.length > 0)
      .map((sequence) =>
        sequence.map(({ offset, patterns }) => {
          return { offset, step: steps.push(expand(patterns, dictionary)) - 1 }
        }),
      ),
  }))
  return { clauses: planned, steps }
}

/** The terms of the required clauses, each once with all that it counts for. */
export function findScoredTerms({ steps }: Plan, clauses: readonly PlannedClause[]): PlannedTerms {
  const used = clauses.flatMap(({ required, sequences }) =>
    required ? sequences.flat().map(({ step }) => steps[step] ?? NONE) : [],
  )
  const [only = NONE, ...others] = used
  return others.reduce(unite, only)
}

const NONE: PlannedTerms = { terms: [], boosts: [] }

function expand(patterns: readonly Pattern[], dictionary: Dictionary): PlannedTerms {
  const lists: PlannedTerms[] = []
  const add = (found: readonly number[], boost: number): void => {
    const terms = [...new Set(found)].sort((a, b) => a - b)
    lists.push({ terms, boosts: terms.map(() => boost) })
  }
  for (const pattern of patterns) {
    const { term } = pattern
    if (pattern.kind === 'prefix') {
      const [from, to] = dictionary.prefixed(term)
      const terms = Array.from({ length: to - from }, (_, index) => from + index)
      lists.push({ terms, boosts: terms.map(() => PATTERN_BOOSTS.prefix) })
    }
    if (pattern.kind === 'near') add(dictionary.near(term, pattern.distance), PATTERN_BOOSTS.near)
    if (pattern.kind === 'word') add(dictionary.stems(term), PATTERN_BOOSTS.stem)
    if (pattern.kind !== 'word' && pattern.kind !== 'exact') continue
    const number = dictionary.find(term)
    if (number >= 0) add([number], PATTERN_BOOSTS.exact)
  }
  return lists.reduce(unite, NONE)
}

/** The terms of both; one that is in both counts for the sum. */
function unite(a: PlannedTerms, b: PlannedTerms): PlannedTerms {
  if (a.terms.length === 0) return b
  if (b.terms.length === 0) return a
  const terms: number[] = []
  const boosts: number[] = []
  let x = 0
  let y = 0
  while (x < a.terms.length || y < b.terms.length) {
    const left = a.terms[x] ?? Infinity
    const right = b.terms[y] ?? Infinity
    const term = Math.min(left, right)
    let boost = 0
    if (left === term) boost += a.boosts[x++] ?? 0
    if (right === term) boost += b.boosts[y++] ?? 0
    terms.push(term)
    boosts.push(boost)
  }
  return { terms, boosts }
}
