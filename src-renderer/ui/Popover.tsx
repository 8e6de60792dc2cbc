// A panel that opens from a control and closes on Escape or a press outside. A choice of commands is a Menu instead.
import type { ReactNode, RefObject } from 'react'
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components'
import { classes } from './classes.ts'
import './popover.css'

export interface PopoverProps {
  /** The control that opens it: a Button or an IconButton. */
  readonly trigger: ReactNode
  readonly label: string
  /** The content; a function receives what closes the panel. */
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly placement?: 'bottom' | 'bottom start' | 'bottom end' | 'top' | 'top start' | 'top end'
  readonly className?: string
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
}

export function Popover({
  trigger,
  label,
  children,
  placement = 'bottom end',
  className,
  ...open
}: PopoverProps) {
  return (
    <DialogTrigger {...open}>
      {trigger}
      <AriaPopover placement={placement} offset={6} className="popover">
        <Dialog aria-label={label} className={classes('popover-body', className)}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}

export interface AnchoredPopoverProps {
  readonly label: string
  /** The element it stands by; a 1-pixel element that is placed where the popover is wanted will do. */
  readonly anchor: RefObject<Element | null>
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly placement?: 'bottom' | 'bottom start' | 'bottom end' | 'top' | 'top start' | 'top end'
  /** Leaves the rest of the page reachable, for a panel that comes up without being asked for. */
  readonly isNonModal?: boolean
  readonly className?: string
}

/** A popover without a trigger of its own: it is open when it is told to be. */
export function AnchoredPopover(props: AnchoredPopoverProps) {
  const { label, anchor, isOpen, onClose, children, placement = 'top', isNonModal = false, className } = props
  return (
    <AriaPopover
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      placement={placement}
      offset={8}
      isNonModal={isNonModal}
      className="popover"
    >
      <Dialog aria-label={label} className={classes('popover-body', className)}>
        {children}
      </Dialog>
    </AriaPopover>
  )
}
