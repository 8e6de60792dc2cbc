// The rows of a panel. Arrow keys move from one annotation to the next, Enter goes to its place; what is on the screen
// alone is in the page, however many there are.
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import type { AnnotationRow } from './annotation-rows.ts'
import { AnnotationCard } from './AnnotationCard.tsx'

export interface AnnotationListProps {
  readonly label: string
  readonly rows: readonly AnnotationRow[]
}

/** First guesses at the heights of rows, in pixels. */
const HEIGHTS = { document: 40, section: 26, orphans: 64, annotation: 92 } as const

export function AnnotationList({ label, rows }: AnnotationListProps) {
  const list = useRef<VirtualListHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const focusRow = useCallback((index: number) => {
    list.current?.scrollToRow(index)
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${index}"] .annotation-open`)
        ?.focus({ preventScroll: true })
    })
  }, [])
  const active = useSlice('annotations', (state) => state.active)
  const activeRow = rows.findIndex((row) => row.kind === 'annotation' && row.placed.annotation.id === active)
  useEffect(() => {
    if (activeRow !== -1) list.current?.scrollToRow(activeRow)
  }, [activeRow])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || !(event.target instanceof Element) || !event.target.matches('.annotation-open')) return
    const at = Number(event.target.closest('[data-index]')?.getAttribute('data-index') ?? -1)
    const next = findNext(rows, at, step)
    if (next === -1) return
    event.preventDefault()
    focusRow(next)
  }
  return (
    <VirtualList
      role="list"
      aria-label={label}
      className="annotation-list"
      handle={list}
      scrollerRef={scroller}
      count={rows.length}
      estimateSize={(index) => HEIGHTS[rows[index]?.kind ?? 'annotation']}
      rowKey={(index) => rows[index]?.key ?? String(index)}
      onKeyDown={onKeyDown}
      renderRow={(index) => <Row row={rows[index]} />}
    />
  )
}

function Row({ row }: { readonly row: AnnotationRow | undefined }) {
  switch (row?.kind) {
    case 'document':
      return (
        <div role="listitem" className="annotations-document">
          <span className="annotations-document-title">{row.title}</span>
          {row.bundleTitle === '' ? null : <span className="annotations-bundle">{row.bundleTitle}</span>}
        </div>
      )
    case 'section':
      return (
        <div role="listitem" className="annotations-section">
          {row.title}
        </div>
      )
    case 'orphans':
      return (
        <div role="listitem" className="annotations-orphans">
          <span className="annotations-document-title">{t('annotations.orphans')}</span>
          <span>{t('annotations.orphansText')}</span>
        </div>
      )
    case 'annotation':
      return (
        <div role="listitem">
          <AnnotationCard placed={row.placed} />
        </div>
      )
    case undefined:
      return null
  }
}

/** Index of the next annotation's row in a direction; -1 when there is none. */
function findNext(rows: readonly AnnotationRow[], from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < rows.length; at += step)
    if (rows[at]?.kind === 'annotation') return at
  return -1
}
