// The search itself, without a thread around it: bundles are put on shelves, notes are taken in, queries are answered
// one at a time. The worker runs it; tests run it as it is.
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { AnnotationId, BundleId } from '../../src-shared/domain/ids.ts'
import type { SearchHit, SearchRequest, SearchResponse } from '../../src-shared/domain/search.ts'
import { answer, type Result } from './answer.ts'
import { openKeptIndexes } from './kept-indexes.ts'
import type { SearchableNote } from './notes/note.ts'
import type { TextMatches } from './matches.ts'
import { NoteIndex } from './notes/note-index.ts'
import { buildNoteHit, buildSectionHit } from './results/hits.ts'
import type { Found } from './results/ranking.ts'
import { openShelf, type Readable, type SearchableBundle, type Shelf } from './shelf.ts'

/** Searches the bundles and notes it was given. */
export interface SearchEngine {
  /**
   * Opens a bundle for search, in place of an earlier edition of it. Settles when its own index is open, or when
   * another has begun to be built.
   * @throws LecternError as `openBundle`
   */
  add(bundle: SearchableBundle): Promise<void>
  remove(bundleId: BundleId): Promise<void>
  /** Takes notes in, each in place of what was known of it, and forgets others. */
  changeNotes(changed: readonly SearchableNote[], removed: readonly AnnotationId[]): void
  /** Never fails because of the query's text. */
  query(request: SearchRequest): Promise<SearchResponse>
  /** Settles when no index is being built. */
  idle(): Promise<void>
  close(): Promise<void>
}

/**
 * An empty engine.
 * @param openBundle how a bundle is opened: publishing's, or a double
 * @param folder where indexes that had to be built are kept; none are without it
 */
export function openEngine(
  openBundle: (path: string) => Promise<Readable>,
  folder: string | null = null,
): SearchEngine {
  const keptIndexes = openKeptIndexes(folder)
  const shelves = new Map<BundleId, Shelf>()
  const notes = new NoteIndex()
  /** What the last query found, for its next page. */
  let kept: { readonly key: string; readonly result: Result } | null = null
  const forget = (): void => {
    kept = null
  }
  const close = async (bundleId: BundleId): Promise<void> => {
    const shelf = shelves.get(bundleId)
    shelves.delete(bundleId)
    forget()
    await shelf?.close()
  }
  return {
    async add(bundle) {
      const shelf = await openShelf(bundle, await openBundle(bundle.path), keptIndexes, forget)
      await close(bundle.bundleId)
      shelves.set(bundle.bundleId, shelf)
    },
    async remove(bundleId) {
      await close(bundleId)
      await keptIndexes.forget(bundleId)
    },
    changeNotes(changed, removed) {
      forget()
      for (const note of changed) notes.put(note)
      for (const id of removed) notes.remove(id)
    },
    async query(request) {
      const begun = performance.now()
      const key = JSON.stringify([request.text, request.typing, request.scope, request.filters])
      for (;;) {
        const result = kept?.key === key ? kept.result : answer(request, { shelves, notes }, begun)
        kept = { key, result }
        const hits = await buildHits(result.ranking.page(request.offset, request.limit))
        if (hits !== null) return toResponse(request, result, hits, performance.now() - begun)
        forget()
      }
    },
    async idle() {
      await Promise.all([...shelves.values()].map((shelf) => shelf.idle()))
    },
    async close() {
      await Promise.all([...shelves.keys()].map(close))
    },
  }
}

/**
 * The hits of a page, whose documents are read side by side; null when an index proved to be of another text and what
 * was found must be looked up again.
 */
async function buildHits(page: readonly Found[]): Promise<SearchHit[] | null> {
  const spans = new Map<TextMatches, ReturnType<TextMatches['spans']>>()
  const hits = await Promise.all(
    page.map((found) => {
      if (found.kind === 'note') return buildNoteHit(found.place, found.note.note, found.spans(), found.score)
      return rebuildUnfit(found.text, () => {
        const { text, section, score } = found
        const known = spans.get(text) ?? text.spans(listSections(page, text))
        spans.set(text, known)
        return buildSectionHit(text, section, score, known.get(section) ?? [])
      })
    }),
  )
  const fit = hits.filter((hit) => hit !== null)
  return fit.length === hits.length ? fit : null
}

/** What `work` gives; null when the index proves not to be of the text, which is then built again. */
async function rebuildUnfit<T>({ shelf, index }: TextMatches, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof LecternError) || error.code !== 'INDEX_UNUSABLE') throw error
    // Another hit may have found out before, and the new index be there already.
    if (shelf.index === index) shelf.rebuild()
    return null
  }
}

/** The sections of a page that are of one bundle, ascending. */
function listSections(page: readonly Found[], text: TextMatches): number[] {
  const sections = page.flatMap((found) =>
    found.kind === 'section' && found.text === text ? [found.section] : [],
  )
  return sections.sort((a, b) => a - b)
}

function toResponse(
  request: SearchRequest,
  { ranking, facets, limited, near, suggestion }: Result,
  hits: SearchResponse['hits'],
  took: number,
): SearchResponse {
  return {
    query: request.text,
    took: Math.round(took * 10) / 10,
    total: ranking.total,
    documents: ranking.documents,
    hits,
    limited: [...limited],
    ...(near && { near }),
    ...(facets !== null && { facets }),
    ...(suggestion !== null && { suggestion }),
  }
}
