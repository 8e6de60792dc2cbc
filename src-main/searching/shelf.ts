// A bundle that can be searched: its index, and as much of its documents as the hits on show need. It reads through
// publishing and builds the index again when the one in the bundle cannot be used; it ranks nothing.
import { LecternError } from '../../src-shared/contract/errors.ts'
import { type ByteSource, fromMemory } from '../../src-shared/domain/byte-source.ts'
import type { DocumentEntry } from '../../src-shared/domain/document.ts'
import type { BundleId, DocumentId, Edition, Language } from '../../src-shared/domain/ids.ts'
import { parseOutline, type Section } from '../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../src-shared/text/tokens.ts'
import {
  buildIndex,
  type IndexedDocument,
  openIndex,
  type SectionIndex,
  toIndexedSections,
} from '../indexing/index.ts'
import type { Bundle } from '../publishing/index.ts'
import { buildDocumentTable, type DocumentTable } from './document-table.ts'
import type { KeptIndexes, OpenedIndex } from './kept-indexes.ts'

/** A bundle as the library hands it to the search. `path` is of the bundle's file or folder. */
export interface SearchableBundle {
  readonly bundleId: BundleId
  readonly edition: Edition
  readonly title: string
  readonly path: string
}

/** What the search needs of an open bundle. */
export type Readable = Pick<
  Bundle,
  'documents' | 'index' | 'readDocument' | 'readFile' | 'openFile' | 'close'
>

/** Where the tokens of a section stand in the document's canonical text: [starts[n], ends[n]). */
export interface TokenOffsets {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

/**
 * A document's text, cut as its index cut it. `offsets` gives at least the first `count` tokens of a section, as far
 * as there are so many; it reads them once.
 */
export interface ShelvedDocument {
  readonly text: string
  readonly sections: readonly Section[]
  offsets(ordinal: number, count: number): TokenOffsets
}

/** An open bundle with its index, if that is ready. Whoever opened it closes it. */
export interface Shelf {
  readonly bundle: SearchableBundle
  /** Null while there is none: it is being built, or could not be. */
  readonly index: SectionIndex | null
  /** Languages of its documents, each once. */
  readonly languages: ReadonlySet<Language>
  /** What is known of the index's documents by their numbers, made when first asked for. Throws INDEX_UNUSABLE. */
  documents(): DocumentTable
  findEntry(id: DocumentId): DocumentEntry | undefined
  /** @throws LecternError `NOT_FOUND`, `BUNDLE_DAMAGED`, `BUNDLE_INVALID` */
  readDocument(id: DocumentId): Promise<ShelvedDocument>
  /** Lets go of the index and builds another from the documents in the background; once, not again and again. */
  rebuild(): void
  /** Settles when no index is being built. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** How many tokens of a section are read at once, at least. */
const TOKENS_AHEAD = 200

/** Most text kept in memory for one bundle, in UTF-16 units. */
const KEPT_TEXT = 8_000_000

/**
 * Puts an open bundle on the shelf. When its index is missing, damaged or of another version, the one that was kept of
 * it is used, or another is begun in the background, and `onReady` is called when it can be asked.
 * @param kept where an index that was built here is kept
 */
export async function openShelf(
  bundle: SearchableBundle,
  files: Readable,
  kept: KeptIndexes,
  onReady: () => void,
): Promise<Shelf> {
  const entries = new Map(files.documents.map((entry) => [entry.id, entry]))
  const readDocument = openDocuments(files)
  const stop = new AbortController()
  const others = openOthers(bundle.bundleId, files, kept, stop.signal)
  let opened = (await loadIndex(files)) ?? (await others.findKept())
  let table: DocumentTable | null = null
  let building: Promise<void> | null = null
  const renew = async (): Promise<void> => {
    opened = (await others.findKept()) ?? (await others.build())
    if (opened === null) return
    onReady()
    await others.keep(opened.source)
  }
  const shelf: Shelf = {
    bundle,
    get index() {
      return opened?.index ?? null
    },
    languages: new Set(files.documents.map(({ language }) => language)),
    documents() {
      if (opened === null) throw new Error('There are no documents without an index')
      return (table ??= buildDocumentTable(opened.index, entries))
    },
    findEntry: (id) => entries.get(id),
    readDocument,
    rebuild() {
      opened?.source.close()
      opened = null
      table = null
      building ??= renew().finally(() => {
        building = null
      })
    },
    async idle() {
      await building
    },
    async close() {
      stop.abort()
      await building
      opened?.source.close()
      await files.close()
    },
  }
  if (opened === null) shelf.rebuild()
  return shelf
}

/** Indexes in place of the bundle's own; each is tried once. */
interface OtherIndexes {
  /** The one that was kept, or null. */
  findKept(): Promise<OpenedIndex | null>
  /** One that is built of the documents; null when it was cancelled or cannot be: every answer says so then. */
  build(): Promise<OpenedIndex | null>
  /** Keeps what was built, for the next time. */
  keep(content: ByteSource): Promise<void>
}

function openOthers(
  bundleId: BundleId,
  files: Readable,
  kept: KeptIndexes,
  signal: AbortSignal,
): OtherIndexes {
  let mayBeKept = true
  let mayBuild = true
  let isWhole = false
  return {
    async findKept() {
      const may = mayBeKept
      mayBeKept = false
      return may ? kept.open(bundleId, files.documents) : null
    },
    async build() {
      if (!mayBuild) return null
      mayBuild = false
      try {
        const documents = await readAll(files)
        const { content, descriptor } = await buildIndex(documents, { signal })
        // One without the damaged documents is not kept: they may be read another time.
        isWhole = documents.length === files.documents.length
        return { index: openIndex(content, descriptor), source: content }
      } catch {
        return null
      }
    },
    async keep(content) {
      if (isWhole) await kept.keep(bundleId, files.documents, content)
      isWhole = false
    },
  }
}

/** The bundle's own index, or null where it cannot be used. Whoever asked closes its bytes. */
async function loadIndex(files: Readable): Promise<OpenedIndex | null> {
  if (files.index === null) return null
  const { path, descriptor } = files.index
  let source: ByteSource | null = null
  try {
    // Read by position where it can be, as a whole where it is compressed.
    source = (await files.openFile(path)) ?? fromMemory((await files.readFile(path)).bytes)
    return { index: openIndex(source, descriptor), source }
  } catch (error) {
    source?.close()
    if (error instanceof LecternError) return null
    throw error
  }
}

/** Every document that can be read. A damaged one is left out: the others can still be searched. */
async function readAll(files: Readable): Promise<IndexedDocument[]> {
  const documents: IndexedDocument[] = []
  for (const { id, title, language } of files.documents)
    try {
      const { html } = await files.readDocument(id)
      documents.push({ id, title, language, html })
    } catch (error) {
      if (!(error instanceof LecternError)) throw error
    }
  return documents
}

/** Reads documents, each once at a time, and keeps those used last, up to `KEPT_TEXT` units and always the last one. */
function openDocuments(files: Readable): Shelf['readDocument'] {
  const kept = new Map<DocumentId, ShelvedDocument>()
  const reading = new Map<DocumentId, Promise<ShelvedDocument>>()
  let size = 0
  const read = async (id: DocumentId): Promise<ShelvedDocument> => {
    const document = toShelved((await files.readDocument(id)).html)
    kept.set(id, document)
    size += document.text.length
    for (const [old, { text }] of kept) {
      if (size <= KEPT_TEXT || old === id) break
      kept.delete(old)
      size -= text.length
    }
    return document
  }
  return (id) => {
    const known = kept.get(id)
    if (known !== undefined) {
      kept.delete(id)
      kept.set(id, known)
      return Promise.resolve(known)
    }
    const begun = reading.get(id) ?? read(id).finally(() => reading.delete(id))
    reading.set(id, begun)
    return begun
  }
}

function toShelved(html: string): ShelvedDocument {
  const outline = parseOutline(html)
  const sections = toIndexedSections(outline)
  const known = new Map<number, TokenOffsets>()
  return {
    text: outline.text,
    sections,
    offsets(ordinal, count) {
      const before = known.get(ordinal)
      if (before !== undefined && before.starts.length >= count) return before
      const { start = 0, end = 0 } = sections[ordinal] ?? {}
      // Twice as many as before, so that reading on is not done over and over.
      const tokens = readTokens(
        outline.text.slice(start, end),
        Math.max(count, TOKENS_AHEAD, 2 * (before?.starts.length ?? 0)),
      )
      const offsets = {
        starts: Uint32Array.from(tokens, (token) => start + token.start),
        ends: Uint32Array.from(tokens, (token) => start + token.end),
      }
      known.set(ordinal, offsets)
      return offsets
    },
  }
}
