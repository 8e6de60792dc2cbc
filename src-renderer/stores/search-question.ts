// What the person asks of the search, and the request that it makes at a place. Pure; it asks nothing.
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { SearchFilters, SearchRequest, SearchScope } from '../../src-shared/domain/search.ts'
import type { SearchScopeKind } from '../../src-shared/domain/settings.ts'
import { isNarrowed } from './search-filters.ts'
import { PAGE_SIZE } from './search-pages.ts'

/** What the person asks for. Where nothing is open, `everything` is searched whatever the scope. */
export interface SearchQuestion {
  readonly text: string
  readonly scope: SearchScopeKind
  readonly filters: SearchFilters
}

/** Where the person is, for the scopes that mean "this". */
export interface Here {
  readonly bundleId: BundleId
  readonly documentId: DocumentId
}

/** How a question is asked: where the person is, whether the last word is still growing, and for which page of hits. */
export interface Asking {
  readonly here: Here | null
  readonly typing: boolean
  readonly page: number
}

export function toRequest(question: SearchQuestion, { here, typing, page }: Asking): SearchRequest {
  const { text, scope, filters } = question
  return {
    text,
    scope: toScope(scope, here),
    ...(isNarrowed(filters) ? { filters } : {}),
    typing,
    offset: page * PAGE_SIZE,
    limit: PAGE_SIZE,
  }
}

/** The scope to ask for: "this document" means nothing where no document is open. */
export function toScope(kind: SearchScopeKind, here: Here | null): SearchScope {
  if (kind === 'everything' || here === null) return { kind: 'everything' }
  return kind === 'bundle' ? { kind, bundleId: here.bundleId } : { kind, ...here }
}
