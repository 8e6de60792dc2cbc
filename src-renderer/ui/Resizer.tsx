// The edge between two panels: dragged with the pointer, moved with the arrow keys, set back with a double click.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import './resizer.css'

export interface ResizerProps {
  readonly label: string
  /** Width in pixels of the panel before the edge. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly initial: number
  readonly onChange: (value: number) => void
  /** The person has let go. */
  readonly onChangeEnd: (value: number) => void
}

const STEP = 16

export function Resizer({ label, value, min, max, initial, onChange, onChangeEnd }: ResizerProps) {
  const drag = useRef<{ readonly x: number; readonly value: number; last: number } | null>(null)
  const clamp = (wanted: number): number => Math.round(Math.max(min, Math.min(max, wanted)))
  const set = (wanted: number): void => {
    onChange(clamp(wanted))
    onChangeEnd(clamp(wanted))
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, value, last: value }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current === null) return
    const direction = isRightToLeft(event.currentTarget) ? -1 : 1
    drag.current.last = clamp(drag.current.value + direction * (event.clientX - drag.current.x))
    onChange(drag.current.last)
  }
  const onPointerEnd = (): void => {
    if (drag.current !== null) onChangeEnd(drag.current.last)
    drag.current = null
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const wanted = toWanted(event, { value, min, max })
    if (wanted === null) return
    event.preventDefault()
    set(wanted)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className="resizer"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={() => {
        set(initial)
      }}
      onKeyDown={onKeyDown}
    />
  )
}

function toWanted(
  event: KeyboardEvent<HTMLDivElement>,
  { value, min, max }: { readonly value: number; readonly min: number; readonly max: number },
): number | null {
  const direction = isRightToLeft(event.currentTarget) ? -1 : 1
  switch (event.key) {
    case 'ArrowRight':
      return value + direction * STEP
    case 'ArrowLeft':
      return value - direction * STEP
    case 'Home':
      return min
    case 'End':
      return max
    default:
      return null
  }
}

function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl'
}
