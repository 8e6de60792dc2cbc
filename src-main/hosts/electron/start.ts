// Joins everything that the Electron host is made of: guards first, then services, then the window. It is given
// Electron itself and the places of the built files, and reaches for neither.
import { EVENT_CHANNEL } from '../../../src-shared/contract/bridge.ts'
import type { Command, Emit } from '../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { compose, type Core } from '../compose.ts'
import { openGate } from './guards/gate.ts'
import type { ElectronApi } from './electron-api.ts'
import type { NetworkGuard } from './guards/network.ts'
import { SCHEME } from './guards/origin.ts'
import { messages } from './messages.ts'
import { prepare } from './prepare.ts'
import { loadAssets } from './serving/assets.ts'
import type { DevelopmentServer } from './serving/development.ts'
import { serve } from './serving/scheme.ts'
import { createPorts } from './system/dialogs.ts'
import { createGrants, type Grants } from './system/grants.ts'
import { findIncluded, type Included } from './system/included.ts'
import { createOpenRequests, type OpenRequests } from './system/open-requests.ts'
import { flushOnQuit } from './system/quit.ts'
import { createStoreFactory } from './system/store.ts'
import { buildMenu } from './window/menu.ts'
import { loadWindowState } from './window/window-state.ts'
import { createWindows, type Windows } from './window/window.ts'

/** Where the built files lie; absolute paths. */
export interface Places {
  readonly preload: string
  readonly interfaceFolder: string
  readonly icon: string
  /** included.json, and the folder of the bundles that it lists. */
  readonly includedList: string
  readonly includedFolder: string
}

interface Host {
  readonly electron: ElectronApi
  readonly places: Places
  readonly folder: string
  readonly version: string
  readonly devTools: boolean
  readonly development: DevelopmentServer | null
  readonly network: NetworkGuard
  readonly grants: Grants
  readonly requests: OpenRequests
}

/** Starts the application, or hands over to the one that already runs and ends. Returns before it is ready. */
export function start(electron: ElectronApi, places: Places, version: string): void {
  const { app, dialog } = electron
  const grants = createGrants()
  const requests = createOpenRequests(grants)
  const fail = (error: unknown): void => {
    console.error(error)
    dialog.showErrorBox(messages.cannotStart, error instanceof LecternError ? error.message : messages.fault)
    app.exit(1)
  }
  try {
    const prepared = prepare(electron, requests)
    if (prepared === null) {
      app.quit()
      return
    }
    const host: Host = { electron, places, version, grants, requests, ...prepared }
    app
      .whenReady()
      .then(() => run(host))
      .catch(fail)
  } catch (error) {
    fail(error)
  }
}

async function run(host: Host): Promise<void> {
  const { electron, places } = host
  const { app, protocol } = electron
  const assets = await loadAssets(places.interfaceFolder)
  if (!assets.has('/') && host.development === null) throw new LecternError('NOT_FOUND', messages.incomplete)
  const windows = await openWindows(host)
  const included = await findIncluded(places.includedList, places.includedFolder)
  const emit: Emit = (name, payload) => {
    windows.find()?.webContents.send(EVENT_CHANNEL, name, payload)
    host.requests.hear(name, payload)
  }
  const core = await composeHost(host, windows, included, emit)
  flushOnQuit({
    app,
    close: () => core.close(),
    onFailure: (error) => {
      console.error(error)
      electron.dialog.showErrorBox(messages.product, messages.notClosed)
    },
  })
  protocol.handle(SCHEME, (request) =>
    serve(request, { assets, library: core.library, development: host.development }),
  )
  openGate({
    ipcMain: electron.ipcMain,
    router: core.router,
    isWindow: windows.owns,
    onDropped: (path) => {
      host.grants.add([path])
    },
    onFirstCall: () => {
      host.requests.start(core.library, emit)
    },
  })
  setMenu(host, windows, emit)
  followApplication(host, windows, core)
  windows.show()
  warnOfDamaged(host, windows, included)
}

async function openWindows({ electron, places, folder, devTools }: Host): Promise<Windows> {
  const { app, BrowserWindow, dialog, nativeTheme, screen } = electron
  return createWindows({
    BrowserWindow,
    screen,
    dialog,
    preload: places.preload,
    icon: places.icon,
    devTools,
    isDark: () => nativeTheme.shouldUseDarkColors,
    stateFile: await loadWindowState(folder),
    quit: () => {
      app.quit()
    },
  })
}

function composeHost(host: Host, windows: Windows, included: Included, emit: Emit): Promise<Core> {
  const { electron, folder, grants, network, version } = host
  return compose({
    name: 'electron',
    folder,
    version,
    runtime: readRuntime(),
    included: included.paths,
    openStore: createStoreFactory(electron.ipcMain),
    ports: createPorts({
      dialog: electron.dialog,
      shell: electron.shell,
      grants,
      findWindow: windows.find,
    }),
    emit,
    resolveSource: grants.resolveSource,
    requestsCancelled: network.cancelled,
  })
}

/** Versions of what the application runs on. */
function readRuntime(): Record<string, string> {
  const versions: Readonly<Record<string, string | undefined>> = process.versions
  const known = ['electron', 'chrome', 'node', 'v8'].map((name) => [name, versions[name] ?? ''] as const)
  return Object.fromEntries(known.filter(([, version]) => version !== ''))
}

function setMenu({ electron, devTools }: Host, windows: Windows, emit: Emit): void {
  const send = (command: Command): void => {
    const { webContents } = windows.show()
    const sendNow = (): void => {
      emit('host.command', { command })
    }
    if (webContents.isLoading()) webContents.once('did-finish-load', sendNow)
    else sendNow()
  }
  const menu = buildMenu({ platform: process.platform, devTools, send })
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu))
}

/** What the platform asks of an application that has started. */
function followApplication({ electron }: Host, windows: Windows, core: Core): void {
  const { app } = electron
  app.on('second-instance', () => {
    windows.show()
  })
  app.on('activate', () => {
    windows.show()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('browser-window-focus', () => {
    core.refresh().catch((error: unknown) => {
      console.error('Notes of other programs could not be read:', error)
    })
  })
}

function warnOfDamaged({ electron }: Host, windows: Windows, { damaged }: Included): void {
  const window = windows.find()
  if (damaged.length === 0 || window === null) return
  void electron.dialog.showMessageBox(window, {
    type: 'warning',
    message: messages.damagedIncluded(damaged),
  })
}
