// Asks before a bundle is taken out of the library, and says what happens to its notes.
import { useRef, useState } from 'react'
import type { BundleSummary } from '../../../src-shared/domain/bundle.ts'
import { t } from '../../i18n/index.ts'
import { useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

export interface RemoveDialogProps {
  /** The bundle that would go; null while nothing is asked. */
  readonly bundle: BundleSummary | null
  readonly onClose: () => void
}

export function RemoveDialog({ bundle, onClose }: RemoveDialogProps) {
  // What is said must stay while the dialogue fades out.
  const [shown, setShown] = useState(bundle)
  if (bundle !== null && bundle !== shown) setShown(bundle)
  const remove = useRemove()
  if (shown === null) return null
  const { title } = shown.metadata
  return (
    <Dialog
      kind="alert"
      size="small"
      isOpen={bundle !== null}
      onClose={onClose}
      title={t('library.removeTitle', { title })}
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
              void remove(shown)
            }}
          >
            {t('library.removeAction')}
          </Button>
        </>
      }
    >
      <div className="remove-text">
        <p>
          {shown.origin === 'included' ? `${t('library.removeIncluded')} ` : null}
          {t('library.removeText')}
        </p>
        <p>
          <strong>
            {shown.notes === 0 ? t('library.removeNone') : t('library.removeKeeps', { count: shown.notes })}
          </strong>
        </p>
      </div>
    </Dialog>
  )
}

function useRemove(): (bundle: BundleSummary) => Promise<void> {
  const { library, reader, history, shell } = useStores()
  const isRemoving = useRef(false)
  return async ({ metadata: { id, title } }) => {
    if (isRemoving.current) return
    isRemoving.current = true
    if (reader.getState().bundle?.summary.metadata.id === id) await reader.close()
    const removal = await library.remove(id)
    isRemoving.current = false
    if (removal.kind === 'failed') {
      shell.toast({
        kind: 'error',
        text: t('library.removeFailed', { title, reason: removal.failure.message }),
      })
      return
    }
    history.forget(id)
    const { notesKept } = removal
    shell.toast({
      text:
        notesKept === 0
          ? t('library.removed', { title })
          : t('library.removedKept', { title, count: notesKept }),
    })
  }
}
