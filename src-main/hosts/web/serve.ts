// Runs the web host for a person: prints its address, opens a window, and stops when asked, with nothing unsaved.
import { homedir } from 'node:os'
import { createInterface } from 'node:readline'
import { findDataFolder } from '../data-folder.ts'
import { canOpenWindow, openWindow, thisMachine } from './browser.ts'
import { startWebHost, type WebHost, type WebHostOptions } from './host.ts'

export interface ServeOptions extends Partial<
  Pick<WebHostOptions, 'dataFolder' | 'files' | 'included' | 'interfaceFolder' | 'port'>
> {
  /** False leaves it to the person to open the address. */
  readonly open?: boolean
}

/**
 * Serves the data folder that is named, or the usual one, until SIGINT, SIGTERM or SIGHUP. Prints one line with the
 * address; Enter in a terminal prints a new one.
 * @returns 0 after a clean stop. Rejects with a `LecternError` when the host cannot start or cannot save
 */
export async function serveWebHost(options: ServeOptions = {}): Promise<number> {
  const { open, ...passed } = options
  const stopped = waitForSignal()
  const machine = thisMachine(homedir())
  const host = await startWebHost({
    dataFolder: findDataFolder(machine),
    ...findInterfaceUrl(),
    ...passed,
  })
  process.stdout.write(`Lectern is at ${host.issueUrl()} (Ctrl+C stops it)\n`)
  if (open !== false && canOpenWindow(machine)) openWindow(machine, host.issueUrl())
  const stopListening = listenForEnter(host)
  await stopped
  stopListening()
  await host.close()
  return 0
}

function waitForSignal(): Promise<unknown> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, done)
  })
}

function listenForEnter(host: WebHost): () => void {
  if (!process.stdin.isTTY) return () => undefined
  const lines = createInterface({ input: process.stdin })
  lines.on('line', () => process.stdout.write(`Lectern is at ${host.issueUrl()} (Ctrl+C stops it)\n`))
  return () => {
    lines.close()
  }
}

/** Set by electron-vite in development; only an address on this machine is taken. */
function findInterfaceUrl(): { interfaceUrl?: string } {
  const url = URL.parse(process.env['ELECTRON_RENDERER_URL'] ?? '')
  return url?.hostname === '127.0.0.1' ? { interfaceUrl: url.href } : {}
}
