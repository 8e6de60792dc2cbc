// A note as the search keeps it: what can be looked for, what is shown with a hit, and what its place is found by.
// It is cut from an annotation on the side that has them all; the rest of an annotation never crosses to the thread.
import type { Annotation } from '../../../src-shared/domain/annotation.ts'

/** The parts of a note that words are looked for in. `quote` is the passage that it was made on. */
export const NOTE_PARTS = ['body', 'quote', 'tags'] as const
export type NotePart = (typeof NOTE_PARTS)[number]

/** Plain data, as it is sent to the thread. */
export interface SearchableNote extends Pick<
  Annotation,
  | 'id'
  | 'kind'
  | 'bundleId'
  | 'edition'
  | 'documentId'
  | 'documentHash'
  | 'documentTitle'
  | 'selectors'
  | 'body'
  | 'color'
  | 'style'
  | 'author'
  | 'layerId'
> {
  readonly tags: readonly string[]
  readonly headings: readonly string[]
  /** The passage around a place without a quote, such as a bookmark's; otherwise empty. */
  readonly passage: string
}

/** What the search keeps of an annotation that is not deleted. */
export function toSearchableNote(annotation: Annotation): SearchableNote {
  const { id, kind, bundleId, edition, documentId, documentHash, documentTitle, selectors } = annotation
  const { body, tags, color, style, author, layerId, passage } = annotation
  return {
    ...{ id, kind, bundleId, edition, documentId, documentHash, documentTitle, selectors },
    ...{ body, tags, color, style, author, layerId },
    headings: passage.headings,
    passage: selectors.quote.exact === '' ? passage.text : '',
  }
}

/** The text of a part, as it is searched and as snippets are cut from it. */
export function textOf(note: SearchableNote, part: NotePart): string {
  switch (part) {
    case 'body':
      return note.body
    case 'quote':
      return note.selectors.quote.exact || note.passage
    case 'tags':
      return note.tags.join(', ')
  }
}
