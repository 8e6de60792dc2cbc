// An index file open for queries: the plan says what is asked, the postings say which sections match, and those are
// scored as Lunr scores. Near spellings are found by Lunr's automata over the dictionary.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { expandPattern } from './binary/expansion.ts'
import type { OpenParts } from './binary/index-file.ts'
import { findSpans, matchSections } from './match-sections.ts'
import { type Dictionary, type Plan, type PlannedClause, planQuery } from './query-plan.ts'
import { openSectionFile, type SectionFile } from './section-file.ts'
import type { Collection, SectionIndex, SectionMatches, TermWeight } from './section-index.ts'
import { addScores } from './section-scores.ts'
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
  const own = { sections: count, totals: parts.fields.map(({ total }) => total) }
  const frequencyOf = (number: number): number => {
    if (number < 0) return 0
    const having = new Set(
      parts.terms.entry(number).fields.flatMap((entry) => [...parts.terms.postings(entry).documents]),
    )
    return having.size
  }
  return {
    ...own,
    documents: file.documents,
    documentOf: (section) => file.documentOf(section),
    documentId: (document) => file.documentId(document),
    sectionsOf: (document) => file.sectionsOf(document),
    section: (section) => file.section(section),
    prepare(clauses, isOver = () => false) {
      const plan = planQuery(clauses, dictionary)
      const terms = lazily(() => nameTerms(parts, toScoredTerms(plan, plan.clauses)))
      return {
        get terms() {
          return terms()
        },
        score: (collection) => score(file, plan, isOver, collection ?? own),
      }
    },
    findNear: (word, distance) =>
      dictionary
        .near(word, distance)
        .map((number) => ({ term: parts.dictionary.term(number), frequency: frequencyOf(number) })),
    frequency: (term) => frequencyOf(dictionary.find(term)),
  }
}

function score(
  file: SectionFile,
  plan: Plan,
  isOver: () => boolean,
  collection: Omit<Collection, 'terms'> & Partial<Collection>,
): SectionMatches {
  const { parts, count } = file
  const found = matchSections(plan, count, parts.terms, (section) => file.opens(section), isOver)
  const wanted = new Uint8Array(count)
  const scores = new Float64Array(count)
  for (const section of found.sections) wanted[section] = 1
  const scored = toScoredTerms(plan, found.clauses)
  const { terms = nameTerms(parts, scored) } = collection
  addScores(parts, scored, { ...collection, terms }, wanted, scores)
  return {
    sections: Uint32Array.from(found.sections),
    scores: Float64Array.from(found.sections, (section) => scores[section] ?? 0),
    complete: found.clauses.length === plan.clauses.length,
    spans: (section) => findSpans(plan, found.clauses, section, parts.terms),
  }
}

function nameTerms(
  { dictionary, terms }: OpenParts,
  scored: ReadonlyMap<number, number>,
): Map<string, TermWeight> {
  const named = new Map<string, TermWeight>()
  for (const [number, boost] of scored) {
    const frequency = terms.entry(number).fields.reduce((sum, { count }) => sum + count, 0)
    named.set(dictionary.term(number), { frequency, boost })
  }
  return named
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
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
