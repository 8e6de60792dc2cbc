// The bookmarks panel of the sidebar: the places of the open bundle that were marked, in reading order.
import { Bookmark, SearchX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { AnnotationList } from './AnnotationList.tsx'
import { Problems } from './Problems.tsx'
import { useListed } from './use-listed.ts'
import './annotations.css'

export function BookmarksPanel() {
  const [filter, setFilter] = useState('')
  const listed = useListed('bundle', filter, true)
  const field = useRef<HTMLInputElement>(null)
  const request = useSlice('shell', (state) => state.focusRequest)
  useEffect(() => {
    if (request?.target === 'bookmarks') field.current?.focus()
  }, [request])
  return (
    <div className="annotations">
      <div className="panel-head">
        <SearchField
          label={t('annotations.filter')}
          clearLabel={t('annotations.clearFilter')}
          placeholder={t('annotations.filter')}
          value={filter}
          onChange={setFilter}
          inputRef={field}
        />
      </div>
      <p className="annotations-count" role="status">
        {listed.total === 0 ? '' : t('annotations.bookmarkCount', { count: listed.count })}
      </p>
      <Problems />
      {listed.rows.length > 0 ? (
        <AnnotationList label={t('annotations.bookmarkList')} rows={listed.rows} />
      ) : listed.total > 0 ? (
        <EmptyState icon={<Icon of={SearchX} size={24} />} title={t('annotations.emptyMatchTitle')} />
      ) : (
        <EmptyState icon={<Icon of={Bookmark} size={24} />} title={t('annotations.emptyBookmarksTitle')}>
          {t('annotations.emptyBookmarksText')}
        </EmptyState>
      )}
    </div>
  )
}
