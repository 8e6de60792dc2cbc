// A button with words, and perhaps an icon before them. For an icon alone there is IconButton, which has a tooltip.
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classes } from './classes.ts'
import './button.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly children: ReactNode
  /** `primary` is the one thing to do here; `danger` destroys something; `quiet` has no border. */
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly icon?: ReactNode
  readonly className?: string
}

export function Button({ children, variant = 'plain', icon, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classes('button', `button-${variant}`, className)}>
      {icon}
      <span className="button-label">{children}</span>
    </AriaButton>
  )
}
