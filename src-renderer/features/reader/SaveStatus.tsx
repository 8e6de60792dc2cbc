// Whether what was written is on the disk: saving, saved, or not saved and why. Said aloud as well.
import { Check, CircleAlert, LoaderCircle } from 'lucide-react'
import type { SaveState } from '../../stores/annotations-store.ts'
import { t } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'

export interface SaveStatusProps {
  readonly state: SaveState
  readonly onRetry?: () => void
}

export function SaveStatus({ state, onRetry }: SaveStatusProps) {
  return (
    <div className={classes('save-status', `save-status-${state.kind}`)} role="status">
      {state.kind === 'saving' ? (
        <>
          <Icon of={LoaderCircle} size={14} /> {t('reader.saving')}
        </>
      ) : null}
      {state.kind === 'saved' ? (
        <>
          <Icon of={Check} size={14} /> {t('reader.saved')}
        </>
      ) : null}
      {state.kind === 'failed' ? (
        <>
          <Icon of={CircleAlert} size={14} />
          <span>{t('reader.notSavedReason', { reason: state.failure.message })}</span>
          {onRetry === undefined ? null : (
            <Button variant="quiet" onPress={onRetry}>
              {t('reader.saveAgain')}
            </Button>
          )}
        </>
      ) : null}
    </div>
  )
}
