// The question before something is taken out of the library. What goes and what stays is said by whoever asks.
import { type ReactNode, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

export interface ConfirmRemovalProps<T> {
  /** What would go; null while nothing is asked. */
  readonly target: T | null
  readonly titleOf: (target: T) => string
  readonly onClose: () => void
  readonly onRemove: (target: T) => void
  readonly children: (target: T) => ReactNode
}

export function ConfirmRemoval<T>({ target, titleOf, onClose, onRemove, children }: ConfirmRemovalProps<T>) {
  // What is said must stay while the dialogue fades out.
  const [shown, setShown] = useState(target)
  if (target !== null && target !== shown) setShown(target)
  if (shown === null) return null
  return (
    <Dialog
      kind="alert"
      size="small"
      isOpen={target !== null}
      onClose={onClose}
      title={t('library.removeTitle', { title: titleOf(shown) })}
      closeLabel={t('common.close')}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              onClose()
              onRemove(shown)
            }}
          >
            {t('library.removeAction')}
          </Button>
        </>
      }
    >
      <div className="remove-text">{children(shown)}</div>
    </Dialog>
  )
}
