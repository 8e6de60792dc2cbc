// How far a piece of work has come, or that it is under way when that is not known.
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components'
import { classes } from './classes.ts'
import './progress.css'

export interface ProgressBarProps {
  readonly label: string
  readonly hideLabel?: boolean
  /** From 0 to 1; null while it is not known. */
  readonly value: number | null
  /** The value in words, e.g. "12 of 40 files". */
  readonly valueText?: string
  readonly className?: string
}

export function ProgressBar({ label, hideLabel = false, value, valueText, className }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={classes('progress', className)}
      minValue={0}
      maxValue={1}
      value={value ?? 0}
      isIndeterminate={value === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'progress-label'}>{label}</Label>
      {valueText === undefined || hideLabel ? null : <span className="progress-value">{valueText}</span>}
      <span className="progress-track">
        <span
          className={classes('progress-fill', value === null && 'is-unknown')}
          style={{ inlineSize: value === null ? '30%' : `${Math.round(value * 100)}%` }}
        />
      </span>
    </AriaProgressBar>
  )
}

/** Something is being fetched; shown only for what takes longer than a glance. */
export function Spinner({ label }: { readonly label: string }) {
  return (
    <AriaProgressBar aria-label={label} isIndeterminate className="spinner">
      <span className="spinner-ring" />
    </AriaProgressBar>
  )
}
