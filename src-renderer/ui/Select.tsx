// One choice out of a list that opens. For two to five short choices there is Segmented.
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover as AriaPopover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import { classes } from './classes.ts'
import './field.css'
import './menu.css'
import './popover.css'

export interface SelectOption<K extends string> {
  readonly id: K
  readonly label: string
  readonly content?: ReactNode
}

export interface SelectProps<K extends string> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly options: readonly SelectOption<K>[]
  readonly selected: K
  readonly onSelect: (id: K) => void
  readonly className?: string
}

export function Select<K extends string>(props: SelectProps<K>) {
  const { label, hideLabel = false, options, selected, onSelect, className } = props
  return (
    <AriaSelect
      className={classes('field', 'select', className)}
      value={selected}
      onChange={(key) => {
        const option = options.find((entry) => entry.id === key)
        if (option !== undefined) onSelect(option.id)
      }}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Button className="select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
      </Button>
      <AriaPopover className="popover" offset={4}>
        <ListBox className="menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="menu-entry">
              {option.content ?? option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </AriaPopover>
    </AriaSelect>
  )
}
