// Finds an installed browser of the Chromium family, which can show the interface as a window of its own, and opens an
// address in it or in whatever the platform opens addresses with. It installs nothing and waits for nothing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What the search depends on, so that a test can ask for every platform. */
export interface BrowserSurroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  exists(path: string): boolean
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
]
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

/**
 * The path of a Chromium-family browser: `LECTERN_BROWSER` when it is set, else the first that is installed; null when
 * there is none.
 */
export function findBrowser(surroundings: BrowserSurroundings): string | null {
  const chosen = surroundings.env['LECTERN_BROWSER']
  if (chosen !== undefined && chosen !== '') return surroundings.exists(chosen) ? chosen : null
  return listCandidates(surroundings).find((path) => surroundings.exists(path)) ?? null
}

/** The surroundings of this process. */
export function thisMachine(home: string): BrowserSurroundings {
  return { platform: process.platform, env: process.env, home, exists: existsSync }
}

/** Whether a window can be shown at all: not under CI, and on Linux only with a display. */
export function canOpenWindow({ platform, env }: BrowserSurroundings): boolean {
  if (env['CI'] !== undefined && env['CI'] !== '') return false
  const hasDisplay = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  return platform === 'darwin' || platform === 'win32' || hasDisplay
}

/** Opens the address and returns at once. A failure is silent: the address stands in the terminal as well. */
export function openWindow(surroundings: BrowserSurroundings, url: string): void {
  const browser = findBrowser(surroundings)
  const [command, args] = browser === null ? toOpener(surroundings, url) : [browser, [`--app=${url}`]]
  const child = spawn(command, args, { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}

function toOpener({ platform }: BrowserSurroundings, url: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}

function listCandidates({ platform, env, home }: BrowserSurroundings): string[] {
  if (platform === 'darwin')
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      MAC_NAMES.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    )
  if (platform === 'win32')
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = env[name]
      return folder === undefined ? [] : WINDOWS_PATHS.map((path) => `${folder}\\${path}`)
    })
  const folders = [...new Set([...(env['PATH'] ?? '').split(delimiter), ...LINUX_FOLDERS])]
  return LINUX_NAMES.flatMap((name) =>
    folders.filter((folder) => folder.startsWith('/')).map((folder) => `${folder}/${name}`),
  )
}
