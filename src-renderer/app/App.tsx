// The window: providers, then the frame of bars and sidebar around the library or the reader, and what lies over it.
import { useEffect, useRef } from 'react'
import { I18nProvider } from 'react-aria-components'
import { GoToDialog } from '../features/contents/index.ts'
import { Finding } from '../features/find/index.ts'
import { ImportCenter } from '../features/import/index.ts'
import { LibraryView } from '../features/library/index.ts'
import { Reader } from '../features/reader/index.ts'
import { SettingsDialog } from '../features/settings/index.ts'
import { INTERFACE_LANGUAGE, t } from '../i18n/index.ts'
import type { Stores } from '../stores/stores.ts'
import { StoresProvider, useSlice, useStores } from '../stores/use-stores.ts'
import { classes } from '../ui/classes.ts'
import { Spinner } from '../ui/ProgressBar.tsx'
import { ToastRegion } from '../ui/Toast.tsx'
import { BottomBar } from './BottomBar.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { ControlProvider, useControl } from './control.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { keysOf } from './key-map.ts'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { SetApartDialog } from './SetApartDialog.tsx'
import { Sidebar } from './Sidebar.tsx'
import { TopBar } from './TopBar.tsx'
import type { WindowControl } from './window.ts'
import './shell.css'

export interface AppProps {
  readonly stores: Stores
  readonly control: WindowControl
}

export function App({ stores, control }: AppProps) {
  return (
    <I18nProvider locale={INTERFACE_LANGUAGE}>
      <StoresProvider value={stores}>
        <ControlProvider value={control}>
          <ErrorBoundary>
            <Start />
          </ErrorBoundary>
        </ControlProvider>
      </StoresProvider>
    </I18nProvider>
  )
}

/** An empty desk until it is known what to show; with a sign of life when that takes long. */
function Start() {
  const isReady = useSlice('shell', (state) => state.isReady)
  useStart()
  if (isReady) return <Shell />
  return (
    <main className="starting" aria-busy="true">
      <ConnectionBanner />
      <Spinner label={t('shell.starting')} />
    </main>
  )
}

function Shell() {
  const { navigation } = useControl()
  const { route, isQuiet } = useSlice('shell', ({ route, isQuiet }) => ({ route, isQuiet }))
  return (
    <div className={classes('shell', `shell-${route}`, isQuiet && 'is-quiet')}>
      <SkipLink />
      <TopBar />
      <ConnectionBanner />
      <div className="shell-middle">
        <Sidebar />
        <main className="shell-main" id="main" tabIndex={-1} aria-label={t('shell.main')}>
          <ErrorBoundary key={route}>
            <Screen />
          </ErrorBoundary>
        </main>
      </div>
      {route === 'reader' ? <BottomBar /> : null}
      <ImportCenter onOpen={(bundleId) => void navigation.openBundle(bundleId)} />
      <Dialogs />
      <Toasts />
    </div>
  )
}

function Screen() {
  const { navigation, isMac } = useControl()
  const { imports } = useStores()
  const route = useSlice('shell', (state) => state.route)
  const title = useSlice('reader', (state) => state.bundle?.summary.metadata.title ?? t('shell.appName'))
  if (route === 'reader') {
    const findKeys = {
      next: keysOf('find-next', isMac),
      previous: keysOf('find-previous', isMac),
      close: keysOf('find-close', isMac),
    }
    return (
      <>
        <h1 className="visually-hidden">{title}</h1>
        <Finding keys={findKeys}>
          <Reader onSearch={navigation.searchFor} />
        </Finding>
      </>
    )
  }
  return (
    <LibraryView
      onOpen={(bundleId) => void navigation.openBundle(bundleId)}
      onImport={(what) => void imports.pick(what)}
    />
  )
}

/** Once, whatever React does with effects. */
function useStart(): void {
  const { navigation } = useControl()
  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    void navigation.start()
  }, [navigation])
}

function SkipLink() {
  const { reader } = useStores()
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault()
        const view = reader.view()
        if (view === null) document.getElementById('main')?.focus()
        else view.focus()
      }}
    >
      {t('shell.skipToText')}
    </a>
  )
}

function Dialogs() {
  const { shell } = useStores()
  const { navigation } = useControl()
  const dialog = useSlice('shell', (state) => state.dialog)
  return (
    <>
      <SettingsDialog
        isOpen={dialog === 'settings'}
        onClose={shell.closeDialog}
        onShortcuts={() => {
          shell.openDialog('shortcuts')
        }}
      />
      <ShortcutsDialog isOpen={dialog === 'shortcuts'} onClose={shell.closeDialog} />
      <SetApartDialog isOpen={dialog === 'set-apart'} onClose={shell.closeDialog} />
      <GoToDialog
        isOpen={dialog === 'go-to'}
        onClose={shell.closeDialog}
        onOpen={(request) => void navigation.open(request)}
      />
    </>
  )
}

function Toasts() {
  const { shell } = useStores()
  const toasts = useSlice('shell', (state) => state.toasts)
  return (
    <ToastRegion
      label={t('shell.notifications')}
      closeLabel={t('common.close')}
      toasts={toasts}
      onClose={shell.dismiss}
      onHold={shell.holdToasts}
    />
  )
}
