// Branded identifiers and units. A plain string or number never passes for one of them;
// the schemas are the only way from outside data to a branded value.
import { z } from 'zod'

/** What every id that comes from outside must match: short, printable, safe as a file name and in a URL. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

/** Names a publication across all of its editions. */
export const BundleId = z.string().regex(ID_PATTERN).brand<'BundleId'>()
export type BundleId = z.infer<typeof BundleId>

/** Names a document within its bundle; the same across editions when the source path is the same. */
export const DocumentId = z.string().regex(ID_PATTERN).brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

/** The `id` attribute of a block in a normalised document. Unique in the document, stable within the edition. */
export const BlockId = z.string().min(1).max(128).brand<'BlockId'>()
export type BlockId = z.infer<typeof BlockId>

/** UUID v7 of an annotation: time-ordered, so ids sort by creation. */
export const AnnotationId = z.uuid().brand<'AnnotationId'>()
export type AnnotationId = z.infer<typeof AnnotationId>

/** Names a set of annotations with one author or origin. `mine` is the person's own. */
export const LayerId = z.string().regex(ID_PATTERN).brand<'LayerId'>()
export type LayerId = z.infer<typeof LayerId>

/** The layer that the person writes to. */
export const OWN_LAYER: LayerId = LayerId.parse('mine')

/** Semantic version of a bundle's content, e.g. `1.4.0`. */
export const Edition = z
  .string()
  .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}(-[0-9A-Za-z.-]{1,64})?$/)
  .brand<'Edition'>()
export type Edition = z.infer<typeof Edition>

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/** UTF-16 offset in a document's canonical text, from 0 to its length inclusive. */
export const TextOffset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).brand<'TextOffset'>()
export type TextOffset = z.infer<typeof TextOffset>

/** Position within a whole, 0 at its start and 1 at its end. */
export const Progression = z.number().min(0).max(1).brand<'Progression'>()
export type Progression = z.infer<typeof Progression>

/** An instant as ISO 8601 in UTC with milliseconds. */
export const Timestamp = z.iso.datetime().brand<'Timestamp'>()
export type Timestamp = z.infer<typeof Timestamp>

/** BCP 47 language tag; `und` where it is not known. */
export const Language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}$/)
  .brand<'Language'>()
export type Language = z.infer<typeof Language>

/** Turns a number that is known to be an offset into one. Throws `RangeError` on a negative or fractional number. */
export function toTextOffset(value: number): TextOffset {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`Not a text offset: ${value}`)
  return value as TextOffset
}
