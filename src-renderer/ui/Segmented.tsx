// A few choices side by side of which one is taken; a radio group to a screen reader. For many choices there is Select.
import type { ReactNode } from 'react'
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { classes } from './classes.ts'
import './segmented.css'

export interface Choice<K extends string> {
  readonly id: K
  readonly label: string
  /** What stands there instead of the label; the label stays the accessible name. */
  readonly content?: ReactNode
  readonly className?: string
}

export interface SegmentedProps<K extends string> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly choices: readonly Choice<K>[]
  readonly selected: K
  readonly onSelect: (id: K) => void
  /** `swatches` and `list` leave the look of a choice to its own class. */
  readonly look?: 'segments' | 'chips' | 'swatches' | 'list'
  readonly className?: string
}

export function Segmented<K extends string>(props: SegmentedProps<K>) {
  const { label, hideLabel = false, choices, selected, onSelect, look = 'segments', className } = props
  return (
    <RadioGroup
      className={classes('segmented', `segmented-${look}`, className)}
      orientation={look === 'list' ? 'vertical' : 'horizontal'}
      value={selected}
      onChange={(value) => {
        const choice = choices.find((entry) => entry.id === value)
        if (choice !== undefined) onSelect(choice.id)
      }}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className="segmented-choices">
        {choices.map((choice) => (
          <RadioField
            key={choice.id}
            value={choice.id}
            className="segment-field"
            {...(choice.content === undefined ? {} : { 'aria-label': choice.label })}
          >
            <RadioButton className={classes('segment', choice.className)}>
              {choice.content ?? choice.label}
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}
