// Facets: how many hits there would be of each value of each filter, that filter left aside. Counted from the groups,
// a document's sections at a time; only the values that are shown become objects.
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
  const byNote = <V extends string>(bit: number, read: (note: SearchableNote) => readonly V[]) =>
    pickMost(countNotes(groups, bit, read))
  const layers = byNote(BARS.layers, ({ layerId }) => [layerId])
  const authors = findAuthors(groups)
  return {
    kinds: countKinds(groups),
    bundles: pickMost(countBundles(groups)).map(([bundleId, count]) => ({
      bundleId,
      title: shelves.get(bundleId)?.bundle.title ?? bundleId,
      count,
    })),
    documents: countDocuments(groups),
    languages: pickMost(countLanguages(groups, shelves)).map(([language, count]) => ({ language, count })),
    tags: byNote(BARS.tags, ({ tags }) => [...new Set(tags)]).map(([tag, count]) => ({ tag, count })),
    colors: byNote(BARS.colors, ({ color }) => [color]).map(([color, count]) => ({ color, count })),
    layers: layers.map(([layerId, count]) => ({
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

function countBundles(groups: Groups): Map<BundleId, number> {
  const counts = countNotes(groups, BARS.bundles, ({ bundleId }) => [bundleId])
  forEachText(groups, BARS.bundles, (group, hits) => {
    const id = textOfGroup(groups, group)?.shelf.bundle.bundleId
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + hits)
  })
  return counts
}

function countLanguages(groups: Groups, shelves: ReadonlyMap<BundleId, Shelf>): Map<Language, number> {
  const counts = countNotes(groups, BARS.languages, ({ bundleId, documentId }) => {
    const language = shelves.get(bundleId)?.findEntry(documentId)?.language
    return language === undefined ? [] : [language]
  })
  forEachText(groups, BARS.languages, (group, hits) => {
    const { languages, languageOf } = textOfGroup(groups, group)?.table ?? {}
    const language = languages?.[languageOf?.[groups.numbers[group] ?? -1] ?? -1]
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + hits)
  })
  return counts
}

function countDocuments(groups: Groups): SearchFacets['documents'] {
  const counts = new Uint32Array(groups.documents.length)
  forEachText(groups, BARS.documents, (group, hits) => {
    counts[group] = (counts[group] ?? 0) + hits
  })
  forEachNote(groups, BARS.documents, (_, group) => {
    counts[group] = (counts[group] ?? 0) + 1
  })
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

/** Of each layer the note that was made first, which names its author. */
function findAuthors({ matches }: Groups): Map<LayerId, SearchableNote> {
  const first = new Map<LayerId, SearchableNote>()
  for (const { note } of matches.notes.notes) {
    const known = first.get(note.layerId)
    if (known === undefined || note.id < known.id) first.set(note.layerId, note)
  }
  return first
}

function countNotes<V extends string>(
  groups: Groups,
  bit: number,
  read: (note: SearchableNote) => readonly V[],
): Map<V, number> {
  const counts = new Map<V, number>()
  forEachNote(groups, bit, (note) => {
    for (const value of read(note)) counts.set(value, (counts.get(value) ?? 0) + 1)
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

/** Calls back for each note that nothing but `bit` may bar. */
function forEachNote(
  { matches, groupOf }: Groups,
  bit: number,
  visit: (note: SearchableNote, group: number) => void,
): void {
  matches.notes.notes.forEach(({ note }, at) => {
    if (((matches.notes.bars[at] ?? 0) & ~bit) === 0) visit(note, groupOf[at] ?? 0)
  })
}

function textOfGroup({ matches, texts }: Groups, group: number): TextMatches | undefined {
  return matches.texts[texts[group] ?? 0]
}

function pickMost<V extends string>(counts: ReadonlyMap<V, number>): (readonly [V, number])[] {
  const all = [...counts].sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))
  return all.slice(0, VALUES)
}
