// An index file open for queries: the plan says what is asked, the postings say which sections match, and those are
// scored as Lunr scores. Near spellings are found by Lunr's automata over the dictionary.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { expandPattern } from './binary/expansion.ts'
import type { OpenParts } from './binary/index-file.ts'
import { findSpans, matchSections } from './match-sections.ts'
import { type Dictionary, type Plan, type PlannedClause, planQuery } from './query-plan.ts'
import { openSectionFile } from './section-file.ts'
import type { SectionIndex, SectionMatch, TokenSpan } from './section-index.ts'
import { addScores } from './section-scores.ts'
import { getStemmer } from './stemmers.ts'
import { STEM_SIGN, stemTerms } from './terms.ts'

/** A section that matches; what its spans are worked out from is shared by all matches of a query. */
class Match implements SectionMatch {
  readonly section: number
  readonly score: number
  readonly #findSpans: (section: number) => readonly TokenSpan[]

  constructor(section: number, score: number, find: (section: number) => readonly TokenSpan[]) {
    this.section = section
    this.score = score
    this.#findSpans = find
  }

  spans(): readonly TokenSpan[] {
    return this.#findSpans(this.section)
  }
}

/**
 * Opens an index file for queries. Its bytes must not change afterwards; closing it is for whoever opened it.
 * @throws LecternError INDEX_UNUSABLE when they cannot be used; `query` may throw it later, when it meets damage
 */
export function openIndex(content: ByteSource, descriptor: IndexDescriptor): SectionIndex {
  const file = openSectionFile(content, descriptor)
  const { parts, count } = file
  const dictionary = openDictionary(parts, file.languages)
  const wanted = new Uint8Array(count)
  const scores = new Float64Array(count)
  return {
    get sections() {
      return file.sections()
    },
    query(clauses, isOver = () => false) {
      const plan = planQuery(clauses, dictionary)
      const found = matchSections(plan, count, parts.terms, (section) => file.opens(section), isOver)
      for (const section of found.sections) wanted[section] = 1
      try {
        addScores(parts, toScoredTerms(plan, found.clauses), wanted, scores)
        const find = (section: number): readonly TokenSpan[] =>
          findSpans(plan, found.clauses, section, parts.terms)
        const matches = found.sections.map((section) => new Match(section, scores[section] ?? 0, find))
        matches.sort((a, b) => b.score - a.score || a.section - b.section)
        return { matches, complete: found.clauses.length === plan.clauses.length }
      } finally {
        for (const section of found.sections) {
          wanted[section] = 0
          scores[section] = 0
        }
      }
    },
  }
}

function openDictionary({ dictionary, terms }: OpenParts, languages: readonly string[]): Dictionary {
  const stemmers = languages.map(getStemmer)
  return {
    find: (term) => dictionary.find(term),
    prefixed(beginning) {
      const [from, to] = dictionary.prefixRange(beginning)
      const numbers = Array.from({ length: to - from }, (_, index) => from + index)
      // Ids are ranks by name: scores are added up in that order.
      return numbers.sort((a, b) => terms.entry(a).id - terms.entry(b).id)
    },
    stems: (word) =>
      stemTerms(word, stemmers)
        .map((term) => dictionary.find(term))
        .filter((number) => number >= 0),
    near: (word, distance) => expandPattern(dictionary, word, distance, STEM_SIGN),
  }
}

/** The terms of the required clauses, each once with all that it counts for. */
function toScoredTerms({ steps }: Plan, clauses: readonly PlannedClause[]): Map<number, number> {
  const boosts = new Map<number, number>()
  for (const { required, sequences } of clauses)
    for (const { step } of required ? sequences.flat() : [])
      for (const [term, boost] of steps[step]?.terms ?? []) boosts.set(term, (boosts.get(term) ?? 0) + boost)
  return boosts
}
