// A window in the window: it holds the focus until it is closed, and gives it back. `alert` asks before something is lost.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './IconButton.tsx'
import { classes } from './classes.ts'
import './dialog.css'

export interface DialogProps {
  readonly title: string
  readonly closeLabel: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** The buttons, the one to choose last. */
  readonly footer?: ReactNode
  readonly kind?: 'dialog' | 'alert'
  readonly size?: 'small' | 'medium' | 'large'
  /** False while something must not be closed by a press outside. */
  readonly isDismissable?: boolean
  readonly className?: string
}

export function Dialog(props: DialogProps) {
  const { title, closeLabel, isOpen, onClose, children, footer, kind = 'dialog', size = 'medium' } = props
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen={isOpen}
      isDismissable={props.isDismissable ?? kind === 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={classes('dialog', `dialog-${size}`, props.className)}>
        <AriaDialog className="dialog-body" role={kind === 'alert' ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {kind === 'alert' ? null : (
              <IconButton
                label={closeLabel}
                size="small"
                icon={<X size={16} strokeWidth={1.5} aria-hidden="true" />}
                onPress={onClose}
              />
            )}
          </header>
          <div className="dialog-content">{children}</div>
          {footer === undefined ? null : <footer className="dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
