// Bundles that could not be opened: each with its sentence, so that nothing is missing without a word, and a way to
// remove those that were installed.
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n/index.ts'
import type { DamagedBundle } from '../../stores/library-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ConfirmRemoval } from './ConfirmRemoval.tsx'

export function DamagedBundles() {
  const damaged = useSlice('library', (state) => state.damaged)
  const [asked, setAsked] = useState<DamagedBundle | null>(null)
  const remove = useRemoveDamaged()
  return (
    <>
      {damaged.length === 0 ? null : <DamagedList damaged={damaged} onRemove={setAsked} />}
      <ConfirmRemoval
        target={asked}
        titleOf={({ bundleId, file }) => bundleId ?? file}
        onClose={() => setAsked(null)}
        onRemove={(bundle) => void remove(bundle)}
      >
        {({ file }) => (
          <>
            <p>{t('library.damagedRemoveText')}</p>
            <p className="damaged-file">{file}</p>
          </>
        )}
      </ConfirmRemoval>
    </>
  )
}

interface DamagedListProps {
  readonly damaged: readonly DamagedBundle[]
  readonly onRemove: (bundle: DamagedBundle) => void
}

function DamagedList({ damaged, onRemove }: DamagedListProps) {
  return (
    <section className="damaged" aria-labelledby="damaged-title">
      <h2 id="damaged-title">
        <Icon of={TriangleAlert} size={16} />
        {t('library.damagedTitle')}
      </h2>
      <p>{t('library.damagedText')}</p>
      <ul>
        {damaged.map((bundle) => {
          const { file, failure, bundleId } = bundle
          return (
            <li key={file}>
              <p>{failure.message}</p>
              {failure.message.includes(file) ? null : <p className="damaged-file">{file}</p>}
              {bundleId === undefined ? null : (
                <Button
                  aria-label={t('library.damagedRemoveLabel', { title: bundleId })}
                  onPress={() => onRemove(bundle)}
                >
                  {t('library.damagedRemove')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function useRemoveDamaged(): (bundle: DamagedBundle) => Promise<void> {
  const { library, shell } = useStores()
  return async ({ bundleId }) => {
    if (bundleId === undefined) return
    const removal = await library.remove(bundleId, true)
    if (removal.kind === 'failed') {
      const reason = removal.failure.message
      shell.toast({ kind: 'error', text: t('library.removeFailed', { title: bundleId, reason }) })
      return
    }
    const { notesKept } = removal
    shell.toast({
      text:
        notesKept === 0
          ? t('library.removed', { title: bundleId })
          : t('library.removedKept', { title: bundleId, count: notesKept }),
    })
  }
}
