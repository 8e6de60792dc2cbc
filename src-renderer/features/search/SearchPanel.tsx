// The search panel of the sidebar: the box, where to search, how many were found, what narrows them, and the hits. It
// only puts these together; each reads what it shows, so that a keystroke renders no more than it changes.
import { type RefObject, useCallback, useId, useRef, useState } from 'react'
import type { SearchHit } from '../../../src-shared/domain/search.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import type { VirtualListHandle } from '../../ui/VirtualList.tsx'
import { FacetPanel } from './FacetPanel.tsx'
import { FilterChips } from './FilterChips.tsx'
import { KindChips, ScopeChips } from './ScopeChips.tsx'
import { SearchBox } from './SearchBox.tsx'
import { SearchHelp } from './SearchHelp.tsx'
import { SearchMessage } from './SearchMessage.tsx'
import { SearchNotices } from './SearchNotices.tsx'
import { SearchResults } from './SearchResults.tsx'
import { SearchSummary } from './SearchSummary.tsx'
import './search.css'

export interface SearchPanelProps {
  readonly onOpen: (hit: SearchHit) => void
}

export function SearchPanel({ onOpen }: SearchPanelProps) {
  const { shell, search } = useStores()
  const id = useId()
  const list = useRef<VirtualListHandle>(null)
  const [hasFacets, setHasFacets] = useState(false)
  const isAsked = useSlice('search', (state) => state.status !== 'idle')
  const focusBox = useCallback(() => {
    shell.reveal('search', { focus: true })
  }, [shell])
  const open = useCallback(
    (index: number, hit: SearchHit) => {
      search.setActive(index)
      onOpen(hit)
    },
    [search, onOpen],
  )
  return (
    <div className="search">
      <div className="panel-head">
        <SearchBox listId={`${id}-list`} list={list} onOpen={open} />
        <SearchHelp onTried={focusBox} />
      </div>
      <ScopeChips />
      {isAsked ? (
        <>
          <KindChips />
          <SearchSummary facetsId={`${id}-facets`} hasFacets={hasFacets} onFacets={setHasFacets} />
          <FilterChips onCleared={focusBox} />
          {hasFacets ? <FacetPanel id={`${id}-facets`} /> : null}
          <SearchNotices />
        </>
      ) : null}
      <Answer id={`${id}-list`} list={list} onOpen={open} />
    </div>
  )
}

interface AnswerProps {
  readonly id: string
  readonly list: RefObject<VirtualListHandle | null>
  readonly onOpen: (index: number, hit: SearchHit) => void
}

/** The hits, or what stands in their place; `data-answers` is the text they answer, once they are in the page. */
function Answer({ id, list, onOpen }: AnswerProps) {
  const answered = useSlice('search', (state) => state.answered)
  const isEmpty = useSlice('search', (state) => state.total === 0 || state.status === 'failed')
  return (
    <div className="search-answer" data-answers={answered ?? undefined}>
      {isEmpty ? <SearchMessage /> : <SearchResults id={id} list={list} onOpen={onOpen} />}
    </div>
  )
}
