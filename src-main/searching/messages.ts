// What passes between the search service and its thread. Plain data; every order is answered once, with its number.
import type { Envelope } from '../../src-shared/contract/errors.ts'
import type { AnnotationId, BundleId } from '../../src-shared/domain/ids.ts'
import type { SearchRequest, SearchResponse } from '../../src-shared/domain/search.ts'
import type { SearchableNote } from './notes/note.ts'
import type { SearchableBundle } from './shelf.ts'

/** Given to the thread when it starts. `folder` is where indexes that had to be built are kept; null for nowhere. */
export interface SearchThreadData {
  readonly folder: string | null
}

/** What the thread is asked to do. */
export type SearchOrder =
  | { readonly kind: 'add'; readonly bundle: SearchableBundle }
  | { readonly kind: 'remove'; readonly bundleId: BundleId }
  | {
      readonly kind: 'notes'
      readonly changed: readonly SearchableNote[]
      readonly removed: readonly AnnotationId[]
    }
  | { readonly kind: 'query'; readonly request: SearchRequest }

/** An order as it is sent. */
export interface SearchMessage {
  readonly id: number
  readonly order: SearchOrder
}

/** The answer; the value is null for anything but a query. */
export interface SearchAnswer {
  readonly id: number
  readonly envelope: Envelope<SearchResponse | null>
}
