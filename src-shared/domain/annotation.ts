// An annotation: a highlight, a note on a passage, or a bookmark. Unknown fields are carried through untouched.
import { z } from 'zod'
import { AnnotationId, BundleId, DocumentId, Edition, LayerId, Sha256, TextOffset, Timestamp } from './ids.ts'
import { Anchoring, Selectors } from './selector.ts'

export const AnnotationKind = z.enum(['highlight', 'note', 'bookmark'])
export type AnnotationKind = z.infer<typeof AnnotationKind>

export const HighlightColor = z.enum(['yellow', 'green', 'blue', 'pink', 'orange', 'purple'])
export type HighlightColor = z.infer<typeof HighlightColor>

export const HighlightStyle = z.enum(['solid', 'underline', 'strikethrough', 'outline'])
export type HighlightStyle = z.infer<typeof HighlightStyle>

export const Tag = z.string().trim().min(1).max(64)

/** The surroundings an annotation was made in, so that it stays readable when its place is gone. */
export const Passage = z.object({
  text: z.string().max(20_000),
  headings: z.array(z.string().max(1_000)).max(6),
})
export type Passage = z.infer<typeof Passage>

/** Markdown, as the person typed it; the empty string for a bare highlight. */
const Body = z.string().max(1_000_000)

export const Annotation = z.looseObject({
  id: AnnotationId,
  kind: AnnotationKind,
  bundleId: BundleId,
  edition: Edition,
  documentId: DocumentId,
  documentHash: Sha256,
  documentTitle: z.string().max(2_000),
  selectors: Selectors,
  passage: Passage,
  color: HighlightColor,
  style: HighlightStyle,
  body: Body,
  tags: z.array(Tag).max(100),
  author: z.string().max(200),
  layerId: LayerId,
  created: Timestamp,
  modified: Timestamp,
  /** A tombstone: the annotation is gone, and a merge must not bring it back. */
  deleted: z.boolean(),
})
export type Annotation = z.infer<typeof Annotation>

/** What the interface sends to make an annotation; the service adds id, times, author, hash, title and passage. */
export const AnnotationDraft = z.object({
  kind: AnnotationKind,
  bundleId: BundleId,
  documentId: DocumentId,
  start: TextOffset,
  end: TextOffset,
  color: HighlightColor,
  style: HighlightStyle,
  body: Body,
  tags: z.array(Tag).max(100),
})
export type AnnotationDraft = z.infer<typeof AnnotationDraft>

/** The fields a person can change afterwards. An absent field stays as it is. */
export const AnnotationPatch = z.object({
  kind: AnnotationKind.optional(),
  color: HighlightColor.optional(),
  style: HighlightStyle.optional(),
  body: Body.optional(),
  tags: z.array(Tag).max(100).optional(),
})
export type AnnotationPatch = z.infer<typeof AnnotationPatch>

/** An annotation with what became of its place in the installed edition. */
export const PlacedAnnotation = z.object({ annotation: Annotation, anchoring: Anchoring })
export type PlacedAnnotation = z.infer<typeof PlacedAnnotation>

export const ExportFormat = z.enum(['markdown', 'readium'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** Which annotations an operation concerns: a document's, a bundle's, or all. */
export const AnnotationScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), bundleId: BundleId, documentId: DocumentId }),
  z.object({ kind: z.literal('bundle'), bundleId: BundleId }),
  z.object({ kind: z.literal('everything') }),
])
export type AnnotationScope = z.infer<typeof AnnotationScope>

/** A file made for the person to save. `text` is the whole content. */
export const TextFile = z.object({ name: z.string(), mediaType: z.string(), text: z.string() })
export type TextFile = z.infer<typeof TextFile>
