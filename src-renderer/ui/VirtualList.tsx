// A long list of which only what is on the screen is in the page. Rows may have different heights: they are measured.
// Roles and keys are the owner's: this only places rows.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type HTMLAttributes, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { classes } from './classes.ts'
import './virtual-list.css'

export interface VirtualListHandle {
  /** Brings a row into view; `auto` moves no further than needed. */
  scrollToRow(index: number, align?: 'auto' | 'center' | 'start'): void
  /** Shows the first row; costs nothing, not even a look at the layout, when it is shown already. */
  scrollToTop(): void
  /** Number of rows that are in view as a whole; at least 1. */
  countInView(): number
}

export interface VirtualListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly count: number
  /** A first guess at a row's height in pixels. */
  readonly estimateSize: (index: number) => number
  /** Rows that are rendered beyond each edge of the view, 8 unless told. */
  readonly overscan?: number
  /** A key that stays with the row when others come and go. */
  readonly rowKey: (index: number) => string | number
  readonly renderRow: (index: number) => ReactNode
  /** Called with the first and last row that are in the page when they change: those in view and a few around them. */
  readonly onRange?: (first: number, last: number) => void
  readonly handle?: Ref<VirtualListHandle>
  readonly scrollerRef?: Ref<HTMLDivElement>
}

export function VirtualList(props: VirtualListProps) {
  const {
    count,
    estimateSize,
    overscan = 8,
    rowKey,
    renderRow,
    onRange,
    handle,
    scrollerRef,
    className,
    ...rest
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  // The list re-renders by itself when it is scrolled, so nothing here may be remembered by a compiler.
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey: rowKey,
    overscan,
    initialRect: { width: 300, height: 800 },
  })
  useImperativeHandle(handle, () => toHandle(virtualizer))
  useImperativeHandle(scrollerRef, () => scroller.current ?? document.createElement('div'))
  const rows = virtualizer.getVirtualItems()
  const first = rows[0]?.index
  const last = rows.at(-1)?.index
  useEffect(() => {
    if (first !== undefined && last !== undefined) onRange?.(first, last)
  }, [first, last, onRange])
  return (
    <div {...rest} ref={scroller} className={classes('virtual-list', className)}>
      <div role="presentation" className="virtual-space" style={{ blockSize: virtualizer.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.key}
            role="presentation"
            ref={virtualizer.measureElement}
            data-index={row.index}
            className="virtual-row"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  )
}

function toHandle(virtualizer: Virtualizer<HTMLDivElement, Element>): VirtualListHandle {
  return {
    scrollToRow: (index, align = 'auto') => {
      virtualizer.scrollToIndex(index, { align })
    },
    scrollToTop: () => {
      if ((virtualizer.scrollOffset ?? 0) > 0) virtualizer.scrollToOffset(0)
    },
    countInView: () => {
      const { range } = virtualizer
      return range === null ? 1 : Math.max(1, range.endIndex - range.startIndex - 1)
    },
  }
}
