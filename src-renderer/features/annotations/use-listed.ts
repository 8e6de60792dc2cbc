// What a panel lists at the moment: the annotations of its scope, filtered, as rows.
import { useMemo } from 'react'
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import type { Loaded, ListScope } from '../../stores/annotations-store.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { filterAnnotations, toRows, type AnnotationRow } from './annotation-rows.ts'

export interface Listed {
  readonly rows: readonly AnnotationRow[]
  /** Number of annotations that match, and of all in the scope. */
  readonly count: number
  readonly total: number
  readonly loaded: Loaded
}

/** @param isBookmarks lists bookmarks alone, else everything but bookmarks */
export function useListed(scope: ListScope, filter: string, isBookmarks: boolean): Listed {
  const document = useSlice('reader', (state) => state.document)
  const bundle = useSlice('reader', (state) => state.bundle)
  const summaries = useSlice('library', (state) => state.bundles)
  const state = useSlice('annotations', ({ bundle: ofBundle, bundleLoaded, library, libraryLoaded }) => ({
    ofBundle,
    bundleLoaded,
    library,
    libraryLoaded,
  }))
  const source = scope === 'library' ? state.library : state.ofBundle
  const documentId = document?.documentId
  const inScope = useMemo(
    () => source.filter((placed) => isListed(placed, scope, documentId, isBookmarks)),
    [source, scope, documentId, isBookmarks],
  )
  const rows = useMemo(() => {
    const titles = new Map<string, string>(summaries.map(({ metadata }) => [metadata.id, metadata.title]))
    const order = new Map<string, number>(bundle?.documents.map(({ id }, at) => [id, at]))
    const open = bundle?.summary.metadata.id
    const matching = filterAnnotations(inScope, filter)
    return {
      count: matching.length,
      rows: toRows(matching, {
        byDocument: scope !== 'document',
        bundleTitle: (id) => (scope === 'library' ? (titles.get(id) ?? '') : ''),
        documentOrder: (bundleId, id) => (bundleId === open ? (order.get(id) ?? -1) : -1),
      }),
    }
  }, [inScope, filter, scope, bundle, summaries])
  return {
    ...rows,
    total: inScope.length,
    loaded: scope === 'library' ? state.libraryLoaded : state.bundleLoaded,
  }
}

function isListed(
  { annotation }: PlacedAnnotation,
  scope: ListScope,
  documentId: string | undefined,
  isBookmarks: boolean,
): boolean {
  if ((annotation.kind === 'bookmark') !== isBookmarks) return false
  return scope !== 'document' || annotation.documentId === documentId
}
