// The running import, in a corner: what it is at, how far it has come, and the way to stop it. Reading goes on meanwhile.
import { X } from 'lucide-react'
import type { ImportProgress } from '../../../src-shared/domain/import-job.ts'
import { t } from '../../i18n/index.ts'
import type { ImportState } from '../../stores/import-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'

export interface ImportProgressCardProps {
  readonly state: ImportState
  readonly onCancel: () => void
}

export function ImportProgressCard({ state, onCancel }: ImportProgressCardProps) {
  if (state.kind !== 'handing-over' && state.kind !== 'running') return null
  const isStopping = state.kind === 'running' && state.isStopping
  const shown = toShown(state)
  return (
    <section className="import-card" aria-label={t('import.region')}>
      <ProgressBar
        label={shown.label}
        value={shown.total === 0 ? null : shown.done / shown.total}
        {...(shown.total === 0
          ? {}
          : {
              valueText: t('import.of', { done: shown.done, total: shown.total }),
            })}
      />
      <div className="import-card-foot">
        <span className="import-current" dir="auto" title={shown.current}>
          {shown.current}
        </span>
        <Button variant="quiet" icon={<Icon of={X} size={14} />} isDisabled={isStopping} onPress={onCancel}>
          {isStopping ? t('import.cancelling') : t('import.cancel')}
        </Button>
      </div>
    </section>
  )
}

interface Shown extends Pick<ImportProgress, 'done' | 'total' | 'current'> {
  readonly label: string
}

function toShown(state: Extract<ImportState, { kind: 'handing-over' | 'running' }>): Shown {
  if (state.kind === 'handing-over') {
    return { label: t('import.handingOver'), done: state.done, total: state.total, current: '' }
  }
  const { progress } = state
  if (progress === null) return { label: t('import.starting'), done: 0, total: 0, current: '' }
  return { ...progress, label: t(`import.${progress.phase}`) }
}
