// A query as tests like to see it answered: matches one by one, best first.
import type {
  Clause,
  IndexedSection,
  SectionIndex,
  TokenSpan,
} from '../../../../src-main/indexing/section-index.ts'

export interface AskedMatch {
  readonly section: number
  readonly score: number
  spans(): readonly TokenSpan[]
}

/** Asks one index by itself; equal scores stay in the order of sections. */
export function ask(
  index: SectionIndex,
  clauses: readonly Clause[],
  isOver?: () => boolean,
): { matches: AskedMatch[]; complete: boolean } {
  const found = index.prepare(clauses, isOver).score()
  const matches = [...found.sections].map((section, at) => ({
    section,
    score: found.scores[at] ?? NaN,
    spans: () => found.spans([section]).get(section) ?? [],
  }))
  return {
    matches: matches.sort((a, b) => b.score - a.score || a.section - b.section),
    complete: found.complete,
  }
}

export function listSections(index: SectionIndex): IndexedSection[] {
  return Array.from({ length: index.sections }, (_, section) => index.section(section))
}
