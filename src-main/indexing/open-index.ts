// An index file open for queries: the plan says what is asked, the postings say which sections match, and those are
// scored as Lunr scores. Near spellings are found by Lunr's automata over the dictionary.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { expandPattern } from './binary/expansion.ts'
import type { OpenParts } from './binary/index-file.ts'
import type { AskedTerms, Collection } from './collection.ts'
import { FIELDS } from './fields.ts'
import { findSpans, matchSections } from './match-sections.ts'
import { type Dictionary, findScoredTerms, type Plan, type PlannedTerms, planQuery } from './query-plan.ts'
import { openSectionFile, type SectionFile } from './section-file.ts'
import type { SectionIndex, SectionMatches } from './section-index.ts'
import { scoreSections } from './section-scores.ts'
import { getStemmer } from './stemmers.ts'
import { STEM_SIGN, stemTerms } from './terms.ts'

/** Words whose near spellings are kept. */
const KEPT_WORDS = 16

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
      let named: AskedTerms | null = null
      return {
        get terms() {
          return (named ??= nameTerms(parts, findScoredTerms(plan, plan.clauses)))
        },
        score(collection) {
          const asked = collection && { collection, frequencies: collection.frequencies(this.terms) }
          return score(file, plan, isOver, asked)
        },
      }
    },
    findNear: (word, distance) =>
      dictionary
        .near(word, distance)
        .map((term) => ({ term: parts.dictionary.term(term), frequency: frequencyOf(term) })),
    frequency: (term) => frequencyOf(dictionary.find(term)),
  }
}

/** @param asked frequencies are of all terms of the plan */
function score(
  file: SectionFile,
  plan: Plan,
  isOver: () => boolean,
  asked: { readonly collection: Collection; readonly frequencies: Uint32Array } | undefined,
): SectionMatches {
  const { parts, count } = file
  const opens = (section: number): boolean => file.opens(section)
  const { sections, clauses, complete } = matchSections(plan, count, parts.terms, opens, isOver)
  const terms = findScoredTerms(plan, complete || asked ? plan.clauses : clauses)
  const own = (): Pick<Collection, 'sections' | 'totals' | 'squares'> => ({
    sections: count,
    totals: parts.fields.map(({ total }) => total),
    squares: terms.boosts.reduce((sum, boost) => sum + boost * boost, 0),
  })
  const frequencies = asked?.frequencies ?? terms.terms.map((term) => parts.terms.frequency(term))
  return {
    sections,
    scores: scoreSections(parts, terms, frequencies, asked?.collection ?? own(), sections),
    complete,
    spans: (wanted) => findSpans(plan, clauses, wanted, parts.terms),
  }
}

function nameTerms({ dictionary, terms: table }: OpenParts, { terms, boosts }: PlannedTerms): AskedTerms {
  const names: string[] = []
  let first = 0
  terms.forEach((term, at) => {
    // Terms that follow each other are read together.
    if (terms[at + 1] === term + 1) return
    for (const name of dictionary.range(terms[first] ?? 0, term + 1)) names.push(name)
    first = at + 1
  })
  return { names, boosts, frequencies: terms.map((term) => table.frequency(term)) }
}

function openDictionary({ dictionary }: OpenParts, languages: readonly string[]): Dictionary {
  const stemmers = languages.map(getStemmer)
  return {
    find: (term) => dictionary.find(term),
    prefixed: (beginning) => dictionary.prefixRange(beginning),
    stems: (word) =>
      stemTerms(word, stemmers)
        .map((term) => dictionary.find(term))
        .filter((term) => term >= 0),
    near: openNear((word, distance) => expandPattern(dictionary, word, distance, STEM_SIGN)),
  }
}

/** Near spellings of the last words: they are asked for to find something, and again to say what was meant. */
function openNear(find: Dictionary['near']): Dictionary['near'] {
  const known = new Map<string, readonly number[]>()
  return (word, distance) => {
    const key = `${distance} ${word}`
    const found = known.get(key) ?? find(word, distance)
    if (known.size >= KEPT_WORDS) known.clear()
    known.set(key, found)
    return found
  }
}
