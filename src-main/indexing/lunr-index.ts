// An index file open for queries, with Lunr's own index over it: Lunr finds the terms and scores the sections. What
// it has no words for (a word or its stem, phrases by place, excluded phrases) is decided by the plan on its matches.
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { FIELD_NAMES, type IndexHeader, type IndexLines, parseIndexLines, unusable } from './lunr-file.ts'
import { lunr } from './lunr-corrected.ts'
import { type Expander, openPlan, type PlannedTerm } from './match-plan.ts'
import type { IndexedSection, SectionIndex, SectionMatch } from './section-index.ts'
import { getStemmer } from './stemmers.ts'
import { STEM_SIGN, stemTerms, TERMS_VERSION } from './terms.ts'

/** Most parsed lines of one kind that are kept; all are let go when there are more. */
const KEPT_LINES = 100_000

/** The parts of Lunr's token sets that this file uses. */
interface TokenSet {
  intersect(other: unknown): { toArray(): string[] }
}

/**
 * Opens the bytes of an index file for queries.
 * @throws LecternError INDEX_UNUSABLE when they cannot be used; `query` may throw it later, when it meets damage
 */
export function openIndex(bytes: Uint8Array, descriptor: IndexDescriptor): SectionIndex {
  if (descriptor.pipeline.split(' ')[0] !== TERMS_VERSION)
    throw unusable('it was made by another text pipeline')
  const lines = parseIndexLines(bytes, descriptor)
  const sections = toSections(lines.header)
  const { index, tokens } = openLunr(lines)
  const expander = openExpander(tokens, lines.header.languages)
  return {
    sections,
    query(clauses, isOver = () => false) {
      const asked = openPlan(clauses, expander)
      const { results, looked } = runQuery(index, tokens, asked.terms, isOver)
      const plan = asked.upTo(looked)
      const matches: SectionMatch[] = []
      for (const { ref, score, matchData } of results) {
        const section = Number(ref)
        const occurrences = plan.toOccurrences(matchData.metadata)
        if (!plan.holds(occurrences, sections[section]?.ordinal === 0)) continue
        matches.push({ section, score, spans: () => plan.spans(occurrences) })
      }
      matches.sort((a, b) => b.score - a.score || a.section - b.section)
      return { matches, complete: looked === asked.terms.length }
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

/** Lunr's index over the lines: its dictionary is built now, vectors and postings are parsed when it asks for them. */
function openLunr(lines: IndexLines): { index: lunr.Index; tokens: TokenSet } {
  const index = lunr.Index.load({
    version: lunr.version,
    fields: FIELD_NAMES,
    fieldVectors: [],
    invertedIndex: lines.terms.map((term) => [term, null]),
    pipeline: [],
  })
  const tokens: unknown = Reflect.get(index, 'tokenSet')
  if (!isTokenSet(tokens)) throw new Error('Lunr opened an index of another shape')
  Object.assign(index, {
    invertedIndex: toTable((term) => lines.posting(term)),
    fieldVectors: toTable((reference) => new lunr.Vector([...lines.vector(toVectorNumber(reference))])),
  })
  return { index, tokens }
}

/** An object whose properties are made when read, and remembered. */
function toTable<T>(make: (name: string) => T): Record<string, T> {
  const made = new Map<string, T>()
  return new Proxy<Record<string, T>>(
    {},
    {
      get(_, name) {
        const key = String(name)
        const known = made.get(key)
        if (known !== undefined) return known
        if (made.size >= KEPT_LINES) made.clear()
        const value = make(key)
        made.set(key, value)
        return value
      },
    },
  )
}

/** Lunr names a vector `<field>/<section>`. */
function toVectorNumber(reference: string): number {
  const [field = '', section = ''] = reference.split('/')
  return Number(section) * FIELD_NAMES.length + FIELD_NAMES.findIndex((each) => each === field)
}

function openExpander(tokens: TokenSet, languages: readonly string[]): Expander {
  const stemmers = languages.map(getStemmer)
  return {
    stems: (word) => stemTerms(word, stemmers),
    near(word, distance) {
      return tokens
        .intersect(toNearSet(word, distance))
        .toArray()
        .filter((term) => !term.startsWith(STEM_SIGN))
    },
  }
}

/** Runs one Lunr query. `looked` is how many of the terms were looked up before time ran out. */
function runQuery(
  index: lunr.Index,
  tokens: TokenSet,
  terms: readonly PlannedTerm[],
  isOver: () => boolean,
): { results: lunr.Index.Result[]; looked: number } {
  let looked = 0
  // Lunr looks the terms up one after the other, each by one intersection: the only place where it can be stopped.
  const gate: TokenSet = {
    intersect(other) {
      if (isOver()) return { toArray: () => [] }
      looked += 1
      return tokens.intersect(other)
    },
  }
  Object.assign(index, { tokenSet: gate })
  if (terms.length === 0) return { results: [], looked }
  const results = index.query((query) => {
    for (const { term, prefix, boost } of terms)
      query.term(prefix ? `${term}*` : term, { boost, usePipeline: false })
  })
  return { results, looked }
}

/** Lunr's automaton of all words within that many edits. Its types have this one as a method of instances. */
function toNearSet(word: string, distance: number): unknown {
  const make: unknown = Reflect.get(lunr.TokenSet, 'fromFuzzyString')
  if (typeof make !== 'function') throw new Error('Lunr has no near spellings')
  return Reflect.apply(make, lunr.TokenSet, [word, distance])
}

function isTokenSet(value: unknown): value is TokenSet {
  return typeof value === 'object' && value !== null && 'intersect' in value
}
