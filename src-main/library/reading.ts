// Reading from the shelf: what a bundle and a document look like to the interface, with the place where the person left
// off. It changes nothing.
import type { ReadableDocument } from '../../src-shared/contract/contract.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleSummary, OpenedBundle } from '../../src-shared/domain/bundle.ts'
import type { Heading } from '../../src-shared/domain/document.ts'
import {
  type BundleId,
  type DocumentId,
  type Edition,
  Progression,
  type Sha256,
} from '../../src-shared/domain/ids.ts'
import type { ReadingPosition } from '../../src-shared/domain/locator.ts'
import type { Block } from '../../src-shared/text/canonical-text.ts'
import type { Bundle } from '../publishing/index.ts'
import { type LoadedDocument, openDocuments } from './documents.ts'
import { carryPosition, type Positions } from './saved/positions.ts'
import type { Shelf, ShelfItem } from './shelf.ts'

/** A document's text as the anchoring of notes needs it. Offsets are UTF-16 in `text`. */
export interface DocumentText {
  readonly text: string
  readonly headings: readonly Heading[]
  readonly blocks: readonly Block[]
  readonly title: string
  readonly sha256: Sha256
  readonly edition: Edition
}

/** The reading part of a library. */
export interface Reading {
  /** Rejects with NOT_FOUND or BUNDLE_DAMAGED. */
  open(bundleId: BundleId): Promise<OpenedBundle>
  /** Rejects with NOT_FOUND or BUNDLE_DAMAGED. */
  readDocument(bundleId: BundleId, documentId: DocumentId): Promise<ReadableDocument>
  /**
   * A file that documents show, by its path in the bundle (`resources/…`). With `edition` only that edition's.
   * Rejects with NOT_FOUND or BUNDLE_DAMAGED.
   */
  readResource(
    bundleId: BundleId,
    path: string,
    edition?: string,
  ): Promise<{ bytes: Uint8Array; mediaType: string }>
  /** Null when the bundle or the document is not installed. Rejects with BUNDLE_DAMAGED. */
  documentText(bundleId: BundleId, documentId: DocumentId): Promise<DocumentText | null>
}

interface ReadingOptions {
  readonly shelf: Shelf
  readonly positions: Positions
  readonly notesCount: (bundleId: BundleId) => Promise<number>
}

/** The reading side of one library, and how it sums up a bundle. */
export function openReading({ shelf, positions, notesCount }: ReadingOptions): {
  readonly reading: Reading
  readonly summarise: (item: ShelfItem) => Promise<BundleSummary>
} {
  const documents = openDocuments()
  const summarise = async ({ bundle, origin, installed }: ShelfItem): Promise<BundleSummary> => {
    const last = positions.findLast(bundle.metadata.id)
    return {
      metadata: bundle.metadata,
      origin,
      documents: bundle.documents.length,
      words: bundle.documents.reduce((sum, document) => sum + document.wordCount, 0),
      size: bundle.size,
      installed,
      lastRead: last?.saved ?? null,
      progress: last?.locator.progression ?? Progression.parse(0),
      notes: await notesCount(bundle.metadata.id),
    }
  }
  const findResume = async (bundle: Bundle): Promise<ReadingPosition | null> => {
    const last = positions.findLast(bundle.metadata.id)
    if (last === null || !hasDocument(bundle, last.locator.documentId)) return null
    if (last.locator.edition === bundle.metadata.edition) return last
    const { outline } = await documents.load(bundle, last.locator.documentId)
    return carryPosition(last, bundle.metadata.edition, outline.text.length)
  }
  const reading: Reading = {
    async open(bundleId) {
      const item = shelf.get(bundleId)
      const { bundle } = item
      const parts = [summarise(item), bundle.readContents(), findResume(bundle)] as const
      const [summary, contents, resume] = await Promise.all(parts)
      return { summary, documents: [...bundle.documents], contents, resume: resume?.locator ?? null }
    },
    async readDocument(bundleId, documentId) {
      const { bundle } = shelf.get(bundleId)
      const document = await documents.load(bundle, documentId)
      return toReadable(bundle, document, positions.find(bundleId, documentId))
    },
    async readResource(bundleId, path, edition) {
      const { bundle } = shelf.get(bundleId)
      const isOther = edition !== undefined && edition !== bundle.metadata.edition
      if (isOther || !path.startsWith('resources/'))
        throw new LecternError('NOT_FOUND', `“${bundle.metadata.title}” has no resource of this name.`)
      return bundle.readFile(path)
    },
    async documentText(bundleId, documentId) {
      const bundle = shelf.find(bundleId)?.bundle
      if (bundle === undefined || !hasDocument(bundle, documentId)) return null
      const { edition, entry, outline } = await documents.load(bundle, documentId)
      return { ...outline, title: entry.title, sha256: entry.sha256, edition }
    },
  }
  return { reading, summarise }
}

function toReadable(
  bundle: Bundle,
  { edition, entry, html, outline, setApart }: LoadedDocument,
  saved: ReadingPosition | null,
): ReadableDocument {
  const { id: documentId, ...described } = entry
  const { length } = outline.text
  return {
    ...described,
    bundleId: bundle.metadata.id,
    edition,
    documentId,
    html,
    length,
    headings: [...outline.headings],
    setApart: [...setApart],
    position: saved === null ? null : carryPosition(saved, edition, length),
  }
}

function hasDocument(bundle: Bundle, documentId: DocumentId): boolean {
  return bundle.documents.some((each) => each.id === documentId)
}
