// What must stand before Electron is ready, since afterwards it is too late: switches, sandbox, scheme, data folder, the
// one running instance, and the guards that catch every session and page from the first.
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Session } from 'electron'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { findDataFolder } from '../data-folder.ts'
import type { ElectronApi } from './electron-api.ts'
import { hardenCommandLine } from './guards/command-line.ts'
import { guardNavigation } from './guards/navigation.ts'
import { createNetworkGuard, type NetworkGuard } from './guards/network.ts'
import { refusePermissions } from './guards/permissions.ts'
import { messages } from './messages.ts'
import { type DevelopmentServer, findDevelopmentServer } from './serving/development.ts'
import { PRIVILEGED_SCHEME } from './serving/scheme.ts'
import { findPaths, Handover, type OpenRequests, readHandover } from './system/open-requests.ts'

export interface Prepared {
  /** The data folder; it exists. */
  readonly folder: string
  readonly network: NetworkGuard
  /** Whether the developer tools may be opened: from the sources, or with `--devtools`. */
  readonly devTools: boolean
  /** Where the interface comes from while it is worked on. Null for the built one. */
  readonly development: DevelopmentServer | null
}

/**
 * Prepares the application. Null when another instance runs on the same data folder: it has been given what this one
 * was asked to open.
 * @throws LecternError NOT_SAVED when the data folder cannot be made
 */
export function prepare(electron: ElectronApi, requests: OpenRequests): Prepared | null {
  const { app, protocol } = electron
  const devTools = !app.isPackaged || app.commandLine.hasSwitch('devtools')
  const development = findDevelopmentServer(process.env, app.isPackaged)
  hardenCommandLine(app, development !== null)
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([PRIVILEGED_SCHEME])
  const folder = openDataFolder(electron)
  const handover = readHandover(process.argv, process.cwd(), app.isPackaged)
  if (!app.requestSingleInstanceLock(handover)) return null
  const network = createNetworkGuard({ devTools, socket: development?.socket })
  guardSessions(electron, network)
  guardNavigation(app)
  describeApplication(electron)
  requests.open(findPaths(handover))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    requests.open([path])
  })
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const given = Handover.safeParse(data)
    if (given.success) requests.open(findPaths(given.data))
  })
  return { folder, network, devTools, development }
}

/** Chromium's own files go to a folder of their own below the data folder. */
function openDataFolder({ app }: ElectronApi): string {
  const folder = findDataFolder({ platform: process.platform, env: process.env, home: homedir() })
  const chromium = join(folder, 'electron')
  try {
    mkdirSync(chromium, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new LecternError(
      'NOT_SAVED',
      `The data folder “${folder}” cannot be made. Name another in LECTERN_DATA_DIR.`,
      { cause },
    )
  }
  app.setPath('userData', folder)
  app.setPath('sessionData', chromium)
  return folder
}

/** The first session is made before `ready` is told; every later one is announced. */
function guardSessions({ app, session }: ElectronApi, network: NetworkGuard): void {
  const guarded = new WeakSet<Session>()
  const guard = (each: Session): void => {
    if (guarded.has(each)) return
    guarded.add(each)
    network.guard(each)
    refusePermissions(each, process.platform)
  }
  app.on('session-created', guard)
  app.once('ready', () => {
    guard(session.defaultSession)
  })
}

function describeApplication({ app }: ElectronApi): void {
  app.setAppUserModelId('app.lectern.reader')
  app.setAboutPanelOptions({ applicationName: messages.product, copyright: messages.copyright })
}
