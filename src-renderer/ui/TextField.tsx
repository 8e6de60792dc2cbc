// One line of text, or several, with its label above. A field that searches or filters is a SearchField.
import type { Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import { classes } from './classes.ts'
import './field.css'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> {
  readonly label: string
  /** Keeps the label for screen readers only. */
  readonly hideLabel?: boolean
  readonly description?: string
  readonly error?: string
  readonly placeholder?: string
  /** More than one row makes it a text area. */
  readonly rows?: number
  readonly inputRef?: Ref<HTMLInputElement>
  readonly areaRef?: Ref<HTMLTextAreaElement>
  readonly className?: string
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    hideLabel = false,
    description,
    error,
    placeholder = '',
    rows = 1,
    inputRef,
    areaRef,
    className,
    ...rest
  } = props
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={classes('field', className)}>
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      {rows > 1 ? (
        <TextArea
          className="field-input field-area"
          rows={rows}
          placeholder={placeholder}
          {...(areaRef === undefined ? {} : { ref: areaRef })}
        />
      ) : (
        <Input
          className="field-input"
          placeholder={placeholder}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
      )}
      {description === undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  )
}
