// A panel that slides in over the page from the side where lines begin. It holds the focus while it is open.
import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import './drawer.css'

export interface DrawerProps {
  readonly label: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Drawer({ label, isOpen, onClose, children }: DrawerProps) {
  return (
    <ModalOverlay
      className="drawer-scrim"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="drawer">
        <Dialog aria-label={label} className="drawer-body">
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
