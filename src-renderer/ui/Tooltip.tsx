// A word about the control under the pointer or the focus. It never holds anything that is needed to use it, and it is
// for the eye alone: to a screen reader it would only repeat the control's name.
import type { ReactNode } from 'react'
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider'
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
      <PortalProvider getContainer={findLayer}>
        <Tooltip aria-label={text} placement={placement} offset={6} className="tooltip">
          <span aria-hidden="true" className="tooltip-body">
            {text}
            {keys === undefined ? null : <kbd className="tooltip-keys">{keys}</kbd>}
          </span>
        </Tooltip>
      </PortalProvider>
    </TooltipTrigger>
  )
}

/** Id of an element over the whole window, inside a landmark of the page, where tooltips are put. */
export const TOOLTIP_LAYER = 'tooltip-layer'

/** What is over a dialogue must stand at the end of the page, or it would lie under it. */
function findLayer(): HTMLElement | null {
  const isCovered = document.querySelector('.dialog-scrim, .drawer-scrim') !== null
  return isCovered ? null : document.getElementById(TOOLTIP_LAYER)
}
