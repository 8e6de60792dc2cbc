// Short messages that come up at the foot of the window and go again, perhaps with one thing to do about them.
// How long a message stays is its owner's to decide; this shows what it is given.
import { CircleAlert, X } from 'lucide-react'
import { Button } from 'react-aria-components'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'
import './toast.css'

export interface ToastMessage {
  readonly id: string
  readonly kind: 'info' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export interface ToastRegionProps {
  readonly label: string
  readonly closeLabel: string
  readonly toasts: readonly ToastMessage[]
  readonly onClose: (id: string) => void
  /** The pointer or the focus is over the messages: they should not go away meanwhile. */
  readonly onHold?: (isHeld: boolean) => void
}

export function ToastRegion({ label, closeLabel, toasts, onClose, onHold }: ToastRegionProps) {
  const hold = (isHeld: boolean) => () => onHold?.(isHeld)
  return (
    <section
      className="toasts"
      aria-label={label}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <ol aria-live="polite" aria-relevant="additions" className="toast-list">
        {toasts.map((toast) => (
          <li key={toast.id} className={classes('toast', `toast-${toast.kind}`)}>
            <ToastBody toast={toast} closeLabel={closeLabel} onClose={onClose} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function ToastBody({
  toast,
  closeLabel,
  onClose,
}: { readonly toast: ToastMessage } & Pick<ToastRegionProps, 'closeLabel' | 'onClose'>) {
  const { action } = toast
  return (
    <>
      {toast.kind === 'error' ? <CircleAlert size={16} strokeWidth={1.5} aria-hidden="true" /> : null}
      <span className="toast-text">{toast.text}</span>
      {action === undefined ? null : (
        <Button
          className="toast-action"
          onPress={() => {
            action.run()
            onClose(toast.id)
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton
        label={closeLabel}
        size="small"
        icon={<X size={14} strokeWidth={1.5} aria-hidden="true" />}
        onPress={() => {
          onClose(toast.id)
        }}
      />
    </>
  )
}
