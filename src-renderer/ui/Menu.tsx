// A list of commands behind a button, with their keys. Choices that stay visible are a Segmented control or a Select.
import type { ReactNode } from 'react'
import {
  Header,
  Keyboard,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover as AriaPopover,
  Text,
} from 'react-aria-components'
import { classes } from './classes.ts'
import './menu.css'
import './popover.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
  readonly isChecked?: boolean
}

/** Entries that belong together, with a title over them or a line before them. */
export interface MenuGroup {
  readonly id: string
  readonly title?: string
  readonly entries: readonly MenuEntry[]
}

export interface MenuProps {
  readonly trigger: ReactNode
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly onAction: (id: string) => void
  readonly placement?: 'bottom start' | 'bottom end'
}

export function Menu({ trigger, label, groups, onAction, placement = 'bottom end' }: MenuProps) {
  const disabled = groups.flatMap((group) =>
    group.entries.filter((entry) => entry.isDisabled).map(({ id }) => id),
  )
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={6} className="popover">
        <AriaMenu
          aria-label={label}
          className="menu"
          disabledKeys={disabled}
          onAction={(key) => {
            onAction(String(key))
          }}
        >
          {groups.map((group) => (
            <MenuSection
              key={group.id}
              // Groups and entries share one space of keys.
              id={`group:${group.id}`}
              className="menu-group"
              aria-label={group.title ?? label}
            >
              {group.title === undefined ? null : <Header className="menu-title">{group.title}</Header>}
              {group.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  )
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const checked =
    entry.isChecked === undefined ? null : <span className="menu-check">{entry.isChecked ? '✓' : ''}</span>
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      className={classes('menu-entry', entry.isDanger === true && 'is-danger')}
    >
      {entry.icon}
      {checked}
      <Text slot="label" className="menu-label">
        {entry.label}
      </Text>
      {entry.keys === undefined ? null : <Keyboard className="menu-keys">{entry.keys}</Keyboard>}
    </MenuItem>
  )
}
