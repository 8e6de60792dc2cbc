// What is asked of the search and what comes back. No text is ever an error here: an odd query finds nothing, politely.
import { z } from 'zod'
import { AnnotationKind, HighlightColor, HighlightStyle, Tag } from './annotation.ts'
import { AnnotationId, BundleId, DocumentId, Edition, Language, LayerId, TextOffset } from './ids.ts'

/** Longest text that is looked at; what is beyond is cut off before anything else happens. In UTF-16 units. */
export const QUERY_LENGTH = 1_000

export const SearchScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), bundleId: BundleId, documentId: DocumentId }),
  z.object({ kind: z.literal('bundle'), bundleId: BundleId }),
  z.object({ kind: z.literal('everything') }),
])
export type SearchScope = z.infer<typeof SearchScope>

/**
 * What narrows a search beside its scope; an absent or empty list narrows nothing. Within a list any value will do,
 * every list must be met. Tags, colours and layers are those of notes: text has none and is left out by them.
 */
export const SearchFilters = z.object({
  kind: z.enum(['text', 'notes']).optional(),
  bundles: z.array(BundleId).max(200).optional(),
  documents: z
    .array(z.object({ bundleId: BundleId, documentId: DocumentId }))
    .max(200)
    .optional(),
  languages: z.array(Language).max(100).optional(),
  tags: z.array(Tag).max(100).optional(),
  colors: z.array(HighlightColor).max(6).optional(),
  layers: z.array(LayerId).max(100).optional(),
})
export type SearchFilters = z.infer<typeof SearchFilters>

/**
 * `text` as the person typed it, of any length. `typing` makes the last word a prefix.
 * `offset` and `limit` page through the hits: documents by their best section, within each the best section first.
 */
export const SearchRequest = z.object({
  text: z.string(),
  scope: SearchScope,
  filters: SearchFilters.optional(),
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
 * The annotation that a hit is. `part` says what the snippet is cut from: what the person wrote, the passage it was
 * made on, or its tags joined by commas. `orphaned` when its passage is not in the installed edition.
 */
export const NoteMatch = z.object({
  id: AnnotationId,
  kind: AnnotationKind,
  part: z.enum(['body', 'quote', 'tags']),
  color: HighlightColor,
  style: HighlightStyle,
  tags: z.array(Tag),
  author: z.string(),
  layerId: LayerId,
  orphaned: z.boolean(),
})
export type NoteMatch = z.infer<typeof NoteMatch>

/**
 * A section or, with `note`, an annotation that matches. `headings` leads from the document's title (exclusive) to the
 * section. `start` and `end` are the first mark (or the section's start) in the document's canonical text;
 * `marks` are all matches within the section, in the same space, at most 200. Of an annotation `start` and `end` are
 * its own place (both 0 when it is orphaned) and there are no `marks`.
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
  note: NoteMatch.optional(),
})
export type SearchHit = z.infer<typeof SearchHit>

const HitCount = z.number().int().min(0)

/**
 * How many hits there are of each value, most first, at most 50 values of each. Each is counted with every filter but
 * its own applied, so that the other choices show what they would give.
 */
export const SearchFacets = z.object({
  kinds: z.object({ text: HitCount, notes: HitCount }),
  bundles: z.array(z.object({ bundleId: BundleId, title: z.string(), count: HitCount })),
  documents: z.array(
    z.object({ bundleId: BundleId, documentId: DocumentId, title: z.string(), count: HitCount }),
  ),
  languages: z.array(z.object({ language: Language, count: HitCount })),
  tags: z.array(z.object({ tag: Tag, count: HitCount })),
  colors: z.array(z.object({ color: HighlightColor, count: HitCount })),
  layers: z.array(z.object({ layerId: LayerId, author: z.string(), count: HitCount })),
})
export type SearchFacets = z.infer<typeof SearchFacets>

/** The query with misspelt words put right. `marks` are the [start, end) pairs of those words in `text`. */
export const SearchSuggestion = z.object({
  text: z.string(),
  marks: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])),
})
export type SearchSuggestion = z.infer<typeof SearchSuggestion>

/**
 * `took` is in milliseconds, within the search worker. `total` and `documents` count all sections that match and the
 * documents they are in. `limited` says why fewer things were looked at than asked; `index-missing`, that a bundle in
 * the scope is still being indexed. `near` is set when nothing had the words as written and the hits have near
 * spellings instead. `total` counts annotations too. `suggestion` is there when another spelling finds much more.
 */
export const SearchResponse = z.object({
  query: z.string(),
  took: z.number(),
  total: z.number().int().min(0),
  documents: z.number().int().min(0),
  hits: z.array(SearchHit),
  limited: z.array(z.enum(['query-length', 'query-terms', 'time', 'index-missing'])),
  near: z.literal(true).optional(),
  facets: SearchFacets.optional(),
  suggestion: SearchSuggestion.optional(),
})
export type SearchResponse = z.infer<typeof SearchResponse>
