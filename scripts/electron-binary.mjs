// Whether Electron's binary is here. `electron` itself is never imported: in plain Node that starts a download.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const outFolder = join(import.meta.dirname, '../out')
/** Remembers for a day that the binary could not be had, so that the next start does not wait for it again. */
const failureFile = join(outFolder, '.electron-unavailable')
const REMEMBER_MS = 24 * 60 * 60_000
const INSTALL_MS = 60_000

/** The path of Electron's binary, or null. */
export function findElectron() {
  try {
    const folder = dirname(require.resolve('electron/package.json'))
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** The same, after one attempt of at most a minute to fetch it, unless that failed within the last day. */
export async function findOrInstallElectron() {
  const found = findElectron()
  if (found !== null || wasUnavailable()) return found
  console.log('Fetching Electron’s binary, once, for at most a minute (--no-download skips this) …')
  await install()
  const installed = findElectron()
  if (installed === null) {
    mkdirSync(outFolder, { recursive: true })
    writeFileSync(failureFile, '')
  }
  return installed
}

function wasUnavailable() {
  try {
    return Date.now() - statSync(failureFile).mtimeMs < REMEMBER_MS
  } catch {
    return false
  }
}

function install() {
  return new Promise((done) => {
    const script = require.resolve('electron/install.js')
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: INSTALL_MS })
    child.on('error', done)
    child.on('exit', done)
  })
}
