// What the reading view says when there is no document to show, or not yet: opening, failed, empty.
import { BookOpen, FileWarning } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { ErrorCode, Failure } from '../../../src-shared/contract/errors.ts'
import { type MessageKey, t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'

export function ReaderMessage() {
  const status = useSlice('reader', (state) => state.status)
  const hasBundle = useSlice('reader', (state) => state.bundle !== null)
  const hasDocument = useSlice('reader', (state) => state.document !== null)
  const isBlank = useSlice('reader', (state) => state.document?.length === 0)
  switch (status.kind) {
    case 'loading':
      return <Opening />
    case 'failed':
      return <Failed failure={status.failure} />
    case 'empty':
      return (
        <Message
          title={t('reader.emptyTitle')}
          text={t('reader.emptyText')}
          icon={<Icon of={BookOpen} size={32} />}
        />
      )
    case 'ready':
      if (!hasDocument && hasBundle)
        return <Message title={t('reader.emptyBundleTitle')} text={t('reader.emptyBundleText')} />
      return isBlank ? <Message title={t('reader.emptyDocument')} text="" /> : null
  }
}

function Message({
  title,
  text,
  icon,
}: {
  readonly title: string
  readonly text: string
  readonly icon?: ReactNode
}) {
  const { shell } = useStores()
  return (
    <div className="reader-message">
      <EmptyState
        size="page"
        icon={icon}
        title={title}
        actions={
          <Button
            onPress={() => {
              shell.show('library')
            }}
          >
            {t('shell.library')}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </div>
  )
}

/** A line at the top, after a moment: what is quick needs no announcement. */
function Opening() {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsSlow(true)
    }, 250)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return isSlow ? (
    <div className="reader-opening" role="status">
      <span className="visually-hidden">{t('reader.loading')}</span>
    </div>
  ) : null
}

function Failed({ failure }: { readonly failure: Failure }) {
  const { reader, shell } = useStores()
  return (
    <div className="reader-message" role="alert">
      <EmptyState
        size="page"
        icon={<Icon of={FileWarning} size={32} />}
        title={t('reader.failedTitle')}
        actions={
          <>
            <Button variant="primary" onPress={() => void reader.retry()}>
              {t('common.retry')}
            </Button>
            <Button
              onPress={() => {
                shell.show('library')
              }}
            >
              {t('shell.library')}
            </Button>
          </>
        }
      >
        <p>{failure.message}</p>
        <p>{t(toRemedy(failure))}</p>
      </EmptyState>
    </div>
  )
}

const DAMAGE: readonly ErrorCode[] = [
  'BUNDLE_DAMAGED',
  'BUNDLE_INVALID',
  'ARCHIVE_DAMAGED',
  'ARCHIVE_HOSTILE',
]

function toRemedy({ code }: Failure): MessageKey {
  if (DAMAGE.includes(code)) return 'reader.failedDamaged'
  return code === 'NOT_FOUND' ? 'reader.failedNotFound' : 'reader.failedOther'
}
