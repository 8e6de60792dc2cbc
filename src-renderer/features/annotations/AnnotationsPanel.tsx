// The annotations panel of the sidebar: highlights and notes of the document, the bundle or the whole library.
import { Download, Highlighter, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ExportFormat } from '../../../src-shared/domain/annotation.ts'
import { t } from '../../i18n/index.ts'
import type { ListScope } from '../../stores/annotations-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { exportList } from './annotation-actions.ts'
import { AnnotationList } from './AnnotationList.tsx'
import { Problems } from './Problems.tsx'
import { useListed, type Listed } from './use-listed.ts'
import './annotations.css'

const SCOPES = [
  { id: 'document', label: t('annotations.scopeDocument') },
  { id: 'bundle', label: t('annotations.scopeBundle') },
  { id: 'library', label: t('annotations.scopeLibrary') },
] as const

export function AnnotationsPanel() {
  const { annotations } = useStores()
  const scope = useSlice('annotations', (state) => state.scope)
  const filter = useSlice('annotations', (state) => state.filter)
  const listed = useListed(scope, filter, false)
  const field = useFocusRequest()
  return (
    <div className="annotations">
      <div className="panel-head">
        <SearchField
          label={t('annotations.filter')}
          clearLabel={t('annotations.clearFilter')}
          placeholder={t('annotations.filter')}
          value={filter}
          onChange={annotations.setFilter}
          inputRef={field}
        />
        <ExportMenu scope={scope} isEmpty={listed.total === 0} />
      </div>
      <div className="annotations-scope">
        <Segmented
          label={t('annotations.scope')}
          hideLabel
          choices={SCOPES}
          selected={scope}
          onSelect={annotations.setScope}
        />
      </div>
      <p className="annotations-count" role="status">
        {toCount(listed, filter)}
      </p>
      <Problems />
      {listed.rows.length === 0 ? (
        <Nothing scope={scope} listed={listed} />
      ) : (
        <AnnotationList label={t('annotations.list')} rows={listed.rows} />
      )}
    </div>
  )
}

function toCount({ count, total, loaded }: Listed, filter: string): string {
  if (loaded.kind === 'loading') return t('annotations.loading')
  if (total === 0) return ''
  return filter.trim() === ''
    ? t('annotations.count', { count: total })
    : t('annotations.countFiltered', { count, total })
}

function ExportMenu({ scope, isEmpty }: { readonly scope: ListScope; readonly isEmpty: boolean }) {
  const stores = useStores()
  return (
    <Menu
      label={t('annotations.export')}
      trigger={
        <IconButton
          size="small"
          label={t('annotations.export')}
          isDisabled={isEmpty}
          icon={<Icon of={Download} size={16} />}
        />
      }
      groups={[
        {
          id: 'export',
          title: t('annotations.export'),
          entries: [
            { id: 'markdown', label: t('annotations.exportMarkdown') },
            { id: 'readium', label: t('annotations.exportReadium') },
          ],
        },
      ]}
      onAction={(id) => {
        const format = ExportFormat.safeParse(id)
        if (format.success) void exportList(stores, scope, format.data)
      }}
    />
  )
}

function Nothing({ scope, listed }: { readonly scope: ListScope; readonly listed: Listed }) {
  const hasDocument = useSlice('reader', (state) => state.document !== null)
  if (listed.loaded.kind === 'failed')
    return <EmptyState title={t('annotations.failedTitle')}>{listed.loaded.failure.message}</EmptyState>
  if (listed.total > 0)
    return (
      <EmptyState icon={<Icon of={SearchX} size={24} />} title={t('annotations.emptyMatchTitle')}>
        {t('annotations.emptyMatchText')}
      </EmptyState>
    )
  if (listed.loaded.kind === 'loading') return null
  const title =
    scope === 'document' && hasDocument ? t('annotations.emptyDocumentTitle') : t('annotations.emptyTitle')
  const text = scope !== 'library' && !hasDocument ? t('annotations.noDocument') : t('annotations.emptyText')
  return (
    <EmptyState icon={<Icon of={Highlighter} size={24} />} title={title}>
      {text}
    </EmptyState>
  )
}

/** Puts the focus into the filter when the shell asks for it. */
function useFocusRequest() {
  const field = useRef<HTMLInputElement>(null)
  const request = useSlice('shell', (state) => state.focusRequest)
  useEffect(() => {
    if (request?.target === 'annotations') field.current?.focus()
  }, [request])
  return field
}
