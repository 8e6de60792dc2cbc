// Asks before a bundle is taken out of the library, and says what happens to its notes.
import { useRef } from 'react'
import type { BundleSummary } from '../../../src-shared/domain/bundle.ts'
import { t } from '../../i18n/index.ts'
import { useStores } from '../../stores/use-stores.ts'
import { ConfirmRemoval } from './ConfirmRemoval.tsx'

export interface RemoveDialogProps {
  /** The bundle that would go; null while nothing is asked. */
  readonly bundle: BundleSummary | null
  readonly onClose: () => void
}

export function RemoveDialog({ bundle, onClose }: RemoveDialogProps) {
  const remove = useRemove()
  return (
    <ConfirmRemoval
      target={bundle}
      titleOf={({ metadata }) => metadata.title}
      onClose={onClose}
      onRemove={(removed) => void remove(removed)}
    >
      {({ origin, notes }) => (
        <>
          <p>
            {origin === 'included' ? `${t('library.removeIncluded')} ` : null}
            {t('library.removeText')}
          </p>
          <p>
            <strong>
              {notes === 0 ? t('library.removeNone') : t('library.removeKeeps', { count: notes })}
            </strong>
          </p>
        </>
      )}
    </ConfirmRemoval>
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
