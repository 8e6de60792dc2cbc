// The library: all bundles as covers or as a list, filtered and ordered, and what to do when there are none.
import { useMemo, useState } from 'react'
import { FileUp, FolderUp, LibraryBig, SearchX } from 'lucide-react'
import type { BundleSummary } from '../../../src-shared/domain/bundle.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import { t } from '../../i18n/index.ts'
import { selectBundles } from '../../stores/library-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Spinner } from '../../ui/ProgressBar.tsx'
import { BundleCard } from './BundleCard.tsx'
import { BundleTable } from './BundleTable.tsx'
import { DamagedBundles } from './DamagedBundles.tsx'
import { LibraryToolbar } from './LibraryToolbar.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import './cover.css'
import './library.css'

export interface LibraryViewProps {
  readonly onOpen: (bundleId: BundleId) => void
  readonly onImport: (what: 'files' | 'folder') => void
}

export function LibraryView({ onOpen, onImport }: LibraryViewProps) {
  const status = useSlice('library', (state) => state.status)
  const isEmpty = useSlice('library', (state) => state.bundles.length === 0)
  return (
    <section className="library" aria-label={t('library.title')}>
      {isEmpty ? <h1 className="visually-hidden">{t('library.title')}</h1> : null}
      {status === 'loading' ? <LibraryLoading /> : null}
      {status === 'failed' && isEmpty ? <LibraryFailed /> : null}
      {status === 'ready' && isEmpty ? <EmptyLibrary onImport={onImport} /> : null}
      {isEmpty ? null : <Shelf onOpen={onOpen} onImport={onImport} />}
      {status === 'ready' ? <DamagedBundles /> : null}
    </section>
  )
}

function Shelf({ onOpen, onImport }: LibraryViewProps) {
  const state = useSlice('library', (each) => each)
  const view = useSlice('settings', ({ settings }) => settings.libraryView)
  const [leaving, setLeaving] = useState<BundleSummary | null>(null)
  const bundles = useMemo(() => selectBundles(state), [state])
  const open = (bundle: BundleSummary): void => {
    onOpen(bundle.metadata.id)
  }
  return (
    <>
      <LibraryToolbar shown={bundles.length} total={state.bundles.length} onImport={onImport} />
      {bundles.length === 0 ? <NoMatch filter={state.filter} /> : null}
      {bundles.length > 0 && view === 'list' ? (
        <BundleTable bundles={bundles} onOpen={open} onRemove={setLeaving} />
      ) : null}
      {bundles.length > 0 && view === 'covers' ? (
        <ul className="bundle-grid">
          {bundles.map((bundle) => (
            <BundleCard key={bundle.metadata.id} bundle={bundle} onOpen={open} onRemove={setLeaving} />
          ))}
        </ul>
      ) : null}
      <RemoveDialog
        bundle={leaving}
        onClose={() => {
          setLeaving(null)
        }}
      />
    </>
  )
}

function LibraryLoading() {
  return (
    <div className="library-message">
      <Spinner label={t('library.loading')} />
    </div>
  )
}

function LibraryFailed() {
  const { library } = useStores()
  const failure = useSlice('library', (state) => state.failure)
  return (
    <EmptyState
      size="page"
      title={t('library.failedTitle')}
      actions={<Button onPress={() => void library.refresh()}>{t('common.retry')}</Button>}
    >
      {failure?.message}
    </EmptyState>
  )
}

function NoMatch({ filter }: { readonly filter: string }) {
  return (
    <EmptyState
      size="page"
      icon={<Icon of={SearchX} size={32} />}
      title={t('library.noMatchTitle', { filter })}
    >
      {t('library.noMatchText')}
    </EmptyState>
  )
}

function EmptyLibrary({ onImport }: Pick<LibraryViewProps, 'onImport'>) {
  return (
    <EmptyState
      size="page"
      icon={<Icon of={LibraryBig} size={32} />}
      title={t('library.emptyTitle')}
      actions={
        <>
          <Button
            variant="primary"
            icon={<Icon of={FolderUp} size={16} />}
            onPress={() => {
              onImport('folder')
            }}
          >
            {t('library.importFolder')}
          </Button>
          <Button
            icon={<Icon of={FileUp} size={16} />}
            onPress={() => {
              onImport('files')
            }}
          >
            {t('library.importFiles')}
          </Button>
        </>
      }
    >
      <p>{t('library.emptyText')}</p>
      <p>{t('library.dropHint')}</p>
    </EmptyState>
  )
}
