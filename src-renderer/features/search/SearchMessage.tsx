// What stands where hits would be: how to begin, what was searched before, that nothing was found and what may help, or
// that the search failed.
import { SearchX, TextSearch } from 'lucide-react'
import { t } from '../../i18n/index.ts'
import { isNarrowed } from '../../stores/search-filters.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Spinner } from '../../ui/ProgressBar.tsx'
import { toHints } from './hints.ts'
import { PastSearches } from './PastSearches.tsx'

export function SearchMessage() {
  const { status, answered, failure } = useSlice('search', (state) => ({
    status: state.status,
    answered: state.answered,
    failure: state.failure,
  }))
  const { search } = useStores()
  if (status === 'failed') {
    return (
      <EmptyState
        title={t('search.failedTitle')}
        actions={<Button onPress={search.submit}>{t('common.retry')}</Button>}
      >
        {failure?.message}
      </EmptyState>
    )
  }
  if (answered !== null) return <NothingFound query={answered.trim()} />
  if (status === 'searching') {
    return (
      <div className="search-waiting">
        <Spinner label={t('search.searching')} />
      </div>
    )
  }
  return <Beginning />
}

function Beginning() {
  const isNew = useSlice(
    'settings',
    ({ settings }) => settings.recentSearches.length + settings.savedSearches.length === 0,
  )
  if (!isNew) return <PastSearches />
  return (
    <EmptyState icon={<Icon of={TextSearch} size={24} />} title={t('search.startTitle')}>
      {t('search.startText')}
    </EmptyState>
  )
}

function NothingFound({ query }: { readonly query: string }) {
  const { search } = useStores()
  const scope = useSlice('search', (state) => state.scope)
  const isOpen = useSlice('reader', (state) => state.document !== null)
  const isFiltered = useSlice('search', (state) => isNarrowed(state.filters))
  const isPartly = isFiltered || (isOpen && scope !== 'everything')
  return (
    <EmptyState
      icon={<Icon of={SearchX} size={24} />}
      title={t(isPartly ? 'search.noneIn' : 'search.noneTitle', { query })}
      actions={
        isPartly ? (
          <Button
            onPress={() => {
              search.run({ scope: 'everything', filters: {} })
            }}
          >
            {t('search.searchEverything')}
          </Button>
        ) : null
      }
    >
      <Hints hints={toHints(query)} />
    </EmptyState>
  )
}

/** One sentence stands by itself. */
function Hints({ hints }: { readonly hints: readonly string[] }) {
  if (hints.length === 1) return hints[0]
  return (
    <div className="search-hints">
      <p>{t('search.noneTry')}</p>
      <ul>
        {hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </div>
  )
}
