// An index file open for queries: the plan says what is asked, the postings say which sections match, and those are
// scored as Lunr scores. Near spellings are found by Lunr's automata over the dictionary.
import type { IndexDescriptor } from '../../../../../src-shared/domain/index-file.ts'
import { compareTerms } from '../../../../../src-main/indexing/binary/dictionary.ts'
import { lunr } from '../../../../../src-main/indexing/lunr-corrected.ts'
import { type IndexHeader, type IndexLines, parseIndexLines, unusable } from './lunr-file.ts'
import { openWeigher, type ScoredTerm, scoreSections } from './lunr-scores.ts'
import { findSpans, matchSections, type ReadPostings } from './match-sections.ts'
import type { TermPostings } from './postings.ts'
import { type Dictionary, type Plan, type PlannedClause, planQuery } from './query-plan.ts'
import type { Clause, IndexedSection, TokenSpan } from '../../../../../src-main/indexing/section-index.ts'
import { getStemmer } from '../../../../../src-main/indexing/stemmers.ts'
import { STEM_SIGN, stemTerms, TERMS_VERSION } from '../../../../../src-main/indexing/terms.ts'

/** What the storage before offers: every section at once, matches one by one, best first. */
export interface OldIndex {
  readonly sections: readonly IndexedSection[]
  query(
    clauses: readonly Clause[],
    isOver?: () => boolean,
  ): {
    readonly matches: readonly { section: number; score: number; spans(): readonly TokenSpan[] }[]
    readonly complete: boolean
  }
}

/** Most postings kept parsed, in places; all are let go when there are more. */
const KEPT_PLACES = 4_000_000

/**
 * Opens the bytes of an index file for queries.
 * @throws LecternError INDEX_UNUSABLE when they cannot be used; `query` may throw it later, when it meets damage
 */
export function openIndex(bytes: Uint8Array, descriptor: IndexDescriptor): OldIndex {
  if (descriptor.pipeline.split(' ')[0] !== TERMS_VERSION)
    throw unusable('it was made by another text pipeline')
  const lines = parseIndexLines(bytes, descriptor)
  const sections = toSections(lines.header)
  const numbers = new Map(lines.terms.map((term, number) => [term, number]))
  const dictionary = openDictionary(lines, numbers)
  const read = openReader(lines, numbers)
  const weigher = openWeigher(lines.lengths)
  const opens = (section: number): boolean => sections[section]?.ordinal === 0
  return {
    sections,
    query(clauses, isOver = () => false) {
      const plan = planQuery(clauses, dictionary)
      const found = matchSections(plan, sections.length, read, opens, isOver)
      const terms = toScoredTerms(plan, found.clauses, read)
      const scores = scoreSections(terms, sections.length, weigher)
      const matches = found.sections.map((section) => ({
        section,
        score: scores[section] ?? 0,
        spans: () => findSpans(plan, found.clauses, section, read),
      }))
      matches.sort((a, b) => b.score - a.score || a.section - b.section)
      return { matches, complete: found.clauses.length === plan.clauses.length }
    },
  }
}

function toSections(header: IndexHeader): IndexedSection[] {
  return header.documents.flatMap(([documentId, starts]) =>
    starts
      .slice(0, -1)
      .map((start, ordinal) => ({ documentId, ordinal, start, end: starts[ordinal + 1] ?? start })),
  )
}

/** Reads postings, each once as long as there is room. */
function openReader(lines: IndexLines, numbers: ReadonlyMap<string, number>): ReadPostings {
  const kept = new Map<string, TermPostings>()
  let size = 0
  return (term) => {
    const known = kept.get(term)
    if (known !== undefined) return known
    const postings = lines.postings(numbers.get(term) ?? -1)
    size += postings.reduce((sum, { places }) => sum + places.length, 1)
    if (size > KEPT_PLACES) {
      kept.clear()
      size = 0
    }
    kept.set(term, postings)
    return postings
  }
}

function openDictionary(
  { terms, header }: Pick<IndexLines, 'terms' | 'header'>,
  numbers: ReadonlyMap<string, number>,
): Dictionary {
  const stemmers = header.languages.map(getStemmer)
  let automaton: lunr.TokenSet | null = null
  return {
    has: (term) => numbers.has(term),
    prefixed(beginning) {
      const first = findFirst(terms, beginning)
      let end = first
      while (terms[end]?.startsWith(beginning)) end += 1
      // In the order in which Lunr enumerates them, which is that of the scores' sums.
      return toAutomaton('fromArray', [terms.slice(first, end)]).toArray()
    },
    stems: (word) => stemTerms(word, stemmers).filter((term) => numbers.has(term)),
    near(word, distance) {
      automaton ??= toAutomaton('fromArray', [terms.filter((term) => !term.startsWith(STEM_SIGN))])
      return automaton.intersect(toAutomaton('fromFuzzyString', [word, distance])).toArray()
    },
  }
}

/** The number of the first term that is not before `beginning`. */
function findFirst(terms: readonly string[], beginning: string): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((terms[middle] ?? '') < beginning) low = middle + 1
    else high = middle
  }
  return low
}

/** The terms of the required clauses, each once with all that it counts for. */
function toScoredTerms({ steps }: Plan, clauses: readonly PlannedClause[], read: ReadPostings): ScoredTerm[] {
  const boosts = new Map<string, number>()
  for (const { required, sequences } of clauses)
    for (const { step } of required ? sequences.flat() : [])
      for (const [term, boost] of steps[step]?.terms ?? []) boosts.set(term, (boosts.get(term) ?? 0) + boost)
  // Scores are added up in the order in which Lunr enumerates terms.
  const ordered = [...boosts].sort(([a], [b]) => compareTerms(a, b))
  return ordered.map(([term, boost]) => ({ boost, postings: read(term) }))
}

/** Calls one of the makers of `lunr.TokenSet`; its types have them as methods of instances, which they are not. */
function toAutomaton(maker: 'fromArray' | 'fromFuzzyString', input: unknown[]): lunr.TokenSet {
  const make: unknown = Reflect.get(lunr.TokenSet, maker)
  const made: unknown = typeof make === 'function' ? Reflect.apply(make, lunr.TokenSet, input) : undefined
  if (!(made instanceof lunr.TokenSet)) throw new Error(`Lunr makes no token sets by ${maker}`)
  return made
}
