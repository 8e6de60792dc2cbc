// `lectern/edition.json`: all that Lectern needs of a bundle but its texts, its files and its table of contents. See
// docs/formats/bundle.md. How the parts fit together is for publishing to check.
import { z } from 'zod'
import { BundleMetadata } from './bundle.ts'
import { Direction, DocumentEntry } from './document.ts'
import { BundleId, DocumentId, Edition, Language, Sha256 } from './ids.ts'
import { IndexDescriptor } from './index-file.ts'

/** The version of the bundle format that this code writes, and the newest it reads. */
export const BUNDLE_FORMAT = 2

/** Read before anything else: `minReader` is the oldest format version whose reader can still read this bundle. */
export const EditionVersion = z.object({
  format: z.number().int().min(1),
  minReader: z.number().int().min(1),
})

const FilePath = z.string().min(1).max(1_024)
const Size = z.number().int().min(0)
const Parts = EditionVersion.extend({
  generator: z.object({ name: z.string().max(200), version: z.string().max(64) }),
  index: IndexDescriptor.extend({ path: FilePath }).nullable(),
})

/** The hash and the size in bytes of one file of the bundle, unpacked; `mediaType` only where it is a resource. */
export const FileRecord = z.object({ sha256: Sha256, size: Size, mediaType: z.string().max(256).optional() })
export type FileRecord = z.infer<typeof FileRecord>

/** One document as the edition lists it. `sha256` and `size` are of its file, which stands in no other list. */
export const DocumentRecord = DocumentEntry.extend({ size: Size })
export type DocumentRecord = z.infer<typeof DocumentRecord>

/** One line of the list of all files that are neither documents nor the edition itself. */
export const ListedFile = FileRecord.extend({ path: FilePath })
export type ListedFile = z.infer<typeof ListedFile>

/**
 * `documents` are in reading order. The two lists may have tens of thousands of lines, so they are judged apart from
 * the rest, line by line, as `DocumentRecord` and `ListedFile`.
 */
export const EditionFile = Parts.extend({
  metadata: BundleMetadata,
  documents: z.array(z.unknown()).min(1),
  files: z.array(z.unknown()),
})

/** What a writer gives: `EditionFile` with its lists. */
export interface WrittenEdition extends z.infer<typeof Parts> {
  readonly metadata: BundleMetadata
  readonly documents: readonly DocumentRecord[]
  readonly files: readonly ListedFile[]
}

/**
 * Format 1, which is still read: titles and media types stood in the manifest alone, and `files` had the documents as
 * well, by path.
 */
export const EditionFile1 = Parts.extend({
  bundle: BundleId,
  edition: Edition,
  language: Language,
  documents: z
    .array(z.object({ id: DocumentId, language: Language, direction: Direction, wordCount: Size }))
    .min(1),
  files: z.record(FilePath, z.object({ sha256: Sha256, size: Size })),
})
