// Where one is among the matches, or why there are none: one line, told to screen readers as it changes.
import { countRanges } from '../../anchoring/packed-ranges.ts'
import { t } from '../../i18n/index.ts'
import type { FindState } from '../../stores/find-store.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'

export function FindStatus() {
  const state = useSlice('find', ({ status, matches, isMore, active, wrapped }) => ({
    status,
    matches,
    isMore,
    active,
    wrapped,
  }))
  const problem = toProblem(state.status)
  return (
    <p role="status" className={classes('find-status', problem !== null && 'is-problem')}>
      {problem ?? <Position {...state} />}
    </p>
  )
}

function Position(state: Omit<FindState, 'isOpen' | 'text' | 'options' | 'isListOpen' | 'focusTurn'>) {
  const { status, matches, wrapped } = state
  if (status.kind === 'finding' && matches.length === 0)
    return <span className="find-waiting">{t('find.finding')}</span>
  if (status.kind === 'idle') return null
  return (
    <>
      <span className="find-count">{toCount(state)}</span>
      {wrapped === null ? null : (
        <span className="find-wrapped">{t(wrapped === 'end' ? 'find.wrappedEnd' : 'find.wrappedStart')}</span>
      )}
    </>
  )
}

function toCount({ matches, isMore, active }: Pick<FindState, 'matches' | 'isMore' | 'active'>): string {
  const count = countRanges(matches)
  if (count === 0) return t('find.none')
  if (active !== -1) return t(isMore ? 'find.positionMore' : 'find.position', { at: active + 1, count })
  return t(isMore ? 'find.matchesMore' : 'find.matches', { count })
}

function toProblem(status: FindState['status']): string | null {
  switch (status.kind) {
    case 'invalid':
      return t('find.invalid', { reason: status.reason })
    case 'stopped':
      return t('find.stopped')
    case 'failed':
      return t('find.failed')
    case 'idle':
    case 'finding':
    case 'found':
      return null
  }
}
