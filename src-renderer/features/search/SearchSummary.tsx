// How many were found, in how many documents and how fast: for the eye at once, for screen readers when it has settled.
import { useEffect, useState } from 'react'
import { formatNumber, type MessageKey, t } from '../../i18n/index.ts'
import type { SearchState } from '../../stores/search-store.ts'
import { useSlice } from '../../stores/use-stores.ts'

/** How long the count must stand before it is announced, in milliseconds: nobody wants one for every keystroke. */
const SETTLE = 600

export function SearchSummary() {
  const state = useSlice('search', ({ answered, total, documents, took, limited, isNear }) => ({
    answered,
    total,
    documents,
    took,
    limited,
    isNear,
  }))
  const summary = toSummary(state)
  const announced = useSettled(state.isNear ? `${t('search.near')} ${summary}` : summary)
  return (
    <>
      {state.total === 0 ? null : (
        <p className="search-summary" aria-hidden="true">
          {summary}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      {state.isNear ? (
        <p className="search-limited" aria-hidden="true">
          {t('search.near')}
        </p>
      ) : null}
      {state.limited.map((reason) => (
        <p key={reason} className="search-limited">
          {t(LIMITS[reason])}
        </p>
      ))}
    </>
  )
}

const LIMITS: Readonly<Record<SearchState['limited'][number], MessageKey>> = {
  'query-length': 'search.limitedLength',
  'query-terms': 'search.limitedTerms',
  time: 'search.limitedTime',
  'index-missing': 'search.limitedIndex',
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
  const [settled, setSettled] = useState(text)
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
