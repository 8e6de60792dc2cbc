// Something that is on or off, and takes effect at once.
import type { ReactNode } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import { classes } from './classes.ts'
import './switch.css'

export interface SwitchProps {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
  readonly className?: string
}

export function Switch({ children, isSelected, onChange, isDisabled = false, className }: SwitchProps) {
  return (
    <SwitchField isSelected={isSelected} isDisabled={isDisabled} onChange={onChange}>
      <SwitchButton className={classes('switch', className)}>
        <span className="switch-track" aria-hidden="true">
          <span className="switch-thumb" />
        </span>
        <span>{children}</span>
      </SwitchButton>
    </SwitchField>
  )
}
