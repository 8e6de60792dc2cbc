// The web host: the services of one data folder behind HTTP and a WebSocket on 127.0.0.1, showing the
// built interface in a browser. It never listens on any other address, and asks nothing of the network.
import Conf from 'conf'
import { createServer, type Server } from 'node:http'
import { resolve } from 'node:path'
import packageFile from '../../../package.json' with { type: 'json' }
import type { Emit } from '../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { ImportSource } from '../../../src-shared/domain/import-job.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import type { HostPorts } from '../../ipc/index.ts'
import { openStaging, type SourceFolder, type Staging } from '../../library/index.ts'
import { compose, type Core } from '../compose.ts'
import { type FileOpener, openFiles } from './open-files.ts'
import { findIncluded, findInterface } from './product-files.ts'
import { createRequestHandler, type RequestOptions } from './http/requests.ts'
import { openSessions } from './http/sessions.ts'
import { openSockets, type Sockets } from './http/socket.ts'
import { openStaticFiles } from './http/static-files.ts'
import { openUploads, type Uploads } from './uploads/uploads.ts'

export interface WebHostOptions {
  /** Absolute; made when it is not there. */
  readonly dataFolder: string
  /** Any free port when absent or 0. */
  readonly port?: number
  /** Files and folders to import at the start; what they become is opened in the interface. */
  readonly files?: readonly string[]
  /** Bundles carried in the application; those of the build when absent. */
  readonly included?: readonly string[]
  /** The built interface; that of the build when absent. */
  readonly interfaceFolder?: string
  /** Where the interface is when a development server shows it. */
  readonly interfaceUrl?: string
  readonly log?: (message: string, error: unknown) => void
}

export interface WebHost {
  /** `http://127.0.0.1:<port>/`, without a code: of no use to anyone who has no session. */
  readonly address: string
  /** An address with a new launch code, good once and for five minutes. */
  issueUrl(): string
  /** The services, for those who run in the same process. */
  readonly core: Core
  /** Ends every connection, writes what is pending, and frees the port. Safe to call twice. */
  close(): Promise<void>
}

/** How often what other processes wrote to the same data folder is looked for, while an interface is connected. */
const REFRESH_MS = 2_000

/** Stores as `conf` writes them: the same files as electron-store in the Electron host. */
export const openConf: StoreFactory = ({ folder, name }) =>
  new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  })

/** Starts the host. Rejects with a `LecternError` when the data folder or the port cannot be used. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const staging = await openStaging(options.dataFolder)
  try {
    return await openHost(options, staging)
  } catch (error) {
    await staging.close()
    throw error
  }
}

async function openHost(options: WebHostOptions, staging: Staging): Promise<WebHost> {
  const log = options.log ?? logToStandardError
  const files = openStaticFiles(options.interfaceFolder ?? findInterface())
  const uploads = openUploads(staging.folder)
  const opener = openFiles(options.files ?? [])
  const late: { emit?: Emit } = {}
  const core = await openCore(options, uploads, opener, (name, payload) => {
    late.emit?.(name, payload)
    opener.hear(name, payload)
  })
  const sessions = openSessions()
  const server = openServer()
  let address = ''
  const authority = (): string => new URL(address).host
  const sockets = openSockets({
    authority,
    sessions,
    router: core.router,
    onConnect: () => {
      opener.greet(core, sockets).catch((error: unknown) => {
        log('What was imported could not be opened', error)
      })
    },
  })
  late.emit = sockets.emit
  const interfaceUrl = options.interfaceUrl ?? '/'
  const onSessionEnd = (session: string): void => {
    sockets.endSession(session)
  }
  const { library } = core
  const answer = createRequestHandler({
    ...{ authority, sessions, files, library, uploads, interfaceUrl, onSessionEnd, log },
  })
  server.on('request', (request, response) => void answer(request, response))
  server.on('upgrade', (request, stream, head) => {
    sockets.upgrade(request, stream, head)
  })
  const port = await listen(server, options.port ?? 0).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
  address = `http://127.0.0.1:${port}/`
  const stopRefreshing = refreshNotes(core, sockets, log)
  opener.start(core)
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stopRefreshing()
    sockets.close()
    await closeServer(server)
    await core.close().finally(() => staging.close())
  }
  return {
    address,
    core,
    issueUrl: () => `${address}?launch=${sessions.issueCode()}`,
    close: () => (stopping ??= stop()),
  }
}

function openCore(options: WebHostOptions, uploads: Uploads, opener: FileOpener, emit: Emit): Promise<Core> {
  return compose({
    name: 'web',
    folder: options.dataFolder,
    version: packageFile.version,
    runtime: { node: process.versions.node },
    included: options.included ?? findIncluded(),
    openStore: openConf,
    ports: browserPorts,
    emit,
    resolveSource: (source) => resolveSource(source, opener, uploads),
    requestsCancelled: () => 0,
  })
}

/** Looks for what other processes wrote to the same data folder, as long as someone is there to see it. */
function refreshNotes(core: Core, sockets: Sockets, log: RequestOptions['log']): () => void {
  const timer = setInterval(() => {
    if (sockets.count() === 0) return
    core.refresh().catch((error: unknown) => {
      log('What other processes wrote could not be read', error)
    })
  }, REFRESH_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}

/** The browser asks and saves by itself; the host has no dialogues. */
const browserPorts: HostPorts = {
  pickSources: () => Promise.resolve({ kind: 'browser' }),
  saveFile: () => Promise.resolve({ kind: 'browser' }),
  openExternal: () => Promise.resolve({ kind: 'browser' }),
}

/** A path is taken only from the command line: a page must not be able to name files of this machine. */
async function resolveSource(
  source: ImportSource,
  opener: FileOpener,
  uploads: Uploads,
): Promise<string | SourceFolder> {
  if (source.kind === 'staged') return uploads.claim(source.batch)
  const path = resolve(source.path)
  if (opener.paths.has(path)) return path
  throw new LecternError('FORBIDDEN', 'In a browser, files are handed over, not named.')
}

/** A server that slow and oversized requests cannot hold up. Times in milliseconds, sizes in bytes. */
function openServer(): Server {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 10 * 60_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  })
  server.maxHeadersCount = 100
  server.maxConnections = 256
  return server
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', (cause) => {
      failed(
        new LecternError('NOT_FOUND', `Port ${port} of this machine cannot be used. Choose another.`, {
          cause,
        }),
      )
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const bound = server.address()
      done(typeof bound === 'object' && bound !== null ? bound.port : port)
    })
  })
}

/** Connections that idle or hang are cut; whoever is connected has been told. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeAllConnections()
  await closed
}

function logToStandardError(message: string, error: unknown): void {
  process.stderr.write(
    `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
}
