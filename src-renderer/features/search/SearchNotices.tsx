// What must be said of an answer before its hits: another spelling, near spellings only, and what kept it from being
// whole. How many there are is the summary's.
import { type MessageKey, t } from '../../i18n/index.ts'
import type { SearchState } from '../../stores/search-state.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { splitSnippet } from './result-rows.ts'

const LIMITS: Readonly<Record<SearchState['limited'][number], MessageKey>> = {
  'query-length': 'search.limitedLength',
  'query-terms': 'search.limitedTerms',
  time: 'search.limitedTime',
  'index-missing': 'search.limitedIndex',
}

export function SearchNotices() {
  const isNear = useSlice('search', (state) => state.isNear)
  const limited = useSlice('search', (state) => state.limited)
  return (
    <>
      <Suggestion />
      {isNear ? (
        <p className="search-limited" aria-hidden="true">
          {t('search.near')}
        </p>
      ) : null}
      {limited.map((reason) => (
        <p key={reason} className="search-limited">
          {t(LIMITS[reason])}
        </p>
      ))}
    </>
  )
}

function Suggestion() {
  const { search } = useStores()
  const suggestion = useSlice('search', (state) => state.suggestion)
  if (suggestion === null) return null
  const { text, marks } = suggestion
  return (
    <p className="search-suggestion">
      <span>{t('search.didYouMeanHead')}</span>
      <button
        type="button"
        onClick={() => {
          search.run({ text })
        }}
      >
        {splitSnippet(text, marks).map((piece, index) =>
          piece.isMark ? <strong key={index}>{piece.text}</strong> : <span key={index}>{piece.text}</span>,
        )}
      </button>
    </p>
  )
}
