// Something that floats by a passage of the text and moves along when the text moves. It hides while its passage is
// off the screen. Focus and content are its owner's.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { TextRange } from '../../anchoring/trim.ts'
import { joinVisible, placePopup, type Box, type Placement } from './placement.ts'
import type { ReaderContext } from './reader-actions.ts'
import { classes } from '../../ui/classes.ts'

export interface FloatingProps {
  readonly context: ReaderContext
  readonly range: TextRange
  readonly side: 'above' | 'below'
  /** It is kept on the screen even when its passage is not, because someone is writing in it. */
  readonly isKept?: boolean
  readonly className?: string
  readonly children: ReactNode
}

export function Floating({ context, range, side, isKept = false, className, children }: FloatingProps) {
  const element = useRef<HTMLDivElement>(null)
  const [placement, setPlacement] = useState<Placement | null>(null)
  const moves = useStore(context.ui, (state) => state.moves)
  const { start, end } = range
  useLayoutEffect(() => {
    const popup = element.current
    if (popup === null) return
    const update = (): void => {
      const size = { width: popup.offsetWidth, height: popup.offsetHeight }
      const next = place(context, { start, end }, size, side)
      setPlacement((before) => (isSame(before, next) ? before : (next ?? (isKept ? before : null))))
    }
    update()
    const observer = new ResizeObserver(update)
    observer.observe(popup)
    return () => {
      observer.disconnect()
    }
  }, [context, start, end, side, isKept, moves])
  return (
    <div
      ref={element}
      className={classes('floating', placement === null && 'is-away', className)}
      style={placement === null ? {} : { left: placement.left, top: placement.top }}
    >
      {children}
    </div>
  )
}

/** In coordinates of the frame, which fills the reading view. */
function place(
  { view }: ReaderContext,
  range: TextRange,
  size: { readonly width: number; readonly height: number },
  side: 'above' | 'below',
): Placement | null {
  const { clientWidth: right, clientHeight: bottom } = view.frame.element
  const area: Box = { left: 0, top: 0, right, bottom }
  const anchor = joinVisible(view.rects(range), area)
  return anchor === null ? null : placePopup(anchor, size, area, side)
}

function isSame(one: Placement | null, other: Placement | null): boolean {
  return one?.left === other?.left && one?.top === other?.top
}
