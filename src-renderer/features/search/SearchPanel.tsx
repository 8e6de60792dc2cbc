// The search panel of the sidebar: the box, where to search, how many were found, and the hits. The focus stays in the
// box; the arrows move through the hits and Enter opens one.
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef } from 'react'
import type { SearchHit } from '../../../src-shared/domain/search.ts'
import { t } from '../../i18n/index.ts'
import { PAGE_SIZE } from '../../stores/search-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import type { VirtualListHandle } from '../../ui/VirtualList.tsx'
import { findNextHit, type ResultRow, toRows } from './result-rows.ts'
import { ScopeChips } from './ScopeChips.tsx'
import { SearchHelp } from './SearchHelp.tsx'
import { SearchMessage } from './SearchMessage.tsx'
import { SearchResults } from './SearchResults.tsx'
import { SearchSummary } from './SearchSummary.tsx'
import './search.css'

export interface SearchPanelProps {
  readonly onOpen: (hit: SearchHit) => void
}

export function SearchPanel({ onOpen }: SearchPanelProps) {
  const { search } = useStores()
  const id = useId()
  const { text, hits, active } = useSlice('search', (state) => ({
    text: state.text,
    hits: state.hits,
    active: state.active,
  }))
  const rows = useMemo(() => toRows(hits, PAGE_SIZE), [hits])
  const list = useRef<VirtualListHandle>(null)
  const field = useFocusRequest()
  const onKeyDown = useHitKeys(rows, list, onOpen)
  return (
    <div className="search">
      <div className="panel-head">
        <SearchField
          label={t('search.box')}
          clearLabel={t('search.clear')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={search.type}
          onKeyDown={onKeyDown}
          inputRef={field}
          controls={hits.length === 0 ? undefined : `${id}-list`}
          activeDescendant={active === -1 ? undefined : `${id}-${active}`}
        />
        <SearchHelp />
      </div>
      <ScopeChips />
      <SearchSummary />
      {hits.length === 0 ? (
        <SearchMessage />
      ) : (
        <SearchResults id={id} rows={rows} active={active} handle={list} onOpen={onOpen} />
      )}
    </div>
  )
}

/** Arrow keys choose a hit, Enter opens the chosen one or the first. */
function useHitKeys(
  rows: readonly ResultRow[],
  list: RefObject<VirtualListHandle | null>,
  onOpen: (hit: SearchHit) => void,
): (event: KeyboardEvent) => void {
  const { search } = useStores()
  const move = (step: 1 | -1): void => {
    const next = findNextHit(rows, search.getState().active, step)
    search.setActive(next)
    const row = rows.findIndex((each) => each.kind === 'hit' && each.index === next)
    if (row !== -1) list.current?.scrollToRow(row === 1 ? 0 : row)
  }
  const enter = (): void => {
    const { active, hits, status } = search.getState()
    const chosen = active === -1 ? findNextHit(rows, -1, 1) : active
    const hit = hits[chosen]
    if (status !== 'ready' || hit === undefined) search.submit()
    else onOpen(hit)
  }
  return (event) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') enter()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Puts the focus into the box, with its text selected, when the shell asks for it. */
function useFocusRequest(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  const request = useSlice('shell', (state) => state.focusRequest)
  useEffect(() => {
    if (request?.target !== 'search') return
    field.current?.focus()
    field.current?.select()
  }, [request])
  return field
}
