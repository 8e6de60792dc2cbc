// Facets: how many hits there would be of each value of each filter, that filter left aside. Counted from the groups,
// a document's sections at a time; only the values that are shown become objects.
import type { HighlightColor } from '../../../src-shared/domain/annotation.ts'
import type { BundleId, Language, LayerId } from '../../../src-shared/domain/ids.ts'
import type { SearchFacets } from '../../../src-shared/domain/search.ts'
import type { TextMatches } from '../matches.ts'
import { BARS } from '../query/narrowing.ts'
import type { SearchableNote } from '../notes/note.ts'
import type { Shelf } from '../shelf.ts'
import { openBestFirst } from './best-first.ts'
import type { Groups } from './groups.ts'

/** Most values of a facet. */
const VALUES = 50

/** Counts the facets of what matches, most first; equal counts by the value. @param shelves all open bundles */
export function countFacets(groups: Groups, shelves: ReadonlyMap<BundleId, Shelf>): SearchFacets {
  const bundles = countByDocument(groups, BARS.bundles, (group) => bundleOf(groups, group))
  const languages = countByDocument(groups, BARS.languages, (group) => languageOf(groups, group))
  const { tags, colors, layers, authors } = countNotes(groups)
  return {
    kinds: countKinds(groups),
    bundles: bundles.map(([bundleId, count]) => ({
      bundleId,
      title: shelves.get(bundleId)?.bundle.title ?? bundleId,
      count,
    })),
    documents: countDocuments(groups),
    languages: languages.map(([language, count]) => ({ language, count })),
    tags: pickMost(tags).map(([tag, count]) => ({ tag, count })),
    colors: pickMost(colors).map(([color, count]) => ({ color, count })),
    layers: pickMost(layers).map(([layerId, count]) => ({
      layerId,
      author: authors.get(layerId)?.author ?? '',
      count,
    })),
  }
}

function countKinds(groups: Groups): SearchFacets['kinds'] {
  const kinds = { text: 0, notes: 0 }
  forEachText(groups, BARS.kind, (_, hits) => {
    kinds.text += hits
  })
  forEachNote(groups, BARS.kind, () => {
    kinds.notes += 1
  })
  return kinds
}

function countDocuments(groups: Groups): SearchFacets['documents'] {
  const counts = countHits(groups, BARS.documents)
  const found = Array.from(counts.keys()).filter((group) => counts[group] !== 0)
  const next = openBestFirst(found, counts, groups.documents)
  return Array.from({ length: Math.min(VALUES, found.length) }, () => {
    const group = next() ?? 0
    const { bundleId, documentId, shelf } = groups.placeOf(group)
    const [note = -1] = groups.notes.get(group) ?? []
    const saved = groups.matches.notes.notes[note]?.note.documentTitle
    const title = shelf?.findEntry(documentId)?.title ?? saved ?? documentId
    return { bundleId, documentId, title, count: counts[group] ?? 0 }
  })
}

function bundleOf(groups: Groups, group: number): BundleId {
  return textOfGroup(groups, group)?.shelf.bundle.bundleId ?? groups.placeOf(group).bundleId
}

/** Undefined where the document is not installed. */
function languageOf(groups: Groups, group: number): Language | undefined {
  const text = textOfGroup(groups, group)
  if (text !== undefined)
    return text.table.languages[text.table.languageOf[groups.numbers[group] ?? -1] ?? -1]
  const { shelf, documentId } = groups.placeOf(group)
  return shelf?.findEntry(documentId)?.language
}

/** What only notes have, each value with the number of notes; and of each layer the note that was made first. */
interface NoteCounts {
  readonly tags: ReadonlyMap<string, number>
  readonly colors: ReadonlyMap<HighlightColor, number>
  readonly layers: ReadonlyMap<LayerId, number>
  readonly authors: ReadonlyMap<LayerId, SearchableNote>
}

/** All in one pass: with thousands of notes, going to each of them is what takes the time. */
function countNotes({ matches: { notes: matched } }: Groups): NoteCounts {
  const tags = new Map<string, number>()
  const colors = new Map<HighlightColor, number>()
  const layers = new Map<LayerId, number>()
  const authors = new Map<LayerId, SearchableNote>()
  matched.notes.forEach(({ note }, at) => {
    const bars = matched.bars[at] ?? 0
    if ((bars & ~BARS.tags) === 0)
      for (const tag of note.tags.length < 2 ? note.tags : new Set(note.tags)) countOne(tags, tag)
    if ((bars & ~BARS.colors) === 0) countOne(colors, note.color)
    if ((bars & ~BARS.layers) === 0) countOne(layers, note.layerId)
    const first = authors.get(note.layerId)
    if (first === undefined || note.id < first.id) authors.set(note.layerId, note)
  })
  return { tags, colors, layers, authors }
}

function countOne<V>(counts: Map<V, number>, value: V): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** Counts a value that all hits of a document have; each value with the number of its hits. */
function countByDocument<V extends string>(
  groups: Groups,
  bit: number,
  read: (group: number) => V | undefined,
): (readonly [V, number])[] {
  const counts = new Map<V, number>()
  countHits(groups, bit).forEach((hits, group) => {
    const value = hits === 0 ? undefined : read(group)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + hits)
  })
  return pickMost(counts)
}

/** For each document the number of its hits that nothing but `bit` may bar. */
function countHits(groups: Groups, bit: number): Uint32Array {
  const counts = new Uint32Array(groups.documents.length)
  forEachText(groups, bit, (group, hits) => {
    counts[group] = (counts[group] ?? 0) + hits
  })
  forEachNote(groups, bit, (group) => {
    counts[group] = (counts[group] ?? 0) + 1
  })
  return counts
}

/** Calls back for each document whose sections nothing but `bit` may bar, with their number. */
function forEachText(
  { bars, from, to }: Groups,
  bit: number,
  visit: (group: number, hits: number) => void,
): void {
  for (let group = 0; group < bars.length; group += 1) {
    const hits = (to[group] ?? 0) - (from[group] ?? 0)
    if (hits > 0 && ((bars[group] ?? 0) & ~bit) === 0) visit(group, hits)
  }
}

/** Calls back for each note that nothing but `bit` may bar, with its document. */
function forEachNote({ matches, groupOf }: Groups, bit: number, visit: (group: number) => void): void {
  const { bars } = matches.notes
  for (let note = 0; note < bars.length; note += 1)
    if (((bars[note] ?? 0) & ~bit) === 0) visit(groupOf[note] ?? 0)
}

/** Undefined where only notes match. */
function textOfGroup({ matches, texts, numbers }: Groups, group: number): TextMatches | undefined {
  return (numbers[group] ?? -1) < 0 ? undefined : matches.texts[texts[group] ?? 0]
}

function pickMost<V extends string>(counts: ReadonlyMap<V, number>): (readonly [V, number])[] {
  const all = [...counts].sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))
  return all.slice(0, VALUES)
}
