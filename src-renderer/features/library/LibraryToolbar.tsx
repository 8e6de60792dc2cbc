// The head of the library: how many there are, the filter, the order, covers or list, and importing.
import { FileUp, FolderUp, LayoutGrid, List } from 'lucide-react'
import { t } from '../../i18n/index.ts'
import type { LibraryOrder } from '../../stores/library-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'

export interface LibraryToolbarProps {
  readonly shown: number
  readonly total: number
  readonly onImport: (what: 'files' | 'folder') => void
}

export function LibraryToolbar({ shown, total, onImport }: LibraryToolbarProps) {
  const { library, settings } = useStores()
  const { order, filter } = useSlice('library', (state) => ({ order: state.order, filter: state.filter }))
  const view = useSlice('settings', (state) => state.settings.libraryView)
  return (
    <header className="library-head">
      <div className="library-heading">
        <h1>{t('library.title')}</h1>
        <p role="status">
          {shown === total ? t('library.bundles', { count: total }) : t('library.filtered', { shown, total })}
        </p>
      </div>
      <div className="library-tools">
        <SearchField
          className="library-filter"
          label={t('library.filter')}
          clearLabel={t('library.clearFilter')}
          placeholder={t('library.filter')}
          value={filter}
          onChange={library.setFilter}
        />
        <Select
          hideLabel
          className="library-order"
          label={t('library.order')}
          options={ORDERS.map((id) => ({ id, label: t(`library.order${ORDER_NAMES[id]}`) }))}
          selected={order}
          onSelect={library.setOrder}
        />
        <Segmented
          hideLabel
          label={t('library.view')}
          selected={view}
          onSelect={(libraryView) => void settings.update({ libraryView })}
          choices={[
            { id: 'covers', label: t('library.viewCovers'), content: <Icon of={LayoutGrid} size={16} /> },
            { id: 'list', label: t('library.viewList'), content: <Icon of={List} size={16} /> },
          ]}
        />
        <ImportButtons onImport={onImport} />
      </div>
    </header>
  )
}

const ORDERS = ['recent', 'title', 'author', 'added', 'size'] as const satisfies readonly LibraryOrder[]
const ORDER_NAMES = {
  recent: 'Recent',
  title: 'Title',
  author: 'Author',
  added: 'Added',
  size: 'Size',
} as const

function ImportButtons({ onImport }: Pick<LibraryToolbarProps, 'onImport'>) {
  return (
    <>
      <Button
        icon={<Icon of={FileUp} size={16} />}
        onPress={() => {
          onImport('files')
        }}
      >
        {t('library.importFiles')}
      </Button>
      <Button
        variant="primary"
        icon={<Icon of={FolderUp} size={16} />}
        onPress={() => {
          onImport('folder')
        }}
      >
        {t('library.importFolder')}
      </Button>
    </>
  )
}
