// Starts the built Electron host on a data folder of its own, where Electron's binary is there. The same specs run on
// it as on the web host; a spec that needs it says `test.skip(findElectron() === null, NO_ELECTRON)`.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

/** Why a spec is skipped without the binary. */
export const NO_ELECTRON = 'Electron’s binary is not installed; run "node node_modules/electron/install.js"'

export interface RunningElectron {
  readonly app: ElectronApplication
  /** The window's page, loaded. */
  readonly page: Page
  readonly dataFolder: string
  /** Quits as the person would; resolves when the process has ended. */
  stop(): Promise<void>
  /** Makes the next dialogues for files or folders answer with these paths, one list for each. */
  answerOpenDialogs(...answers: readonly (readonly string[])[]): Promise<void>
  /** Makes the next dialogue for saving answer with this path. */
  answerSaveDialog(path: string): Promise<void>
}

/** The path of Electron's binary, or null. `electron` is never imported here: in plain Node that starts a download. */
export function findElectron(): string | null {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Starts the host, opening `files` if there are any. Throws without the binary. */
export async function launchElectron(dataFolder: string, ...files: string[]): Promise<RunningElectron> {
  const executablePath = findElectron()
  if (executablePath === null) throw new Error(NO_ELECTRON)
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath,
    args: [root, ...files, ...(isRoot ? ['--no-sandbox'] : [])],
    cwd: root,
    env: { ...definedOnly(process.env), LECTERN_DATA_DIR: dataFolder },
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return {
    app,
    page,
    dataFolder,
    stop: () => app.close(),
    answerOpenDialogs: (...answers) =>
      app.evaluate(({ dialog }, lists) => {
        const waiting = [...lists]
        dialog.showOpenDialog = () => {
          const filePaths = [...(waiting.shift() ?? [])]
          return Promise.resolve({ canceled: filePaths.length === 0, filePaths })
        }
      }, answers),
    answerSaveDialog: (path) =>
      app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path),
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
