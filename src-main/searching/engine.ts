// The search itself, without a thread around it: bundles are put on shelves, queries are answered one at a time. The
// worker runs it; tests run it as it is.
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import type { SearchRequest, SearchResponse, SearchScope } from '../../src-shared/domain/search.ts'
import type { Clause } from '../indexing/index.ts'
import { buildClauses, hasNear } from './clauses.ts'
import { buildHit, type Found, rank, type Ranking } from './hits.ts'
import { parseQuery } from './query.ts'
import { openShelf, type Readable, type SearchableBundle, type Shelf } from './shelf.ts'

/** How long one query may look, in milliseconds. */
export const QUERY_TIME = 1_000

/** Searches the bundles it was given. */
export interface SearchEngine {
  /**
   * Opens a bundle for search, in place of an earlier edition of it. Settles when its own index is open, or when
   * another has begun to be built.
   * @throws LecternError as `openBundle`
   */
  add(bundle: SearchableBundle): Promise<void>
  remove(bundleId: BundleId): Promise<void>
  /** Never fails because of the query's text. */
  query(request: SearchRequest): Promise<SearchResponse>
  /** Settles when no index is being built. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** What a query found, kept for its next page. */
interface Result {
  readonly key: string
  readonly ranking: Ranking
  readonly limited: SearchResponse['limited']
  readonly near: boolean
}

/** An empty engine. @param openBundle how a bundle is opened: publishing's, or a double */
export function openEngine(openBundle: (path: string) => Promise<Readable>): SearchEngine {
  const shelves = new Map<BundleId, Shelf>()
  let kept: Result | null = null
  const forget = (): void => {
    kept = null
  }
  const remove = async (bundleId: BundleId): Promise<void> => {
    const shelf = shelves.get(bundleId)
    shelves.delete(bundleId)
    forget()
    await shelf?.close()
  }
  return {
    async add(bundle) {
      const shelf = await openShelf(bundle, await openBundle(bundle.path), forget)
      await remove(bundle.bundleId)
      shelves.set(bundle.bundleId, shelf)
    },
    remove,
    async query(request) {
      const begun = performance.now()
      for (;;) {
        const key = JSON.stringify([request.text, request.typing, request.scope])
        const result = kept?.key === key ? kept : search(key, request, [...shelves.values()], begun)
        kept = result
        const page = result.ranking.found.slice(request.offset, request.offset + request.limit)
        const hits = await buildHits(page)
        if (hits !== null) return toResponse(request, result, hits, performance.now() - begun)
        forget()
      }
    },
    async idle() {
      await Promise.all([...shelves.values()].map((shelf) => shelf.idle()))
    },
    async close() {
      await Promise.all([...shelves.keys()].map(remove))
    },
  }
}

function search(key: string, request: SearchRequest, all: readonly Shelf[], begun: number): Result {
  const query = parseQuery(request.text, request.typing)
  const shelves = all.filter(({ bundle }) => isWithin(request.scope, bundle.bundleId))
  const limited = new Set<SearchResponse['limited'][number]>(query.limited)
  if (shelves.length === 0 && request.scope.kind !== 'everything') limited.add('index-missing')
  const isOver = (): boolean => performance.now() - begun > QUERY_TIME
  const ask = (clauses: readonly Clause[]): Found[] =>
    shelves.flatMap((shelf) => {
      const { found, complete } = askShelf(shelf, clauses, request.scope, isOver)
      if (!complete) limited.add('time')
      return found
    })
  let found = ask(buildClauses(query))
  const near = found.length === 0 && hasNear(query) && !isOver()
  if (near) found = ask(buildClauses(query, true))
  if (shelves.some(({ index }) => index === null)) limited.add('index-missing')
  return { key, ranking: rank(found), limited: [...limited], near: near && found.length > 0 }
}

function isWithin(scope: SearchScope, bundleId: BundleId): boolean {
  return scope.kind === 'everything' || scope.bundleId === bundleId
}

/** Asks one bundle. An index that proves to be damaged is let go and built again. */
function askShelf(
  shelf: Shelf,
  clauses: readonly Clause[],
  scope: SearchScope,
  isOver: () => boolean,
): { readonly found: Found[]; readonly complete: boolean } {
  const { index } = shelf
  if (index === null) return { found: [], complete: true }
  try {
    const matches = index.prepare(clauses, isOver).score()
    const found = [...matches.sections].flatMap((number, at): Found[] => {
      const section = index.section(number)
      if (scope.kind === 'document' && section.documentId !== scope.documentId) return []
      return [{ shelf, section, matches, number, score: matches.scores[at] ?? 0 }]
    })
    found.sort((a, b) => b.score - a.score || a.number - b.number)
    return { found, complete: matches.complete }
  } catch (error) {
    if (!isUnusable(error)) throw error
    shelf.rebuild()
    return { found: [], complete: true }
  }
}

/** The hits of a page; null when an index proved to be of another text and what was found must be looked up again. */
async function buildHits(page: readonly Found[]): Promise<SearchResponse['hits'] | null> {
  const hits: SearchResponse['hits'] = []
  for (const each of page)
    try {
      hits.push(await buildHit(each))
    } catch (error) {
      if (!isUnusable(error)) throw error
      each.shelf.rebuild()
      return null
    }
  return hits
}

function isUnusable(error: unknown): boolean {
  return error instanceof LecternError && error.code === 'INDEX_UNUSABLE'
}

function toResponse(
  request: SearchRequest,
  { ranking, limited, near }: Result,
  hits: SearchResponse['hits'],
  took: number,
): SearchResponse {
  return {
    query: request.text,
    took: Math.round(took * 10) / 10,
    total: ranking.found.length,
    documents: ranking.documents,
    hits,
    limited,
    ...(near && { near }),
  }
}
