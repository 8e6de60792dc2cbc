// What was found → hits as they are shown, with marks and snippets; for the page that is asked for alone. It asks no
// index; that is done when it begins.
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { toTextOffset } from '../../../src-shared/domain/ids.ts'
import type { NoteMatch, SearchHit } from '../../../src-shared/domain/search.ts'
import { readTokens } from '../../../src-shared/text/tokens.ts'
import type { IndexedSection, TokenSpan } from '../../indexing/index.ts'
import type { TextMatches } from '../matches.ts'
import { findPlace } from '../notes/find-place.ts'
import type { NoteSpan } from '../notes/match-notes.ts'
import { NOTE_PARTS, type NotePart, type SearchableNote, textOf } from '../notes/note.ts'
import type { ShelvedDocument } from '../shelf.ts'
import type { DocumentPlace } from './groups.ts'
import { buildSnippet, type Mark, mergeMarks } from './snippet.ts'

/** Most marks of a hit. */
export const MARKS = 200

/**
 * A section as it is shown; `spans` say where the query is met in it. A document that cannot be read gives a hit
 * without a snippet.
 * @throws LecternError INDEX_UNUSABLE when the index was made from another text than the document has
 */
export async function buildSectionHit(
  text: TextMatches,
  number: number,
  score: number,
  spans: readonly TokenSpan[],
): Promise<SearchHit> {
  const { shelf } = text
  const section = text.index.section(number)
  const document = await readOrNull(text, section)
  const marks = document ? findMarks(document, section, spans) : []
  const trail = document?.sections[section.ordinal]?.trail ?? []
  const shown = document ? showSection(document.text, section, trail, marks) : null
  const { start, end } = shown?.first ?? { start: section.start, end: section.start }
  const title = shelf.findEntry(section.documentId)?.title ?? section.documentId
  return {
    bundleId: shelf.bundle.bundleId,
    edition: shelf.bundle.edition,
    bundleTitle: shelf.bundle.title,
    documentId: section.documentId,
    documentTitle: title,
    headings: toHeadings(trail, title),
    snippet: shown?.snippet ?? { text: '', marks: [] },
    score,
    start: toTextOffset(start),
    end: toTextOffset(end),
    marks: mergeMarks(marks).map((mark) => [toTextOffset(mark.start), toTextOffset(mark.end)]),
  }
}

/**
 * A note as it is shown, with a snippet of the part that answers most of the query. Where its place is not in the
 * installed edition, or nothing is installed, it is orphaned and has the title and headings it was made under.
 */
export async function buildNoteHit(
  { shelf }: DocumentPlace,
  note: SearchableNote,
  spans: readonly NoteSpan[],
  score: number,
): Promise<SearchHit> {
  const part = choosePart(note, spans)
  const text = textOf(note, part)
  const own = spans.filter((span) => span.part === part).slice(0, MARKS)
  const place = shelf === undefined ? null : await findPlace(shelf, note)
  const { edition, title: bundleTitle } = shelf?.bundle ?? { edition: note.edition, title: note.bundleId }
  const documentTitle = shelf?.findEntry(note.documentId)?.title ?? note.documentTitle
  return {
    bundleId: note.bundleId,
    edition,
    bundleTitle,
    documentId: note.documentId,
    documentTitle,
    headings: toHeadings(note.headings, documentTitle),
    snippet: buildSnippet(text, { start: 0, end: text.length }, toMarks(text, own)).snippet,
    score,
    start: toTextOffset(place?.start ?? 0),
    end: toTextOffset(place?.end ?? 0),
    marks: [],
    note: toMatch(note, part, place === null),
  }
}

/** The snippet of a section, without its heading where the query is met in what follows: the trail has the heading. */
function showSection(
  text: string,
  section: IndexedSection,
  trail: readonly string[],
  marks: readonly Mark[],
): ReturnType<typeof buildSnippet> {
  const line = text.indexOf('\n', section.start)
  const isHeading = line > 0 && line < section.end && isSame(text.slice(section.start, line), trail.at(-1))
  const below = isHeading ? marks.filter(({ start }) => start > line) : []
  return below.length > 0
    ? buildSnippet(text, { start: line, end: section.end }, below)
    : buildSnippet(text, section, marks)
}

function isSame(line: string, title: string | undefined): boolean {
  return title !== undefined && line.replace(/\s+/g, ' ').trim() === title.replace(/\s+/g, ' ').trim()
}

function toMatch(note: SearchableNote, part: NotePart, orphaned: boolean): NoteMatch {
  const { id, kind, color, style, tags, author, layerId } = note
  return { id, kind, part, color, style, tags: [...tags], author, layerId, orphaned }
}

/** The part with most of the query in it; the first of equal ones, and the first with text when nothing was asked. */
function choosePart(note: SearchableNote, spans: readonly NoteSpan[]): NotePart {
  const answers = (part: NotePart): number =>
    new Set(spans.filter((span) => span.part === part).map(({ clause }) => clause)).size
  const written = NOTE_PARTS.filter((part) => textOf(note, part).trim() !== '')
  const best = Math.max(0, ...written.map(answers))
  return written.find((part) => answers(part) === best) ?? 'body'
}

function toMarks(text: string, spans: readonly NoteSpan[]): Mark[] {
  const tokens = readTokens(text, Math.max(0, ...spans.map(({ last }) => last + 1)))
  return spans.flatMap(({ clause, first, last }): Mark[] => {
    const start = tokens[first]?.start
    const end = tokens[last]?.end
    return start === undefined || end === undefined ? [] : [{ start, end, clause }]
  })
}

async function readOrNull({ shelf }: TextMatches, section: IndexedSection): Promise<ShelvedDocument | null> {
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
function findMarks(
  document: ShelvedDocument,
  { ordinal }: IndexedSection,
  all: readonly TokenSpan[],
): Mark[] {
  const spans = all.slice(0, MARKS)
  const { starts, ends } = document.offsets(ordinal, Math.max(0, ...spans.map(({ last }) => last + 1)))
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
