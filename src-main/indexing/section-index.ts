// The door of every search index, whatever its storage: sections, and a small programmatic query over them.
// Nobody outside this stage knows what is behind it. It knows no query language and no snippets: see searching.
import type { DocumentId } from '../../src-shared/domain/ids.ts'
import type { AskedTerms, Collection } from './collection.ts'
import { buildSections, type Outline, type Section } from '../../src-shared/text/canonical-text.ts'

/**
 * Where a word may stand: in the document's title, in the titles of the section and of those around it, or in the
 * section's own text, which begins with its heading.
 */
export type SectionField = 'title' | 'headings' | 'body'

/**
 * What a token must be like. All terms are folded (`readTokens`).
 * - `exact`: this term
 * - `word`: this term, or one with the same stem in a language of the index
 * - `prefix`: any term that begins so
 * - `near`: any term within that many edits
 */
export type Pattern =
  | { readonly kind: 'exact' | 'word' | 'prefix'; readonly term: string }
  | { readonly kind: 'near'; readonly term: string; readonly distance: 1 | 2 }

/**
 * What a term counts for in the score, by how it answers the pattern. A beginning counts little: the many words that go
 * on from it must not outweigh the word as it was typed. Powers of two, so that sums of squares are exact.
 */
export const PATTERN_BOOSTS = { exact: 4, stem: 2, prefix: 0.25, near: 1 } as const

/** One token of a sequence: `offset` places after the sequence's beginning, matching any of the patterns. */
export interface Step {
  readonly offset: number
  readonly patterns: readonly Pattern[]
}

/** Tokens that stand next to each other as the offsets say, all in one field. */
export type Sequence = readonly Step[]

/** Holds where any of the sequences occurs in any of the fields. */
export interface Clause {
  readonly presence: 'required' | 'excluded'
  readonly fields: readonly SectionField[]
  readonly sequences: readonly Sequence[]
}

/** A section as the index knows it. `start` and `end` are UTF-16 offsets in the document's canonical text. */
export interface IndexedSection {
  readonly documentId: DocumentId
  /** Its number within the document, in the order of `toIndexedSections`. */
  readonly ordinal: number
  readonly start: number
  readonly end: number
}

/**
 * An occurrence of a required clause in a section's own text, as token numbers, both inclusive:
 * `readTokens(text.slice(section.start, section.end))[first]` to `[last]`. `clause` is its number in the query.
 */
export interface TokenSpan {
  readonly clause: number
  readonly first: number
  readonly last: number
}

/**
 * What matched. `sections` ascend, `scores` are Lunr's, in parallel. `complete` is false when time ran out; the clauses
 * that were not looked at are then as if not given, and sequences hold only where they were found in time. `spans` works out where the query is met in the own text of some
 * sections, which must ascend: by section, in order of `first`. Asking for many at once costs little more than for one.
 */
export interface SectionMatches {
  readonly sections: Uint32Array
  readonly scores: Float64Array
  readonly complete: boolean
  spans(sections: readonly number[]): ReadonlyMap<number, readonly TokenSpan[]>
}

/** A query made ready for one index: words are found in its dictionary, no section is looked at yet. */
export interface PreparedQuery {
  /** The terms that count in the score, as far as this index has them. */
  readonly terms: AskedTerms
  /**
   * The sections in which every required clause holds and no excluded one, and in whose own text the words of at least
   * one required clause stand, whatever its fields; the section that opens a document also matches by title alone. Nothing without a required clause.
   * @param collection what scores are computed from; this index alone when it is not given
   */
  score(collection?: Collection): SectionMatches
}

/** An index that is open for queries. Every method throws INDEX_UNUSABLE when it meets damage. */
export interface SectionIndex {
  /** How many sections and documents there are. */
  readonly sections: number
  readonly documents: number
  /** For each field, the number of terms in all sections. */
  readonly totals: readonly number[]
  /** The number of a section's document. */
  documentOf(section: number): number
  documentId(document: number): DocumentId
  /** [from, to): the sections of a document. */
  sectionsOf(document: number): readonly [from: number, to: number]
  section(section: number): IndexedSection
  /** @param isOver asked between steps; once true, the rest of the query is left out */
  prepare(clauses: readonly Clause[], isOver?: () => boolean): PreparedQuery
  /** Words within so many edits, each with the number of sections that have it. */
  findNear(word: string, distance: 1 | 2): readonly { readonly term: string; readonly frequency: number }[]
  /** In how many sections a folded word stands as it is; 0 when it is not known. */
  frequency(term: string): number
}

/** The sections of a document as indexes number them: never none, so that a document without text has its title. */
export function toIndexedSections(outline: Outline): readonly Section[] {
  const sections = buildSections(outline)
  return sections.length > 0 ? sections : [{ trail: [], start: 0, end: outline.text.length }]
}
