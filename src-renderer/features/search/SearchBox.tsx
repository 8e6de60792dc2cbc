// The box that is searched from. The focus stays in it: keys move through the hits, Enter opens one, and what is chosen
// is told to screen readers as the active option of the list below. Escape in the empty box leads back to the text.
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import type { SearchHit } from '../../../src-shared/domain/search.ts'
import { t } from '../../i18n/index.ts'
import { rememberSearch } from '../../stores/past-searches.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import type { VirtualListHandle } from '../../ui/VirtualList.tsx'
import { focusPastSearch } from './PastSearches.tsx'
import { findTarget } from './result-rows.ts'

export interface SearchBoxProps {
  readonly listId: string
  readonly list: RefObject<VirtualListHandle | null>
  readonly onOpen: (index: number, hit: SearchHit) => void
}

export function SearchBox({ listId, list, onOpen }: SearchBoxProps) {
  const { search } = useStores()
  const text = useSlice('search', (state) => state.text)
  const active = useSlice('search', (state) => state.active)
  const hasHits = useSlice('search', (state) => state.total > 0)
  return (
    <SearchField
      label={t('search.box')}
      clearLabel={t('search.clear')}
      placeholder={t('search.placeholder')}
      value={text}
      onChange={search.type}
      onKeyDown={useHitKeys(list, onOpen)}
      inputRef={useFocusRequest()}
      controls={hasHits ? listId : undefined}
      activeDescendant={active === -1 ? undefined : `${listId}-${active}`}
    />
  )
}

/** Arrows, pages, Home and End choose a hit; Enter opens the chosen one or the first. */
function useHitKeys(
  list: SearchBoxProps['list'],
  onOpen: SearchBoxProps['onOpen'],
): (event: KeyboardEvent<HTMLInputElement>) => void {
  const { search, settings, shell, reader } = useStores()
  const enter = (): void => {
    const { active, status, total, suggestion, text } = search.getState()
    const index = Math.max(0, active)
    if (status !== 'ready') {
      rememberSearch(settings, text)
      search.submit()
    } else if (total > 0) {
      void search.hitAt(index).then((hit) => {
        if (hit !== null) onOpen(index, hit)
      })
    } else if (suggestion !== null) search.run({ text: suggestion.text })
  }
  /** From the empty box: down to the searches of before, or back to the text. False for other keys. */
  const leave = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean => {
    const view = shell.getState().route === 'reader' ? reader.view() : null
    if (key !== 'Escape' || view === null) return key === 'ArrowDown' && focusPastSearch(currentTarget)
    shell.closeDrawer()
    view.focus()
    return true
  }
  return (event) => {
    if (event.nativeEvent.isComposing) return
    const { active, total, text } = search.getState()
    const page = list.current?.countInView() ?? 1
    const target = findTarget(event, { active, total, page })
    if (target !== null) {
      search.setActive(target)
      list.current?.scrollToRow(Math.max(0, target))
    } else if (event.key === 'Enter' && !event.shiftKey) enter()
    else if (text !== '' || !leave(event)) return
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
