// Where to search: this document, this bundle, everything. Where nothing is open there is nothing to choose.
import { t } from '../../i18n/index.ts'
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
