// What is asked of the search and what comes back. No text is ever an error here: an odd query finds nothing, politely.
import { z } from 'zod'
import { BundleId, DocumentId, Edition, TextOffset } from './ids.ts'

/** Longest text that is looked at; what is beyond is cut off before anything else happens. In UTF-16 units. */
export const QUERY_LENGTH = 1_000

export const SearchScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), bundleId: BundleId, documentId: DocumentId }),
  z.object({ kind: z.literal('bundle'), bundleId: BundleId }),
  z.object({ kind: z.literal('everything') }),
])
export type SearchScope = z.infer<typeof SearchScope>

/**
 * `text` as the person typed it, of any length. `typing` makes the last word a prefix.
 * `offset` and `limit` page through the hits: documents by their best section, within each the best section first.
 */
export const SearchRequest = z.object({
  text: z.string(),
  scope: SearchScope,
  typing: z.boolean(),
  offset: z.number().int().min(0).max(1_000_000),
  limit: z.number().int().min(1).max(500),
})
export type SearchRequest = z.infer<typeof SearchRequest>

/** Text around a hit. `marks` are [start, end) pairs in UTF-16 units of `text`, ascending, not overlapping. */
export const Snippet = z.object({
  text: z.string(),
  marks: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])),
})
export type Snippet = z.infer<typeof Snippet>

/**
 * A section that matches. `headings` leads from the document's title (exclusive) to the section.
 * `start` and `end` are the first mark (or the section's start) in the document's canonical text;
 * `marks` are all matches within the section, in the same space, at most 200.
 */
export const SearchHit = z.object({
  bundleId: BundleId,
  edition: Edition,
  bundleTitle: z.string(),
  documentId: DocumentId,
  documentTitle: z.string(),
  headings: z.array(z.string()),
  snippet: Snippet,
  score: z.number(),
  start: TextOffset,
  end: TextOffset,
  marks: z.array(z.tuple([TextOffset, TextOffset])),
})
export type SearchHit = z.infer<typeof SearchHit>

/**
 * `took` is in milliseconds, within the search worker. `total` and `documents` count all sections that match and the
 * documents they are in. `limited` says why fewer things were looked at than asked; `index-missing`, that a bundle in
 * the scope is still being indexed. `near` is set when nothing had the words as written and the hits have near
 * spellings instead.
 */
export const SearchResponse = z.object({
  query: z.string(),
  took: z.number(),
  total: z.number().int().min(0),
  documents: z.number().int().min(0),
  hits: z.array(SearchHit),
  limited: z.array(z.enum(['query-length', 'query-terms', 'time', 'index-missing'])),
  near: z.literal(true).optional(),
})
export type SearchResponse = z.infer<typeof SearchResponse>
