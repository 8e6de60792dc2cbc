// The door of every search index, whatever its storage: sections, and a small programmatic query over them.
// Nobody outside this stage knows what is behind it. It knows no query language and no snippets: see searching.
import type { DocumentId } from '../../src-shared/domain/ids.ts'
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

/** A section that matches. `score` is Lunr's. `spans` is worked out when called, in order of `first`. */
export interface SectionMatch {
  readonly section: number
  readonly score: number
  spans(): readonly TokenSpan[]
}

/** `complete` is false when time ran out; the clauses that were not looked at are then as if not given. */
export interface SectionMatches {
  readonly matches: readonly SectionMatch[]
  readonly complete: boolean
}

/** An index that is open for queries. */
export interface SectionIndex {
  readonly sections: readonly IndexedSection[]
  /**
   * Sections in which every required clause holds and no excluded one, best first (equal scores in document order),
   * and in whose own text at least one required clause holds; the section that opens a document also matches by
   * title alone. Nothing without a required clause.
   * @param isOver asked between steps; once true, the rest of the query is left out
   */
  query(clauses: readonly Clause[], isOver?: () => boolean): SectionMatches
}

/** The sections of a document as indexes number them: never none, so that a document without text has its title. */
export function toIndexedSections(outline: Outline): readonly Section[] {
  const sections = buildSections(outline)
  return sections.length > 0 ? sections : [{ trail: [], start: 0, end: outline.text.length }]
}
