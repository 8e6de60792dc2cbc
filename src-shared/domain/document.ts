// A document: one source file after normalisation. It never changes in place; changed content is a new edition.
import { z } from 'zod'
import { BlockId, DocumentId, Language, Sha256, TextOffset } from './ids.ts'

/** A heading of the document, in document order. `offset` is where its text begins in the canonical text. */
export const Heading = z.object({
  id: BlockId,
  level: z.number().int().min(1).max(6),
  title: z.string(),
  offset: TextOffset,
})
export type Heading = z.infer<typeof Heading>

/** Text of the source that is not part of the reading text (web furniture), kept word for word. */
export const SetApart = z.object({
  where: z.enum(['leading', 'within', 'trailing']),
  text: z.string(),
})
export type SetApart = z.infer<typeof SetApart>

export const Direction = z.enum(['ltr', 'rtl'])
export type Direction = z.infer<typeof Direction>

/** Where a document came from. `path` is relative to the folder that was imported, with forward slashes. */
export const DocumentSource = z.object({
  path: z.string(),
  mediaType: z.string(),
  encoding: z.string(),
  size: z.number().int().min(0),
})
export type DocumentSource = z.infer<typeof DocumentSource>

/**
 * A normalised document. `html` is the inner HTML of `<body>` in the normal form of docs/formats/document.md;
 * its canonical text is `toCanonicalText(html)`. `author` and `description` are what the source says of itself;
 * absent when it says nothing. `wordCount` is of the reading text, without what was set apart.
 */
export const Document = z.object({
  id: DocumentId,
  title: z.string().min(1),
  language: Language,
  direction: Direction,
  author: z.array(z.string()).optional(),
  description: z.string().optional(),
  html: z.string(),
  wordCount: z.number().int().min(0),
  source: DocumentSource,
  setApart: z.array(SetApart),
})
export type Document = z.infer<typeof Document>

/** A file that documents refer to, at `resources/<path>` in the bundle. The bytes are read from `file` when needed. */
export const Resource = z.object({
  path: z.string(),
  mediaType: z.string(),
  file: z.string(),
  size: z.number().int().min(0),
})
export type Resource = z.infer<typeof Resource>

/** A document as the manifest lists it. `sha256` is of the stored HTML file. */
export const DocumentEntry = z.object({
  id: DocumentId,
  title: z.string(),
  language: Language,
  direction: Direction,
  wordCount: z.number().int().min(0),
  sha256: Sha256,
})
export type DocumentEntry = z.infer<typeof DocumentEntry>
