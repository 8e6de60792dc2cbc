// Where to search (this document, this bundle, everything) and for what (text, notes). Where nothing is open, or nothing
// was ever annotated, there is nothing to choose.
import { formatNumber, t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Segmented } from '../../ui/Segmented.tsx'

export function ScopeChips() {
  const { search } = useStores()
  const scope = useSlice('search', (state) => state.scope)
  const isOpen = useSlice('reader', (state) => state.document !== null)
  if (!isOpen) return null
  return (
    <Segmented
      hideLabel
      look="chips"
      className="search-scope"
      label={t('search.scope')}
      selected={scope}
      onSelect={search.setScope}
      choices={[
        { id: 'document', label: t('search.scopeDocument') },
        { id: 'bundle', label: t('search.scopeBundle') },
        { id: 'everything', label: t('search.scopeEverything') },
      ]}
    />
  )
}

export function KindChips() {
  const { search } = useStores()
  const filters = useSlice('search', (state) => state.filters)
  const counts = useSlice('search', (state) => state.facets?.kinds ?? null)
  const hasNotes = useHasNotes()
  if (!hasNotes && filters.kind === undefined && (counts?.notes ?? 0) === 0) return null
  const { kind, ...others } = filters
  return (
    <Segmented
      hideLabel
      className="search-kind"
      label={t('search.kind')}
      selected={kind ?? 'all'}
      onSelect={(id) => {
        search.setFilters(id === 'all' ? others : { ...others, kind: id })
      }}
      choices={[
        { id: 'all', label: t('search.kindAll') },
        { id: 'text', label: withCount(t('search.kindText'), counts?.text) },
        { id: 'notes', label: withCount(t('search.kindNotes'), counts?.notes) },
      ]}
    />
  )
}

function withCount(label: string, count: number | undefined): string {
  return count === undefined ? label : `${label} ${formatNumber(count)}`
}

/** Something in the library is annotated, as far as is known here. */
function useHasNotes(): boolean {
  const isInLibrary = useSlice('library', (state) => state.bundles.some(({ notes }) => notes > 0))
  const isInBundle = useSlice('annotations', (state) => state.bundle.length > 0)
  return isInLibrary || isInBundle
}
