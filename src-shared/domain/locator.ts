// A locator: a place in a document, exact within its edition and findable in later ones.
import { z } from 'zod'
import { BundleId, DocumentId, Edition, Progression, TextOffset, Timestamp } from './ids.ts'

/**
 * A place in a bundle. `start` (and `end`, exclusive, for a range) are UTF-16 offsets in the document's canonical
 * text and hold for `edition`; `progression` is the fall-back when the edition differs.
 */
export const Locator = z.object({
  bundleId: BundleId,
  edition: Edition,
  documentId: DocumentId,
  start: TextOffset,
  end: TextOffset.optional(),
  progression: Progression.optional(),
})
export type Locator = z.infer<typeof Locator>

/**
 * Where the person left a document: the offset of the first character of the first line shown, and how far that
 * line's top stands below the top edge of the reading area, in CSS pixels (0 when it is flush; negative when cut).
 */
export const ReadingPosition = z.object({
  locator: Locator,
  lineOffset: z.number().min(-100_000).max(100_000),
  saved: Timestamp,
})
export type ReadingPosition = z.infer<typeof ReadingPosition>
