// Matching sections → hits: ordered and counted over all bundles, then, for the page that is asked for, with their
// marks and snippets. It asks no index; that is done when it begins.
import { LecternError } from '../../src-shared/contract/errors.ts'
import { toTextOffset } from '../../src-shared/domain/ids.ts'
import type { SearchHit } from '../../src-shared/domain/search.ts'
import type { IndexedSection, SectionMatches, TokenSpan } from '../indexing/index.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'
import { buildSnippet, type Mark, mergeMarks } from './snippet.ts'

/** Most marks of a hit. */
export const MARKS = 200

/** A section that matches, with the bundle it is in. */
export interface Found {
  readonly shelf: Shelf
  readonly section: IndexedSection
  readonly score: number
  readonly matches: SectionMatches
  readonly number: number
}

/** All that was found, in the order in which it is shown. */
export interface Ranking {
  readonly found: readonly Found[]
  readonly documents: number
}

/**
 * Puts what was found in order: documents by their best section, within each the best section first. Equal scores
 * keep the order in which they come.
 * @param found by bundle, and within a bundle best first
 */
export function rank(found: readonly Found[]): Ranking {
  const groups = new Map<Shelf, Map<string, Found[]>>()
  for (const each of found) {
    const documents = groups.get(each.shelf) ?? new Map<string, Found[]>()
    groups.set(each.shelf, documents)
    const group = documents.get(each.section.documentId)
    if (group) group.push(each)
    else documents.set(each.section.documentId, [each])
  }
  const ordered = [...groups.values()].flatMap((documents) => [...documents.values()])
  ordered.sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
  return { found: ordered.flat(), documents: ordered.length }
}

/**
 * A hit as it is shown. A document that cannot be read gives a hit without a snippet.
 * @throws LecternError INDEX_UNUSABLE when the index was made from another text than the document has
 */
export async function buildHit({ shelf, section, score, matches, number }: Found): Promise<SearchHit> {
  const entry = shelf.getEntry(section.documentId)
  const document = await readOrNull(shelf, section)
  const marks = document ? findMarks(document, section, matches.spans(number)) : []
  const shown = document ? buildSnippet(document.text, section, marks) : null
  const { start, end } = shown?.first ?? { start: section.start, end: section.start }
  return {
    bundleId: shelf.bundle.bundleId,
    edition: shelf.bundle.edition,
    bundleTitle: shelf.bundle.title,
    documentId: section.documentId,
    documentTitle: entry.title,
    headings: toHeadings(document?.sections[section.ordinal]?.trail ?? [], entry.title),
    snippet: shown?.snippet ?? { text: '', marks: [] },
    score,
    start: toTextOffset(start),
    end: toTextOffset(end),
    marks: mergeMarks(marks).map((mark) => [toTextOffset(mark.start), toTextOffset(mark.end)]),
  }
}

async function readOrNull(shelf: Shelf, section: IndexedSection): Promise<ShelvedDocument | null> {
  try {
    const document = await shelf.readDocument(section.documentId)
    const same = document.sections[section.ordinal]
    if (same?.start === section.start && same.end === section.end) return document
  } catch (error) {
    if (error instanceof LecternError) return null
    throw error
  }
  throw new LecternError('INDEX_UNUSABLE', `The search index of "${shelf.bundle.title}" is of another text.`)
}

/** Where the query is met, exact in canonical text; at most `MARKS`, ascending. */
function findMarks(document: ShelvedDocument, section: IndexedSection, all: readonly TokenSpan[]): Mark[] {
  const spans = all.slice(0, MARKS)
  const { starts, ends } = document.offsets(
    section.ordinal,
    Math.max(0, ...spans.map(({ last }) => last + 1)),
  )
  return spans.flatMap(({ clause, first, last }): Mark[] => {
    const start = starts[first]
    const end = ends[last]
    return start === undefined || end === undefined ? [] : [{ start, end, clause }]
  })
}

/** The trail without a first heading that only repeats the document's title. */
function toHeadings(trail: readonly string[], title: string): string[] {
  return trail[0] === title.replace(/\s+/g, ' ').trim() ? trail.slice(1) : [...trail]
}
