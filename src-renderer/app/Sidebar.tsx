// The sidebar with its four panels: beside the text, with a width of its own, or over it as a drawer where the window is
// narrow.
import { Bookmark, Highlighter, ListTree, type LucideIcon, Search } from 'lucide-react'
import { useState } from 'react'
import { AnnotationsPanel, BookmarksPanel } from '../features/annotations/index.ts'
import { ContentsPanel } from '../features/contents/index.ts'
import { SearchPanel } from '../features/search/index.ts'
import { t } from '../i18n/index.ts'
import type { SidebarTab } from '../stores/shell-store.ts'
import { useSlice, useStores } from '../stores/use-stores.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Resizer } from '../ui/Resizer.tsx'
import { type TabEntry, Tabs } from '../ui/Tabs.tsx'
import { useControl } from './control.ts'

const WIDTH = { min: 220, max: 640, initial: 300 } as const

export function Sidebar() {
  const { shell } = useStores()
  const { isNarrow, isDrawerOpen, route, isLibrarySidebarOpen } = useSlice('shell', (state) => ({
    isNarrow: state.isNarrow,
    isDrawerOpen: state.isDrawerOpen,
    route: state.route,
    isLibrarySidebarOpen: state.isLibrarySidebarOpen,
  }))
  const isReaderSidebarOpen = useSlice('settings', (state) => state.settings.sidebarOpen)
  if (isNarrow) {
    return (
      <Drawer label={t('shell.sidebar')} isOpen={isDrawerOpen} onClose={shell.closeDrawer}>
        <SidebarTabs />
      </Drawer>
    )
  }
  const isOpen = route === 'library' ? isLibrarySidebarOpen : isReaderSidebarOpen
  return isOpen ? <DockedSidebar /> : null
}

function DockedSidebar() {
  const { settings } = useStores()
  const saved = useSlice('settings', (state) => state.settings.sidebarWidth)
  const [dragged, setDragged] = useState<number | null>(null)
  const width = Math.max(WIDTH.min, dragged ?? saved)
  return (
    <aside className="sidebar" aria-label={t('shell.sidebar')} style={{ inlineSize: `${width}px` }}>
      <SidebarTabs />
      <Resizer
        label={t('shell.sidebarResize')}
        value={width}
        {...WIDTH}
        onChange={setDragged}
        onChangeEnd={(sidebarWidth) => {
          void settings.update({ sidebarWidth }).then(() => {
            setDragged(null)
          })
        }}
      />
    </aside>
  )
}

function SidebarTabs() {
  const { settings, shell } = useStores()
  const { navigation } = useControl()
  const selected = useSlice('settings', (state) => state.settings.sidebarTab)
  const tabs: readonly TabEntry<SidebarTab>[] = [
    {
      id: 'contents',
      label: t('shell.tabContents'),
      icon: toIcon(ListTree),
      panel: (
        <ContentsPanel
          onOpen={(request) => {
            shell.closeDrawer()
            void navigation.open(request)
          }}
        />
      ),
    },
    {
      id: 'search',
      label: t('shell.tabSearch'),
      icon: toIcon(Search),
      panel: (
        <SearchPanel
          onOpen={(hit) => {
            shell.closeDrawer()
            void navigation.openHit(hit)
          }}
        />
      ),
    },
    {
      id: 'annotations',
      label: t('shell.tabAnnotations'),
      icon: toIcon(Highlighter),
      panel: <AnnotationsPanel />,
    },
    { id: 'bookmarks', label: t('shell.tabBookmarks'), icon: toIcon(Bookmark), panel: <BookmarksPanel /> },
  ]
  return (
    <Tabs
      className="sidebar-tabs"
      label={t('shell.sidebarTabs')}
      tabs={tabs}
      selected={selected}
      onSelect={(sidebarTab) => void settings.update({ sidebarTab })}
    />
  )
}

function toIcon(icon: LucideIcon) {
  return <Icon of={icon} size={16} />
}
