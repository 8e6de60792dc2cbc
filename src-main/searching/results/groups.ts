// What matches, by document: the unit in which hits are shown and counted. One pass over the matches, numbers in
// arrays, no object for a match. It neither orders nor counts; ranking.ts and facets.ts do.
import type { BundleId, DocumentId } from '../../../src-shared/domain/ids.ts'
import type { Matches, NoteMatches, TextMatches } from '../matches.ts'
import type { Shelf } from '../shelf.ts'

/** A document, with its bundle where that is installed. */
export interface DocumentPlace {
  readonly bundleId: BundleId
  readonly documentId: DocumentId
  readonly shelf: Shelf | undefined
}

/** Documents in which anything matches, barred or not. Arrays are by number of group. */
export interface Groups {
  readonly matches: Matches
  /** By which equal groups are put in order: bundles as they came, documents in reading order, then all others. */
  readonly documents: readonly number[]
  /** The number of the document in its index; -1 where only notes match. */
  readonly numbers: readonly number[]
  /** The matching sections are [from, to) in `sections` of `matches.texts[texts]`; none where `from` is `to`. */
  readonly texts: readonly number[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** What bars the sections. */
  readonly bars: readonly number[]
  /** For each matching note, its group; and for groups that have any, their notes. */
  readonly groupOf: Uint32Array
  readonly notes: ReadonlyMap<number, readonly number[]>
  placeOf(group: number): DocumentPlace
}

/** Groups what matches. @param shelves all open bundles, in order */
export function groupMatches(matches: Matches, shelves: ReadonlyMap<BundleId, Shelf>): Groups {
  const documents: number[] = []
  const numbers: number[] = []
  const texts: number[] = []
  const from: number[] = []
  const to: number[] = []
  const bars: number[] = []
  const numbering = numberDocuments(matches.notes, shelves)
  const groups = new Int32Array(numbering.size).fill(-1)
  const add = (document: number, number: number, text: number, start: number, end: number): void => {
    groups[document] = documents.length
    documents.push(document)
    numbers.push(number)
    texts.push(text)
    from.push(start)
    to.push(end)
    bars.push(matches.texts[text]?.bars[number] ?? 0)
  }
  matches.texts.forEach((text, number) => {
    const base = numbering.bases.get(text.shelf) ?? 0
    forEachRun(text, (document, start, end) => {
      add(base + document, document, number, start, end)
    })
  })
  const groupOf = numbering.ofNotes.map((document) => {
    if ((groups[document] ?? -1) < 0) add(document, -1, 0, 0, 0)
    return groups[document] ?? 0
  })
  const notes = listNotes(groupOf)
  const placeOf = (group: number): DocumentPlace => {
    const [first] = notes.get(group) ?? []
    const note = matches.notes.notes[first ?? -1]?.note
    if (note !== undefined) {
      const { bundleId, documentId } = note
      return { bundleId, documentId, shelf: shelves.get(bundleId) }
    }
    const text = matches.texts[texts[group] ?? 0]
    const entry = text?.table.entries[numbers[group] ?? -1]
    if (text === undefined || entry === undefined) throw new Error(`There is no group ${group}`)
    return { bundleId: text.shelf.bundle.bundleId, documentId: entry.id, shelf: text.shelf }
  }
  return { matches, documents, numbers, texts, from, to, bars, groupOf, notes, placeOf }
}

/** Calls back for each document with matching sections, which are [from, to) in the matches. */
function forEachRun(
  { table: { firsts }, index, sections }: TextMatches,
  visit: (document: number, from: number, to: number) => void,
): void {
  for (let from = 0; from < sections.length;) {
    const document = index.documentOf(sections[from] ?? 0)
    const end = firsts[document + 1] ?? 0
    let to = from + 1
    while (to < sections.length && (sections[to] ?? 0) < end) to += 1
    visit(document, from, to)
    from = to
  }
}

interface Numbering {
  readonly size: number
  /** Of each bundle, the number of its first document. */
  readonly bases: ReadonlyMap<Shelf, number>
  /** For each matching note, the number of its document. */
  readonly ofNotes: Uint32Array
}

/** Numbers the documents of all indexes, and after them those that only notes know, by their ids. */
function numberDocuments({ notes }: NoteMatches, shelves: ReadonlyMap<BundleId, Shelf>): Numbering {
  const bases = new Map<Shelf, number>()
  let size = 0
  for (const shelf of shelves.values()) {
    bases.set(shelf, size)
    size += shelf.index?.documents ?? 0
  }
  const numbers = notes.map(({ note }) => {
    const shelf = shelves.get(note.bundleId)
    const number = shelf?.index ? shelf.documents().numberOf(note.documentId) : undefined
    return number === undefined || shelf === undefined ? null : (bases.get(shelf) ?? 0) + number
  })
  const toKey = (at: number): string =>
    `${notes[at]?.note.bundleId ?? ''}/${notes[at]?.note.documentId ?? ''}`
  const others = new Set(numbers.flatMap((number, at) => (number === null ? toKey(at) : [])))
  const after = new Map([...others].sort().map((key, at) => [key, size + at]))
  const ofNotes = Uint32Array.from(numbers, (number, at) => number ?? after.get(toKey(at)) ?? 0)
  return { size: size + others.size, bases, ofNotes }
}

function listNotes(groupOf: Uint32Array): Map<number, number[]> {
  const byGroup = new Map<number, number[]>()
  groupOf.forEach((group, note) => {
    const list = byGroup.get(group)
    if (list === undefined) byGroup.set(group, [note])
    else list.push(note)
  })
  return byGroup
}
