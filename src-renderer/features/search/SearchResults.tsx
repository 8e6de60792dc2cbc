// The hits, grouped by document, in a virtual list that fetches its next page as it is scrolled. To a screen reader it is
// the list of the box above it.
import { FileText } from 'lucide-react'
import type { Ref } from 'react'
import type { SearchHit } from '../../../src-shared/domain/search.ts'
import { t } from '../../i18n/index.ts'
import { useStores } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import { type ResultRow, splitSnippet } from './result-rows.ts'

export interface SearchResultsProps {
  readonly id: string
  readonly rows: readonly ResultRow[]
  /** Index of the chosen hit; -1 for none. */
  readonly active: number
  readonly handle: Ref<VirtualListHandle>
  readonly onOpen: (hit: SearchHit) => void
}

const HEIGHTS = { document: 34, hit: 92 } as const

export function SearchResults({ id, rows, active, handle, onOpen }: SearchResultsProps) {
  const { search } = useStores()
  return (
    <VirtualList
      id={`${id}-list`}
      role="listbox"
      aria-label={t('search.results')}
      tabIndex={-1}
      className="search-results"
      handle={handle}
      count={rows.length}
      estimateSize={(index) => HEIGHTS[rows[index]?.kind ?? 'hit']}
      rowKey={(index) => rows[index]?.key ?? String(index)}
      onNearEnd={() => void search.more()}
      renderRow={(index) => {
        const row = rows[index]
        if (row === undefined) return null
        if (row.kind === 'document') return <DocumentRow row={row} />
        const isActive = row.index === active
        return <HitRow id={`${id}-${row.index}`} hit={row.hit} isActive={isActive} onOpen={onOpen} />
      }}
    />
  )
}

function DocumentRow({ row }: { readonly row: Extract<ResultRow, { kind: 'document' }> }) {
  return (
    <div className="result-document" aria-hidden="true">
      <Icon of={FileText} size={14} />
      <span className="result-document-title" title={row.title}>
        {row.title}
      </span>
      {row.bundleTitle === row.title ? null : <span className="result-bundle">{row.bundleTitle}</span>}
      <span className="result-count">{row.count}</span>
    </div>
  )
}

interface HitRowProps extends Pick<SearchResultsProps, 'onOpen'> {
  readonly id: string
  readonly hit: SearchHit
  readonly isActive: boolean
}

function HitRow({ id, hit, isActive, onOpen }: HitRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes('result-hit', isActive && 'is-active')}
      onClick={() => {
        onOpen(hit)
      }}
    >
      <span className="visually-hidden">{t('search.hitIn', { title: hit.documentTitle })}</span>
      {hit.headings.length === 0 ? null : <p className="result-trail">{hit.headings.join(' › ')}</p>}
      <p className="result-snippet" dir="auto">
        {splitSnippet(hit.snippet.text, hit.snippet.marks).map((piece, index) =>
          piece.isMark ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
        )}
      </p>
    </div>
  )
}
