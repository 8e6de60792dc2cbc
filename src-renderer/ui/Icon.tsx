// One way to draw an icon: the interface's stroke and size, hidden from screen readers, mirrored where it points.
import type { LucideIcon } from 'lucide-react'
import { classes } from './classes.ts'
import './icon.css'

export interface IconProps {
  readonly of: LucideIcon
  readonly size?: 14 | 16 | 18 | 20 | 24 | 32
  /** True for an arrow that points along the line of text: it turns round in right-to-left interfaces. */
  readonly isDirectional?: boolean
  readonly className?: string
}

export function Icon({ of: Drawing, size = 18, isDirectional = false, className }: IconProps) {
  return (
    <Drawing
      size={size}
      strokeWidth={1.5}
      aria-hidden="true"
      className={classes('icon', isDirectional && 'icon-directional', className)}
    />
  )
}
