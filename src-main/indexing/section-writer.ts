// The index file of a bundle, written: what an index of sections is to be. See docs/formats/index.md; section-file.ts
// opens it.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { LAYOUT_VERSION } from './binary/index-file.ts'
import type { IndexShape } from './building/assembly.ts'
import { toBytes } from './merging/index-writer.ts'
import type { SectionTables } from './gathering/section-documents.ts'
import { FIELD_BOOSTS, FIELDS } from './fields.ts'
import { KIND, toPipeline } from './section-file.ts'

/** Where the index lies in a bundle. */
const INDEX_PATH = 'lectern/index/sections.idx'

/** What the index of these documents is to be, in their order. */
export function toSectionShape(tables: readonly SectionTables[]): IndexShape {
  const counts = tables.flatMap((each) => each.counts)
  const starts = new Uint32Array(tables.reduce((sum, each) => sum + each.starts.length, 0))
  let at = 0
  for (const { starts: each } of tables) {
    starts.set(each, at)
    at += each.length
  }
  return {
    fields: FIELDS.map((name, field) => ({ name, boost: FIELD_BOOSTS[field] ?? 1 })),
    ids: false,
    pipeline: toPipeline(tables.flatMap((each) => each.languages)),
    refs: null,
    boosts: null,
    own: [
      { name: 'documents', content: toBytes(toFirsts(counts)) },
      { name: 'ids', content: tables.flatMap(({ ids }) => ids) },
      { name: 'starts', content: toBytes(starts) },
    ],
  }
}

/** The written index as a bundle carries it. */
export function toSectionFile({ pipeline }: IndexShape, content: ByteSource): IndexFile {
  return { path: INDEX_PATH, content, descriptor: { kind: KIND, version: LAYOUT_VERSION, pipeline } }
}

/** For each document the number of its first section; last, the number of sections. */
function toFirsts(counts: readonly number[]): Uint32Array {
  const firsts = new Uint32Array(counts.length + 1)
  counts.forEach((count, document) => (firsts[document + 1] = (firsts[document] ?? 0) + count))
  return firsts
}
