// Starts the built web host on a data folder of its own, as a person's `npm start` would, and stops it again.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface RunningHost {
  /** The address with its one-time launch code. */
  readonly url: string
  readonly dataFolder: string
  /** Asks the host to stop as Ctrl+C does; resolves with its exit code. */
  stop(): Promise<number | null>
  /** Ends the host at once, as a power cut would. */
  kill(): Promise<void>
}

const root = resolve(import.meta.dirname, '../..')

/** A fresh data folder and a function that removes it. */
export async function makeDataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-e2e-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts the host and waits for the line with its address. Fails with the host's own output after 30 s. */
export async function startHost(dataFolder: string, ...files: string[]): Promise<RunningHost> {
  const child = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open', ...files], {
    cwd: root,
    env: { ...process.env, LECTERN_DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const url = await readAddress(child)
  return {
    url,
    dataFolder,
    async stop() {
      child.kill('SIGINT')
      return exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let output = ''
    const timer = setTimeout(() => failed(new Error(`The host printed no address:\n${output}`)), 30_000)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const match = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output)
      if (match === null) return
      clearTimeout(timer)
      found(match[0])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => failed(new Error(`The host ended with ${code}:\n${output}`)))
  })
}
