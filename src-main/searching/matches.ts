// Asking: clauses → everything that matches them, in the text of all open bundles and in the notes, each with what bars
// it from being a hit. Nothing is ordered, counted or shown here.
//
// Text is scored with the statistics of all open bundles, also of those outside the scope: as one index with all their
// documents would score it, and the same whatever the scope.
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import {
  type Clause,
  type Collection,
  getStemmer,
  joinStatistics,
  type PreparedQuery,
  type SectionIndex,
  type Stemmer,
  type TokenSpan,
  toStemmingLanguage,
} from '../indexing/index.ts'
import type { DocumentTable } from './document-table.ts'
import { BARS, type Narrowing } from './query/narrowing.ts'
import { type MatchedNotes, matchNotes, type NoteSpan } from './notes/match-notes.ts'
import type { IndexedNote, NoteIndex } from './notes/note-index.ts'
import type { Shelf } from './shelf.ts'

/** All that can be searched. */
export interface Collected {
  readonly shelves: ReadonlyMap<BundleId, Shelf>
  readonly notes: NoteIndex
}

/** What matches in one bundle: sections, ascending, with their scores. `bars` are by the number of the document. */
export interface TextMatches {
  readonly shelf: Shelf
  readonly index: SectionIndex
  readonly table: DocumentTable
  readonly sections: Uint32Array
  readonly scores: Float64Array
  readonly bars: Uint8Array
  /** Where the query is met in some of the sections, which must ascend: by section. */
  spans(sections: readonly number[]): ReadonlyMap<number, readonly TokenSpan[]>
}

/** The notes that match, in no particular order; everything in parallel. */
export interface NoteMatches {
  readonly notes: readonly IndexedNote[]
  readonly scores: Float64Array
  readonly bars: Uint8Array
  spans(note: IndexedNote): readonly NoteSpan[]
}

/** `complete` is false when time ran out. */
export interface Matches {
  readonly texts: readonly TextMatches[]
  readonly notes: NoteMatches
  readonly complete: boolean
}

type Asked = readonly [shelf: Shelf, index: SectionIndex, query: PreparedQuery]

/**
 * All that matches the clauses; without a required clause, all that the narrowing lists: of text, the section that
 * opens each document. An index that proves to be damaged is let go and built again.
 * @param isOver once true, what has not been looked at is left out
 */
export function findMatches(
  { shelves, notes }: Collected,
  clauses: readonly Clause[],
  narrowing: Narrowing,
  isOver: () => boolean,
): Matches {
  const listing = !clauses.some(({ presence }) => presence === 'required')
  if (listing && !narrowing.lists) return NOTHING
  const all = [...shelves.values()]
  const asked = listing ? [] : all.flatMap((shelf) => prepare(shelf, clauses, isOver))
  const places = matchPlaces(notes, all, clauses, listing)
  const several = asked.length > 1 || (places.places.length > 0 && !listing)
  const collection = several ? joinAll(asked) : undefined
  const found = listing
    ? all.flatMap((shelf) => list(shelf, clauses, narrowing, isOver))
    : asked.flatMap((each) => score(each, collection, narrowing))
  return {
    texts: found.map(([text]) => text),
    notes: collectNotes(notes, shelves, narrowing, places, collection),
    complete: found.every(([, complete]) => complete),
  }
}

const NOTHING: Matches = {
  texts: [],
  notes: { notes: [], scores: new Float64Array(0), bars: new Uint8Array(0), spans: () => [] },
  complete: true,
}

/** The stemmers of the languages that the documents of the bundles are in. */
export function getStemmers(shelves: Iterable<Shelf>): Stemmer[] {
  const languages = [...shelves].flatMap((shelf) => [...shelf.languages])
  const names = new Set(languages.flatMap((language) => toStemmingLanguage(language) ?? []))
  return [...names].sort().map(getStemmer)
}

/** What `work` gives with the bundle's index; nothing when there is none or it proves to be damaged. */
export function withIndex<T>(shelf: Shelf, work: (index: SectionIndex) => T): T[] {
  if (shelf.index === null) return []
  try {
    return [work(shelf.index)]
  } catch (error) {
    if (!(error instanceof LecternError) || error.code !== 'INDEX_UNUSABLE') throw error
    shelf.rebuild()
    return []
  }
}

function prepare(shelf: Shelf, clauses: readonly Clause[], isOver: () => boolean): Asked[] {
  return withIndex(shelf, (index) => [shelf, index, index.prepare(clauses, isOver)] as const)
}

/** The statistics of all indexes that have no damage where their terms are. */
function joinAll(asked: readonly Asked[]): Collection {
  return joinStatistics(
    asked.flatMap(([shelf, index, query]) =>
      withIndex(shelf, () => ({ sections: index.sections, totals: index.totals, terms: query.terms })),
    ),
  )
}

function score(
  [shelf, , query]: Asked,
  collection: Collection | undefined,
  narrowing: Narrowing,
): [TextMatches, complete: boolean][] {
  if (isHopeless(barShelf(shelf, narrowing))) return []
  return withIndex(shelf, (index) => {
    const matches = query.score(collection)
    const { sections, scores, complete } = matches
    const table = shelf.documents()
    const bars = barDocuments(shelf, index, sections, narrowing)
    const spans: TextMatches['spans'] = (wanted) => matches.spans(wanted)
    return [{ shelf, index, table, sections, scores, bars, spans }, complete]
  })
}

/** The section that opens each document, without those that an excluded clause holds in. */
function list(
  shelf: Shelf,
  clauses: readonly Clause[],
  narrowing: Narrowing,
  isOver: () => boolean,
): [TextMatches, complete: boolean][] {
  if (isHopeless(barShelf(shelf, narrowing))) return []
  return withIndex(shelf, (index) => {
    const table = shelf.documents()
    const found = clauses.map((clause) =>
      index.prepare([{ ...clause, presence: 'required' }], isOver).score(),
    )
    const left = new Set(found.flatMap(({ sections }) => [...sections]))
    const sections = table.firsts.subarray(0, -1).filter((section) => !left.has(section))
    const scores = new Float64Array(sections.length)
    const bars = barDocuments(shelf, index, sections, narrowing)
    return [
      { shelf, index, table, sections, scores, bars, spans: () => new Map() },
      found.every(({ complete }) => complete),
    ]
  })
}

function barShelf({ bundle }: Shelf, narrowing: Narrowing): number {
  return narrowing.text | narrowing.barBundle(bundle.bundleId)
}

/** Whether no facet could count it: each looks past one filter only, and no facet of text past those of notes. */
function isHopeless(bars: number): boolean {
  const own = BARS.query | BARS.tags | BARS.colors | BARS.layers
  return (bars & own) !== 0 || (bars & (bars - 1)) !== 0
}

/** The bars of the documents that the sections are of. */
function barDocuments(
  shelf: Shelf,
  index: SectionIndex,
  sections: Uint32Array,
  narrowing: Narrowing,
): Uint8Array {
  const { entries, firsts } = shelf.documents()
  const bars = new Uint8Array(index.documents)
  const whole = barShelf(shelf, narrowing)
  let end = 0
  for (const section of sections) {
    if (section < end) continue
    const document = index.documentOf(section)
    end = firsts[document + 1] ?? 0
    const entry = entries[document]
    if (entry !== undefined) bars[document] = whole | narrowing.barDocument(shelf, entry)
  }
  return bars
}

/** The notes that match; when listing, all that no excluded clause holds in. */
function matchPlaces(
  notes: NoteIndex,
  shelves: readonly Shelf[],
  clauses: readonly Clause[],
  listing: boolean,
): MatchedNotes {
  const stemmers = getStemmers(shelves)
  if (!listing) return matchNotes(notes, clauses, stemmers)
  const left = clauses.flatMap((clause) => [
    ...matchNotes(notes, [{ ...clause, presence: 'required' }], stemmers).places,
  ])
  const out = new Set(left)
  const places = Uint32Array.from({ length: notes.places }, (_, place) => place).filter(
    (place) => notes.at(place) !== null && !out.has(place),
  )
  return {
    places,
    score: () => new Float64Array(places.length),
    spans: () => [],
  }
}

const NO_TEXT = joinStatistics([])

function collectNotes(
  index: NoteIndex,
  shelves: ReadonlyMap<BundleId, Shelf>,
  narrowing: Narrowing,
  matched: MatchedNotes,
  collection: Collection = NO_TEXT,
): NoteMatches {
  const notes = Array.from(matched.places, (place) => index.at(place)).filter((note) => note !== null)
  const bars = Uint8Array.from(notes, ({ note }) => narrowing.barNote(note, shelves.get(note.bundleId)))
  return { notes, scores: matched.score(collection), bars, spans: (note) => matched.spans(note) }
}
