// The hits, grouped by document, in a virtual list as long as all of them: pages are fetched as they come into view. To a
// screen reader it is the list of the box above it.
import { type RefObject, useCallback, useLayoutEffect, useMemo } from 'react'
import type { SearchHit } from '../../../src-shared/domain/search.ts'
import { t } from '../../i18n/index.ts'
import { findHit } from '../../stores/search-pages.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import { ResultHit, WaitingHit } from './ResultHit.tsx'
import { isFirstOfDocument, toDocumentKey } from './result-rows.ts'
import './results.css'

export interface SearchResultsProps {
  readonly id: string
  readonly list: RefObject<VirtualListHandle | null>
  readonly onOpen: (index: number, hit: SearchHit) => void
}

/** First guess at the height of a hit in pixels. */
const HEIGHT = 86
/** Few, since every keystroke renders them all anew. */
const OVERSCAN = 3

export function SearchResults({ id, list, onOpen }: SearchResultsProps) {
  const { search } = useStores()
  const pages = useSlice('search', (state) => state.pages)
  const total = useSlice('search', (state) => state.total)
  const active = useSlice('search', (state) => state.active)
  const counts = useDocumentCounts()
  const hasBundles = useSlice('search', ({ facets }) => facets === null || facets.bundles.length > 1)
  useStartOfAnswer(list)
  useKeptInView(list, active, findHit(pages, active) !== undefined)
  const onRange = useCallback(
    (first: number, last: number) => {
      search.look({ first, last })
    },
    [search],
  )
  const renderRow = (index: number) => {
    const hit = findHit(pages, index)
    const place = { id: `${id}-${index}`, index, total, isActive: index === active }
    if (hit === undefined) return <WaitingHit {...place} />
    const isFirst = isFirstOfDocument(hit, findHit(pages, index - 1))
    const count = isFirst ? counts.get(toDocumentKey(hit)) : undefined
    return <ResultHit {...place} {...{ hit, isFirst, count, hasBundles, onOpen }} />
  }
  return (
    <VirtualList
      id={id}
      role="listbox"
      aria-label={t('search.results')}
      tabIndex={-1}
      className="search-results"
      handle={list}
      count={total}
      overscan={OVERSCAN}
      estimateSize={() => HEIGHT}
      rowKey={(index) => index}
      onRange={onRange}
      renderRow={renderRow}
    />
  )
}

/** Another answer is shown from its top; the same answer, when it comes back into view, at the chosen hit. */
function useStartOfAnswer(list: SearchResultsProps['list']): void {
  const { search } = useStores()
  const answer = useSlice('search', (state) => state.answer)
  useLayoutEffect(() => {
    const { active } = search.getState()
    if (active > 0) list.current?.scrollToRow(active, 'center')
    else list.current?.scrollToTop()
  }, [answer, search, list])
}

/** A chosen hit that was on its way is brought into view again when it has come: it is seldom as high as its place. */
function useKeptInView(list: SearchResultsProps['list'], active: number, isThere: boolean): void {
  useLayoutEffect(() => {
    if (isThere) list.current?.scrollToRow(active)
  }, [list, active, isThere])
}

/** Hits in each document, as far as the answer tells. */
function useDocumentCounts(): ReadonlyMap<string, number> {
  const facets = useSlice('search', (state) => state.facets)
  return useMemo(
    () => new Map(facets?.documents.map((each) => [toDocumentKey(each), each.count] as const)),
    [facets],
  )
}
