// An import that could not run at all: why, and that nothing was changed.
import { useState } from 'react'
import type { Failure } from '../../../src-shared/contract/errors.ts'
import { t } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

export interface ImportFailedProps {
  /** Null while nothing has failed. */
  readonly failure: Failure | null
  readonly onClose: () => void
}

export function ImportFailed({ failure, onClose }: ImportFailedProps) {
  const [shown, setShown] = useState(failure)
  if (failure !== null && failure !== shown) setShown(failure)
  return (
    <Dialog
      kind="alert"
      size="small"
      title={t('import.failedTitle')}
      closeLabel={t('common.close')}
      isOpen={failure !== null}
      onClose={onClose}
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p>{shown?.message}</p>
      <p className="field-description">{t('import.failedText')}</p>
    </Dialog>
  )
}
