// A word about the control under the pointer or the focus. It never holds anything that is needed to use it, and it is
// for the eye alone: to a screen reader it would only repeat the control's name.
import type { ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import './tooltip.css'

export interface WithTooltipProps {
  /** The control itself: exactly one react-aria button or link. */
  readonly children: ReactNode
  readonly text: string
  readonly keys?: string | undefined
  readonly placement?: 'top' | 'bottom' | 'start' | 'end'
}

export function WithTooltip({ children, text, keys, placement = 'bottom' }: WithTooltipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={80}>
      {children}
      <Tooltip placement={placement} offset={6} className="tooltip">
        <span aria-hidden="true" className="tooltip-body">
          {text}
          {keys === undefined ? null : <kbd className="tooltip-keys">{keys}</kbd>}
        </span>
      </Tooltip>
    </TooltipTrigger>
  )
}
