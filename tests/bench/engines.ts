// The engines that the index and query subjects are compared with, over the same sections as Lectern's. Both are
// used as their own documentation shows; positions only where they have them.
import type lunr from 'lunr'
import MiniSearch from 'minisearch'
import { type IndexedDocument, toIndexedSections } from '../../src-main/indexing/index.ts'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'
import { stockLunr } from './stock-lunr.ts'

/** A section with the fields that every engine indexes. */
export interface Entry {
  readonly id: number
  readonly title: string
  readonly headings: string
  readonly body: string
}

const FIELDS = ['title', 'headings', 'body'] as const

/** One entry for each section of the documents. */
export function toEntries(documents: readonly IndexedDocument[]): Entry[] {
  let id = 0
  return documents.flatMap(({ title, html }) => {
    const outline = parseOutline(html)
    return toIndexedSections(outline).map(({ trail, start, end }) => ({
      id: id++,
      title,
      headings: trail.join('\n'),
      body: outline.text.slice(start, end),
    }))
  })
}

/** Lunr as it comes, with positions. Where its dictionary loses words, it has less to do. */
export function buildLunr(
  entries: readonly Entry[],
  boosts: Readonly<Record<(typeof FIELDS)[number], number>> = { title: 1, headings: 1, body: 1 },
): lunr.Index {
  return stockLunr((builder) => {
    builder.ref('id')
    for (const field of FIELDS) builder.field(field, { boost: boosts[field] })
    builder.metadataWhitelist = ['position']
    for (const entry of entries) builder.add(entry)
  })
}

/** MiniSearch as it comes; it has no positions. */
export function buildMiniSearch(entries: readonly Entry[]): MiniSearch<Entry> {
  const index = new MiniSearch<Entry>({ fields: [...FIELDS] })
  index.addAll(entries)
  return index
}
