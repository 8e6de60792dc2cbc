// The browser that tests run in: an installed one of the Chromium family, or Playwright's own. Run as a program it
// prints the path. `--install` gets one when there is none and this machine lets us.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findBrowser as findInstalled, thisMachine } from '../src-main/hosts/web/browser.ts'

/** How each system's package manager is asked for Chromium. The first word says whether it is this system's. */
const PACKAGE_MANAGERS = [
  {
    name: 'apt-get',
    steps: [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', 'chromium'],
    ],
  },
  { name: 'dnf', steps: [['dnf', 'install', '-y', '-q', 'chromium']] },
  { name: 'pacman', steps: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  { name: 'zypper', steps: [['zypper', '--non-interactive', 'install', 'chromium']] },
  { name: 'apk', steps: [['apk', 'add', '--no-cache', 'chromium']] },
]

/** What to type when nothing could be got. */
export const ADVICE =
  'No browser for the end-to-end tests. Install Chromium, Chrome or Edge (Debian and Ubuntu: sudo apt-get install ' +
  'chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium; Windows: winget install ' +
  'Google.Chrome), or type: npx playwright install chromium. One in an unusual place is named by LECTERN_BROWSER.'

/** The path of a browser, or null. */
export async function findBrowser() {
  return findInstalled(thisMachine(homedir())) ?? (await findPlaywrights())
}

/** The same, after trying to get one: Playwright's download first, then the system's package manager. */
export async function findOrInstallBrowser() {
  const found = await findBrowser()
  if (found !== null) return found
  console.log('No browser found; getting one …')
  const playwright = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js')
  attempt([process.execPath, playwright, 'install', 'chromium'], 5 * 60_000)
  return (await findBrowser()) ?? (await installWithSystem())
}

async function findPlaywrights() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : null
}

async function installWithSystem() {
  const prefix = findPrivilege()
  const manager = PACKAGE_MANAGERS.find(({ name }) => attempt(['sh', '-c', `command -v ${name}`], 5_000))
  if (prefix === null || manager === undefined) return null
  for (const step of manager.steps) attempt([...prefix, ...step], 10 * 60_000)
  return findBrowser()
}

/** How to act as the administrator without being asked for a password, or null. */
function findPrivilege() {
  if (process.platform === 'win32' || process.platform === 'darwin') return null
  if (process.getuid?.() === 0) return []
  return attempt(['sudo', '-n', 'true'], 5_000) ? ['sudo', '-n'] : null
}

function attempt([command, ...args], timeout) {
  return (
    spawnSync(command, args, {
      stdio: 'ignore',
      timeout,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  )
}

if (import.meta.filename === process.argv[1]) {
  const path = await (process.argv.includes('--install') ? findOrInstallBrowser() : findBrowser())
  console.log(path ?? ADVICE)
  process.exitCode = path === null ? 1 : 0
}
