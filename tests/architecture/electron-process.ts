// Runs the built main of the Electron host in a process of its own, on the double of `electron`, and drives it with
// functions that are evaluated there: they must not refer to anything outside themselves.
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Bridge } from '../../src-shared/contract/bridge.ts'

const root = resolve(import.meta.dirname, '../..')
const register = join(root, 'tests/fixtures/electron-double/register.mjs')

type Handler = (...args: unknown[]) => unknown

export interface DoubleSession {
  readonly name: string
  readonly handlers: Record<string, Handler>
  readonly spelling: { enabled: boolean; languages: string[]; url: string | null }
  readonly proxy: unknown
  isCancelled(url: string): boolean
  emit(name: string, ...args: unknown[]): boolean
}

export interface DoubleContents {
  readonly id: number
  readonly mainFrame: { url: string; parent: unknown; detached: boolean }
  readonly windowOpenHandler: Handler
  readonly webRTCPolicy: string
  readonly reloads: number
  readonly sent: [string, ...unknown[]][]
  emit(name: string, ...args: unknown[]): boolean
}

export interface DoubleWindow {
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }
  readonly webContents: DoubleContents
  readonly page: { status: number; headers: Record<string, string>; text: string } | null
  readonly visible: boolean
  readonly shown: number
  bounds: { x: number; y: number; width: number; height: number }
  close(): void
}

export interface DoubleEvent {
  readonly defaultPrevented: boolean
}

interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly submenu?: MenuItem[]
  readonly click?: () => void
}

/** What tests/fixtures/electron-double/electron.mjs offers. */
export interface ElectronDouble {
  readonly app: {
    readonly paths: Record<string, string>
    readonly switches: Map<string, string>
    readonly sandboxed: boolean
    readonly handover: unknown
    readonly modelId: string
    readonly about: Record<string, string>
    emit(name: string, ...args: unknown[]): boolean
    quit(): void
  }
  readonly BrowserWindow: { readonly all: DoubleWindow[] } & (new (options: unknown) => DoubleWindow)
  readonly contextBridge: { readonly worlds: { lectern: Bridge } }
  readonly dialog: {
    readonly shown: { kind: string; options: Record<string, unknown> }[]
    answers: unknown[]
  }
  readonly event: (fields?: object) => DoubleEvent
  readonly ipcMain: {
    readonly handlers: Map<string, Handler>
    eventNames(): string[]
    emit(name: string, ...args: unknown[]): boolean
    invokeFrom(frame: unknown, sender: unknown, channel: string, ...args: unknown[]): Promise<unknown>
  }
  readonly Menu: { readonly current: { readonly template: MenuItem[] } }
  readonly protocol: {
    readonly privileged: { scheme: string; privileges: Record<string, boolean> }[]
    request(
      url: string,
      method?: string,
    ): Promise<{ status: number; headers: Record<string, string>; text: string } | null>
  }
  readonly session: { readonly defaultSession: DoubleSession; fromPartition(name: string): DoubleSession }
  readonly shell: { readonly opened: string[] }
}

/** What the process says when it ends. */
export interface Ending {
  readonly exit: number
  readonly handover: unknown
  readonly windows: number
  readonly dialogs: { kind: string; options: Record<string, unknown> }[]
}

export interface ElectronProcess {
  readonly dataFolder: string
  /** Standard output and error so far. */
  output(): string
  /** Runs a function in the process; argument and result are copied. Rejects with what it throws. */
  evaluate<R>(run: (electron: ElectronDouble) => R | Promise<R>): Promise<R>
  evaluate<R, A>(run: (electron: ElectronDouble, arg: A) => R | Promise<R>, arg: A): Promise<R>
  /** Resolves when a window shows its page. */
  ready(): Promise<void>
  /** Resolves when the process has ended. */
  ended(): Promise<Ending>
  /** Quits as the person would. */
  quit(): Promise<Ending>
  /** Ends the process at once. */
  kill(): Promise<void>
}

/** Builds what is missing or stale. Throws with the build's own words when it fails. */
export function build(): void {
  const done = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}${done.stderr}`)
}

/** A fresh data folder and a function that removes it. */
export async function makeDataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-electron-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts the built main on a data folder. */
export function launch(
  dataFolder: string,
  options: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): ElectronProcess {
  const child = fork(join(root, 'out/main/electron.js'), [...(options.args ?? [])], {
    cwd: root,
    execArgv: ['--import', register],
    env: { ...process.env, LECTERN_DATA_DIR: dataFolder, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ending = waitForEnding(child, () => output)
  const evaluate = createEvaluate(child)
  return {
    dataFolder,
    output: () => output,
    evaluate,
    ready: () => waitForPage(evaluate, child, () => output),
    ended: () => ending,
    async quit() {
      await evaluate((electron) => void setImmediate(() => electron.app.quit()))
      return ending
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await gone
      await ending.catch(() => undefined)
    },
  }
}

type Evaluate = ElectronProcess['evaluate']

function createEvaluate(child: ChildProcess): Evaluate {
  let last = 0
  return <R, A>(run: (electron: ElectronDouble, arg: A) => R | Promise<R>, arg?: A): Promise<R> => {
    const id = ++last
    return new Promise<R>((done, fail) => {
      const hear = (message: { id?: number; value: R; error?: string }): void => {
        if (message.id !== id) return
        child.off('message', hear)
        if (message.error === undefined) done(message.value)
        else fail(new Error(message.error))
      }
      child.on('message', hear)
      child.send({ id, source: run.toString(), arg })
    })
  }
}

async function waitForPage(evaluate: Evaluate, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The process ended:\n${output()}`)
    const shown = await evaluate((electron) => electron.BrowserWindow.all.some((window) => window.visible))
    if (shown) return
    if (Date.now() > deadline) throw new Error(`No window was shown:\n${output()}`)
    await new Promise((done) => setTimeout(done, 25))
  }
}

function waitForEnding(child: ChildProcess, output: () => string): Promise<Ending> {
  const ending = new Promise<Ending>((done, fail) => {
    let said: Ending | undefined
    child.on('message', (message: { exit?: number }) => {
      if (message.exit !== undefined) said = message as Ending
    })
    child.once('exit', (code, signal) => {
      if (said === undefined) fail(new Error(`The process ended with ${code ?? signal}:\n${output()}`))
      else done(said)
    })
  })
  ending.catch(() => undefined)
  return ending
}

/** The built host of a whole suite, started before its first test on a data folder that goes after its last. */
export function useElectron(): { readonly running: ElectronProcess; readonly folder: string } {
  let running: ElectronProcess | undefined
  let data: Awaited<ReturnType<typeof makeDataFolder>> | undefined
  beforeAll(async () => {
    build()
    data = await makeDataFolder()
    running = launch(data.folder)
    await running.ready()
  }, 300_000)
  afterAll(async () => {
    await running?.kill()
    await data?.remove()
  })
  return {
    get running() {
      if (running === undefined) throw new Error('The host has not been started.')
      return running
    },
    get folder() {
      if (data === undefined) throw new Error('There is no data folder yet.')
      return data.folder
    },
  }
}
