// A bundle: documents in reading order with a contents tree, under one id and one edition.
import { z } from 'zod'
import { DocumentEntry } from './document.ts'
import { BlockId, BundleId, DocumentId, Edition, Language, Progression, Timestamp } from './ids.ts'
import { Locator } from './locator.ts'

/** The `modified` of a bundle that was built without a date, so that it is the same whenever it is built. */
export const UNDATED: Timestamp = Timestamp.parse('1980-01-01T00:00:00.000Z')

/** `modified` is `UNDATED` where no date is known; show no date then. */
export const BundleMetadata = z.object({
  id: BundleId,
  edition: Edition,
  title: z.string().min(1),
  language: Language,
  author: z.array(z.string()),
  publisher: z.string().optional(),
  description: z.string().optional(),
  modified: Timestamp,
})
export type BundleMetadata = z.infer<typeof BundleMetadata>

/** One line of the contents tree. Without `blockId` it points at the start of the document. */
export interface ContentsEntry {
  readonly title: string
  readonly documentId: DocumentId
  readonly blockId?: BlockId | undefined
  readonly children: readonly ContentsEntry[]
}
export const ContentsEntry: z.ZodType<ContentsEntry> = z.object({
  title: z.string(),
  documentId: DocumentId,
  blockId: BlockId.optional(),
  get children() {
    return z.array(ContentsEntry)
  },
})

/** Where an installed bundle came from: carried in the application, or brought in by the person. */
export const BundleOrigin = z.enum(['included', 'imported'])
export type BundleOrigin = z.infer<typeof BundleOrigin>

/** A bundle as the library shows it. `size` is in bytes on disk; `progress` is of the document last read. */
export const BundleSummary = z.object({
  metadata: BundleMetadata,
  origin: BundleOrigin,
  documents: z.number().int().min(0),
  words: z.number().int().min(0),
  size: z.number().int().min(0),
  installed: Timestamp,
  lastRead: Timestamp.nullable(),
  progress: Progression,
  notes: z.number().int().min(0),
})
export type BundleSummary = z.infer<typeof BundleSummary>

/** All the reader needs to show a bundle's contents. `resume` is where the person left, if ever there. */
export const OpenedBundle = z.object({
  summary: BundleSummary,
  documents: z.array(DocumentEntry),
  contents: z.array(ContentsEntry),
  resume: Locator.nullable(),
})
export type OpenedBundle = z.infer<typeof OpenedBundle>
