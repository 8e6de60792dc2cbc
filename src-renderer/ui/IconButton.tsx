// A button that shows an icon alone. Its label is its accessible name and, with the keys, its tooltip.
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classes } from './classes.ts'
import { WithTooltip } from './Tooltip.tsx'
import './button.css'

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'children' | 'style' | 'aria-label'
> {
  readonly label: string
  readonly icon: ReactNode
  /** The keys that do the same, as they are printed: shown in the tooltip. */
  readonly keys?: string | undefined
  /** Given for a button that stays pressed; absent for one that does not. */
  readonly isPressed?: boolean | undefined
  readonly size?: 'small' | 'medium'
  readonly className?: string
}

export function IconButton({
  label,
  icon,
  keys,
  isPressed,
  size = 'medium',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <WithTooltip text={label} keys={keys}>
      <AriaButton
        {...rest}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...(keys === undefined ? {} : { 'data-keys': keys })}
        aria-label={label}
        className={classes('icon-button', `icon-button-${size}`, isPressed && 'is-pressed', className)}
      >
        {icon}
      </AriaButton>
    </WithTooltip>
  )
}
