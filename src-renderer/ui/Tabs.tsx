// Panels of which one is shown, and the tabs that choose it. Which one is shown is the owner's to remember.
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import { classes } from './classes.ts'
import './tabs.css'

export interface TabEntry<K extends string> {
  readonly id: K
  readonly label: string
  readonly icon?: ReactNode
  readonly panel: ReactNode
}

export interface TabsProps<K extends string> {
  readonly label: string
  readonly tabs: readonly TabEntry<K>[]
  readonly selected: K
  readonly onSelect: (id: K) => void
  readonly className?: string
}

export function Tabs<K extends string>({ label, tabs, selected, onSelect, className }: TabsProps<K>) {
  return (
    <AriaTabs
      className={classes('tabs', className)}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find((entry) => entry.id === key)
        if (tab !== undefined && tab.id !== selected) onSelect(tab.id)
      }}
    >
      <TabList aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab">
            {tab.icon}
            <span className="tab-label">{tab.label}</span>
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
