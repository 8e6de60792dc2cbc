// One line of text that finds or filters something, with a way to empty it. Escape empties it first.
import { Search, X } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { Button, Input, Label, SearchField as AriaSearchField } from 'react-aria-components'
import { classes } from './classes.ts'
import './field.css'

export interface SearchFieldProps {
  readonly label: string
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit?: (value: string) => void
  /** Keys pressed in the field, before it deals with them itself. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly placeholder?: string
  readonly inputRef?: Ref<HTMLInputElement>
  readonly size?: 'small' | 'large'
  readonly autoFocus?: boolean
  /** What is typed cannot be understood; the owner says why. */
  readonly isInvalid?: boolean
  /** ARIA of a combined box and list: the list's id and the active option's. */
  readonly controls?: string | undefined
  readonly activeDescendant?: string | undefined
  readonly className?: string
}

export function SearchField(props: SearchFieldProps) {
  const { label, clearLabel, value, onChange, onSubmit, placeholder = '', size = 'small', className } = props
  const { inputRef, onKeyDown, controls, activeDescendant } = props
  const combo =
    controls === undefined
      ? {}
      : ({
          role: 'combobox',
          'aria-controls': controls,
          'aria-expanded': true,
          'aria-autocomplete': 'list',
          'aria-activedescendant': activeDescendant,
        } as const)
  return (
    <AriaSearchField
      className={classes('field', 'search-field', `search-field-${size}`, className)}
      value={value}
      onChange={onChange}
      autoFocus={props.autoFocus ?? false}
      isInvalid={props.isInvalid ?? false}
      {...(onSubmit === undefined ? {} : { onSubmit })}
    >
      <Label className="visually-hidden">{label}</Label>
      <Search className="search-icon" aria-hidden="true" size={15} strokeWidth={1.5} />
      <Input
        className="field-input"
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        {...combo}
        {...(onKeyDown === undefined ? {} : { onKeyDownCapture: onKeyDown })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      <Button className="search-clear" aria-label={clearLabel}>
        <X aria-hidden="true" size={14} strokeWidth={1.5} />
      </Button>
    </AriaSearchField>
  )
}
