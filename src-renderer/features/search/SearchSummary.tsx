// How many were found, in how many documents and how fast, with what can be done about it: keep the search, narrow it.
// For the eye at once, for screen readers when it has settled.
import { BookmarkPlus, ListFilter } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatNumber, t } from '../../i18n/index.ts'
import type { SearchState } from '../../stores/search-state.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { NameSearchDialog } from './NameSearchDialog.tsx'

/** How long the count must stand before it is announced, in milliseconds: nobody wants one for every keystroke. */
const SETTLE = 600

export interface SearchSummaryProps {
  readonly facetsId: string
  /** The choices that narrow the search are shown. */
  readonly hasFacets: boolean
  readonly onFacets: (hasFacets: boolean) => void
}

export function SearchSummary({ facetsId, hasFacets, onFacets }: SearchSummaryProps) {
  const [isNaming, setIsNaming] = useState(false)
  return (
    <div className="search-summary">
      <Count />
      <Announcement />
      <IconButton
        size="small"
        label={t('search.save')}
        icon={<Icon of={BookmarkPlus} size={16} />}
        onPress={() => {
          setIsNaming(true)
        }}
      />
      <IconButton
        size="small"
        label={t('search.narrow')}
        icon={<Icon of={ListFilter} size={16} />}
        isPressed={hasFacets}
        {...(hasFacets ? { 'aria-controls': facetsId } : {})}
        aria-expanded={hasFacets}
        onPress={() => {
          onFacets(!hasFacets)
        }}
      />
      {isNaming ? (
        <NameSearchDialog
          onClose={() => {
            setIsNaming(false)
          }}
        />
      ) : null}
    </div>
  )
}

/** By itself, so that what can be done about the hits is not rendered with every answer. */
function Count() {
  const summary = useSlice('search', (state) => (state.total === 0 ? '' : toSummary(state)))
  return (
    <p className="search-count" aria-hidden="true">
      {summary}
    </p>
  )
}

function Announcement() {
  const text = useSlice('search', (state) => {
    const { isNear, suggestion } = state
    return [
      isNear ? t('search.near') : '',
      toSummary(state),
      suggestion === null ? '' : t('search.didYouMean', { text: suggestion.text }),
    ]
      .filter((sentence) => sentence !== '')
      .join(' ')
  })
  return (
    <p className="visually-hidden" role="status">
      {useSettled(text)}
    </p>
  )
}

function toSummary(state: Pick<SearchState, 'answered' | 'total' | 'documents' | 'took'>): string {
  const { answered, total, documents, took } = state
  if (answered === null) return ''
  if (total === 0) return t('search.noneTitle', { query: answered })
  return t('search.summary', {
    count: total,
    documents: t('search.documents', { count: documents }),
    took: took < 10 ? formatNumber(Math.round(took * 10) / 10) : formatNumber(Math.round(took)),
  })
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text)
    }, SETTLE)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return settled
}
