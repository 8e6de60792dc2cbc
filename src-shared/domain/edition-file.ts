// `lectern/edition.json`: what a bundle says of itself that the Readium manifest has no words for. See docs/formats/bundle.md.
import { z } from 'zod'
import { Direction } from './document.ts'
import { BundleId, DocumentId, Edition, Language, Sha256 } from './ids.ts'
import { IndexDescriptor } from './index-file.ts'

/** The version of the bundle format that this code writes, and the newest it reads. */
export const BUNDLE_FORMAT = 1

/** Read before anything else: `minReader` is the oldest format version whose reader can still read this bundle. */
export const EditionVersion = z.object({
  format: z.number().int().min(1),
  minReader: z.number().int().min(1),
})

/** The hash and the size in bytes of one file of the bundle, unpacked. */
export const FileRecord = z.object({ sha256: Sha256, size: z.number().int().min(0) })
export type FileRecord = z.infer<typeof FileRecord>

/**
 * `files` lists every file of the bundle but this one, by its path. `documents` are in reading order; `language` there
 * is authoritative, since the manifest leaves out what is not a well-formed BCP 47 tag.
 */
export const EditionFile = EditionVersion.extend({
  bundle: BundleId,
  edition: Edition,
  language: Language,
  generator: z.object({ name: z.string().max(200), version: z.string().max(64) }),
  index: IndexDescriptor.extend({ path: z.string().max(1_024) }).nullable(),
  documents: z
    .array(
      z.object({
        id: DocumentId,
        language: Language,
        direction: Direction,
        wordCount: z.number().int().min(0),
      }),
    )
    .min(1),
  files: z.record(z.string().min(1).max(1_024), FileRecord),
})
export type EditionFile = z.infer<typeof EditionFile>
