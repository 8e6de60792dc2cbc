// The thin bar at the top: sidebar, library, back and forward; where one is; search, appearance, bookmark, menu.
import { ArrowLeft, ArrowRight, Bookmark, LibraryBig, type LucideIcon, PanelLeft, Search } from 'lucide-react'
import { AppearancePopover } from '../features/settings/index.ts'
import { t } from '../i18n/index.ts'
import { useSlice } from '../stores/use-stores.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TOOLTIP_LAYER } from '../ui/Tooltip.tsx'
import { AppMenu } from './AppMenu.tsx'
import { useCommand } from './control.ts'
import type { CommandId } from './key-map.ts'

export function TopBar() {
  const isReading = useSlice('shell', (state) => state.route === 'reader')
  const isSidebarOpen = useSidebarOpen()
  const canGoBack = useSlice('history', (state) => state.past.length > 0)
  const canGoForward = useSlice('history', (state) => state.future.length > 0)
  return (
    <header className="top-bar" aria-label={t('shell.topBar')}>
      <div className="top-bar-group">
        <CommandButton
          id="sidebar"
          icon={PanelLeft}
          isDirectional
          label={isSidebarOpen ? t('shell.sidebarHide') : t('shell.sidebarShow')}
        />
        <CommandButton id="library" icon={LibraryBig} label={t('shell.library')} isPressed={!isReading} />
        <CommandButton
          id="back"
          icon={ArrowLeft}
          isDirectional
          label={t('shell.back')}
          isDisabled={!canGoBack}
        />
        <CommandButton
          id="forward"
          icon={ArrowRight}
          isDirectional
          label={t('shell.forward')}
          isDisabled={!canGoForward}
        />
      </div>
      {isReading ? <Breadcrumb /> : <span className="breadcrumb" />}
      <div className="top-bar-group top-bar-end">
        <CommandButton id="search" icon={Search} label={t('shell.search')} />
        <AppearancePopover />
        {isReading ? <CommandButton id="bookmark" icon={Bookmark} label={t('shell.bookmark')} /> : null}
        <AppMenu />
      </div>
      <div id={TOOLTIP_LAYER} className="tooltip-layer" />
    </header>
  )
}

/** The bundle, the document and the section one is in. */
function Breadcrumb() {
  const place = useSlice('reader', ({ bundle, document, progress }) => ({
    bundle: bundle?.summary.metadata.title ?? '',
    document: document?.title ?? '',
    section: progress.section,
  }))
  const crumbs = [place.bundle, place.document, place.section].filter(
    (crumb, index, all) => crumb !== '' && crumb !== all[index - 1],
  )
  return (
    <nav className="breadcrumb" aria-label={t('shell.place')}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={`${index}:${crumb}`} title={crumb}>
            <bdi>{crumb}</bdi>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface CommandButtonProps {
  readonly id: CommandId
  readonly icon: LucideIcon
  readonly label: string
  readonly isDirectional?: boolean
  readonly isDisabled?: boolean
  readonly isPressed?: boolean
}

function CommandButton({
  id,
  icon,
  label,
  isDirectional = false,
  isDisabled = false,
  isPressed,
}: CommandButtonProps) {
  return (
    <IconButton
      {...useCommand(id)}
      label={label}
      icon={<Icon of={icon} isDirectional={isDirectional} />}
      isDisabled={isDisabled}
      isPressed={isPressed}
    />
  )
}

function useSidebarOpen(): boolean {
  const shell = useSlice('shell', ({ isNarrow, isDrawerOpen, route, isLibrarySidebarOpen }) => ({
    isNarrow,
    isDrawerOpen,
    route,
    isLibrarySidebarOpen,
  }))
  const isOpen = useSlice('settings', (state) => state.settings.sidebarOpen)
  if (shell.isNarrow) return shell.isDrawerOpen
  return shell.route === 'library' ? shell.isLibrarySidebarOpen : isOpen
}
