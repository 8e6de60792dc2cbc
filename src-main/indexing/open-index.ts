// An index file open for queries: the plan says what is asked, the postings say which sections match, and those are
// scored as Lunr scores. Near spellings are found by Lunr's automata over the dictionary.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { expandPattern } from './binary/expansion.ts'
import type { OpenParts } from './binary/index-file.ts'
import { FIELDS } from './fields.ts'
import { findSpans, matchSections } from './match-sections.ts'
import { type Dictionary, type Plan, type PlannedClause, planQuery } from './query-plan.ts'
import { openSectionFile, type SectionFile } from './section-file.ts'
import type { Collection, SectionIndex, SectionMatches, TermWeight } from './section-index.ts'
import { type ScoredTerm, scoreSections } from './section-scores.ts'
import { getStemmer } from './stemmers.ts'
import { STEM_SIGN, stemTerms } from './terms.ts'

/**
 * Opens an index file for queries. Its bytes must not change afterwards; closing it is for whoever opened it.
 * @throws LecternError INDEX_UNUSABLE when they cannot be used; every method may throw it later, when it meets damage
 */
export function openIndex(content: ByteSource, descriptor: IndexDescriptor): SectionIndex {
  const file = openSectionFile(content, descriptor)
  const { parts, count } = file
  const dictionary = openDictionary(parts, file.languages)
  const frequencyOf = (term: number): number =>
    term < 0 ? 0 : Math.max(...FIELDS.map((_, field) => parts.terms.count(term, field)))
  return {
    sections: count,
    totals: parts.fields.map(({ total }) => total),
    documents: file.documents,
    documentOf: (section) => file.documentOf(section),
    documentId: (document) => file.documentId(document),
    sectionsOf: (document) => file.sectionsOf(document),
    section: (section) => file.section(section),
    prepare(clauses, isOver = () => false) {
      const plan = planQuery(clauses, dictionary)
      let named: Map<string, TermWeight> | null = null
      return {
        get terms() {
          return (named ??= nameTerms(parts, toBoosts(plan, plan.clauses)))
        },
        score: (collection) => score(file, plan, isOver, collection),
      }
    },
    findNear: (word, distance) =>
      dictionary
        .near(word, distance)
        .map((term) => ({ term: parts.dictionary.term(term), frequency: frequencyOf(term) })),
    frequency: (term) => frequencyOf(dictionary.find(term)),
  }
}

function score(
  file: SectionFile,
  plan: Plan,
  isOver: () => boolean,
  collection: Collection | undefined,
): SectionMatches {
  const { parts, count } = file
  const { sections, clauses, complete } = matchSections(
    plan,
    count,
    parts.terms,
    (section) => file.opens(section),
    isOver,
  )
  const boosts = toBoosts(plan, clauses)
  const asked = [...boosts].map(([term, boost]): ScoredTerm => {
    const own = (): number => parts.terms.frequency(term)
    const known = collection?.terms.get(parts.dictionary.term(term))?.frequency
    return { term, boost, frequency: collection ? (known ?? own()) : own() }
  })
  const all = collection ? [...collection.terms.values()] : asked
  const length = Math.sqrt(all.reduce((sum, { boost }) => sum + boost * boost, 0))
  const statistics = collection ?? { sections: count, totals: parts.fields.map(({ total }) => total) }
  return {
    sections,
    scores: scoreSections(parts, asked, statistics, length, sections),
    complete,
    spans: (wanted) => findSpans(plan, clauses, wanted, parts.terms),
  }
}

function nameTerms(
  { dictionary, terms }: OpenParts,
  boosts: ReadonlyMap<number, number>,
): Map<string, TermWeight> {
  const named = new Map<string, TermWeight>()
  for (const [term, boost] of boosts)
    named.set(dictionary.term(term), { frequency: terms.frequency(term), boost })
  return named
}

function openDictionary({ dictionary }: OpenParts, languages: readonly string[]): Dictionary {
  const stemmers = languages.map(getStemmer)
  return {
    find: (term) => dictionary.find(term),
    prefixed(beginning) {
      const [from, to] = dictionary.prefixRange(beginning)
      return Array.from({ length: to - from }, (_, index) => from + index)
    },
    stems: (word) =>
      stemTerms(word, stemmers)
        .map((term) => dictionary.find(term))
        .filter((term) => term >= 0),
    near: (word, distance) => expandPattern(dictionary, word, distance, STEM_SIGN),
  }
}

/** The terms of the required clauses, each once with all that it counts for. */
function toBoosts({ steps }: Plan, clauses: readonly PlannedClause[]): Map<number, number> {
  const boosts = new Map<number, number>()
  for (const { required, sequences } of clauses)
    for (const { step } of required ? sequences.flat() : [])
      for (const [term, boost] of steps[step]?.terms ?? []) boosts.set(term, (boosts.get(term) ?? 0) + boost)
  return boosts
}
