// Joins the window and the stores outside React: theme, width, keys, the host's commands and its coming and going, and
// the stores that follow each other. Everything is undone by `dispose`.
import type { Command } from '../../src-shared/contract/contract.ts'
import type { BundleSummary } from '../../src-shared/domain/bundle.ts'
import type { Host } from '../client/host.ts'
import { t } from '../i18n/index.ts'
import { toAppearance } from '../stores/settings-store.ts'
import { toShownTheme } from '../stores/shell-store.ts'
import type { Stores } from '../stores/stores.ts'
import { createCommands, createKeyHandler, type RunCommand } from './commands.ts'
import type { CommandId } from './key-map.ts'
import { createNavigation, type Navigation } from './navigation.ts'
import { connectQuiet } from './quiet.ts'

export interface WindowControl {
  readonly navigation: Navigation
  readonly run: RunCommand
  readonly isMac: boolean
  dispose(): void
}

export interface WindowOptions {
  readonly stores: Stores
  readonly host: Pick<Host, 'client' | 'state' | 'onState'>
  readonly page: Window
}

/** Below this width in pixels the sidebar lies over the text. */
const NARROW = '(max-width: 760px)'

export function connectWindow({ stores, host, page }: WindowOptions): WindowControl {
  const isMac = /Mac|iPhone|iPad/u.test(page.navigator.platform)
  const navigation = createNavigation(stores)
  const run = createCommands(stores, navigation)
  stores.shell.setKeyHandler(createKeyHandler(run, isMac))
  const stops = [
    navigation.dispose,
    connectKeys(stores, run, page),
    connectTheme(stores, page),
    connectWidth(stores, page),
    connectHostEvents(stores, host, run, navigation),
    connectFollowers(stores, page),
    connectQuiet(stores, page),
  ]
  return {
    navigation,
    run,
    isMac,
    dispose: () => {
      stops.forEach((stop) => {
        stop()
      })
    },
  }
}

type Stop = () => void

function connectKeys({ shell }: Stores, run: RunCommand, page: Window): Stop {
  const onKeyDown = (event: KeyboardEvent): void => void shell.onKey(event)
  // The mouse's own back and forward buttons.
  const onMouseUp = (event: MouseEvent): void => {
    if (event.button === 3 || event.button === 4) run(event.button === 3 ? 'back' : 'forward')
  }
  page.addEventListener('keydown', onKeyDown)
  page.addEventListener('mouseup', onMouseUp)
  return () => {
    page.removeEventListener('keydown', onKeyDown)
    page.removeEventListener('mouseup', onMouseUp)
  }
}

/** The theme of the open bundle while it is read, else everybody's; `auto` follows the system as it changes. */
function connectTheme({ settings, shell, reader }: Stores, page: Window): Stop {
  const dark = page.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const isReading = shell.getState().route === 'reader'
    const bundleId = isReading ? (reader.getState().bundle?.summary.metadata.id ?? null) : null
    const theme = toShownTheme(toAppearance(settings.getState().settings, bundleId).theme, dark.matches)
    page.document.documentElement.dataset.theme = theme
    if (shell.getState().theme !== theme) shell.setState({ theme })
  }
  apply()
  dark.addEventListener('change', apply)
  const stops = [settings.subscribe(apply), shell.subscribe(apply), reader.subscribe(apply)]
  return () => {
    dark.removeEventListener('change', apply)
    stops.forEach((stop) => {
      stop()
    })
  }
}

function connectWidth({ shell }: Stores, page: Window): Stop {
  const narrow = page.matchMedia(NARROW)
  const apply = (): void => {
    shell.setState({ isNarrow: narrow.matches, isDrawerOpen: false })
  }
  apply()
  narrow.addEventListener('change', apply)
  return () => {
    narrow.removeEventListener('change', apply)
  }
}

function connectHostEvents(
  stores: Stores,
  host: WindowOptions['host'],
  run: RunCommand,
  navigation: Navigation,
): Stop {
  const { shell, library, settings } = stores
  const stops = [
    host.client.on('host.command', ({ command }) => void run(toCommandId(command))),
    host.client.on('host.openLocator', ({ locator }) => {
      const { bundleId, documentId, start, end } = locator
      void navigation.open({ bundleId, documentId, start, ...(end === undefined ? {} : { end }) })
    }),
    host.onState((state) => {
      if (state === 'connecting') return
      const wasLost = shell.getState().connection === 'lost'
      shell.setState({ connection: state === 'gone' ? 'lost' : 'connected' })
      if (state !== 'connected' || !wasLost) return
      shell.toast({ text: t('shell.connectionBack') })
      void settings.load()
      void library.refresh()
      void stores.reader.retry()
    }),
  ]
  return () => {
    stops.forEach((stop) => {
      stop()
    })
  }
}

/** The host's commands are those of the key map, by the same names. */
function toCommandId(command: Command): CommandId {
  return command
}

/** What must follow when something else changes: annotations the bundle, searches the place, the title all of it. */
function connectFollowers(stores: Stores, page: Window): Stop {
  const { reader, annotations, search, shell, settings, library } = stores
  const title = (): void => {
    const open = shell.getState().route === 'reader' ? reader.getState().document?.title : undefined
    page.document.title = open === undefined ? t('shell.appName') : t('shell.windowTitle', { title: open })
  }
  const leave = (): void => {
    void reader.savePosition()
    void settings.flush()
  }
  page.addEventListener('pagehide', leave)
  const stops = [
    reader.subscribe((state, before) => {
      if (state.document === before.document) return
      title()
      const bundleId = state.bundle?.summary.metadata.id ?? null
      if (annotations.getState().bundleId !== bundleId) void annotations.showBundle(bundleId)
      if (search.getState().scope !== 'everything' && search.getState().text !== '') search.refresh()
    }),
    shell.subscribe((state, before) => {
      if (state.route !== before.route) title()
    }),
    settings.subscribe((state, before) => {
      if (state.failure !== null && state.failure !== before.failure)
        shell.toast({ kind: 'error', text: t('settings.saveFailed', { reason: state.failure.message }) })
    }),
    library.subscribe((state, before) => {
      const isChanged = toShelf(state.bundles) !== toShelf(before.bundles)
      if (isChanged && search.getState().text !== '') search.refresh()
    }),
  ]
  return () => {
    page.removeEventListener('pagehide', leave)
    stops.forEach((stop) => {
      stop()
    })
  }
}

/** What can be searched, as one string to compare. */
function toShelf(bundles: readonly BundleSummary[]): string {
  return bundles.map(({ metadata }) => `${metadata.id}@${metadata.edition}`).join(' ')
}
