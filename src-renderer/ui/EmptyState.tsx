// What stands where a list would be when there is nothing to list: what this place is for, and what to do now.
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import './empty-state.css'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly size?: 'panel' | 'page'
}

export function EmptyState({ icon, title, children, actions, size = 'panel' }: EmptyStateProps) {
  return (
    <div className={classes('empty-state', `empty-state-${size}`)}>
      {icon}
      <p className="empty-state-title">{title}</p>
      {children === undefined ? null : <div className="empty-state-text">{children}</div>}
      {actions === undefined ? null : <div className="empty-state-actions">{actions}</div>}
    </div>
  )
}
