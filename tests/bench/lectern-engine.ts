// Lectern's search engine over documents in memory, as one open bundle without a file.
import { buildIndexFile } from '../../src-main/indexing/build-index.ts'
import type { IndexedDocument } from '../../src-main/indexing/index.ts'
import { openEngine, type SearchEngine } from '../../src-main/searching/engine.ts'
import type { Readable } from '../../src-main/searching/shelf.ts'
import { BundleId, Edition, Sha256 } from '../../src-shared/domain/ids.ts'

/** The engine that the application has, with the documents indexed. Whoever opens it closes it. */
export async function openLecternEngine(documents: readonly IndexedDocument[]): Promise<SearchEngine> {
  const engine = openEngine(() => Promise.resolve(toReadable(documents)))
  await engine.add({
    bundleId: BundleId.parse('bench'),
    edition: Edition.parse('1.0.0'),
    title: 'Bench',
    path: '',
  })
  return engine
}

function toReadable(documents: readonly IndexedDocument[]): Readable {
  const file = buildIndexFile(documents)
  const bodies = new Map(documents.map(({ id, html }) => [id, html]))
  return {
    documents: documents.map(({ id, title, language }) => ({
      id,
      title,
      language,
      direction: 'ltr',
      wordCount: 0,
      sha256: Sha256.parse('0'.repeat(64)),
    })),
    index: { path: file.path, descriptor: file.descriptor },
    readFile: () =>
      Promise.resolve({ bytes: file.content.read(0, file.content.size), mediaType: 'application/json' }),
    openFile: () => Promise.resolve(file.content),
    readDocument: (id) => Promise.resolve({ html: bodies.get(id) ?? '', setApart: [] }),
    close: () => Promise.resolve(),
  }
}
