// `npm start`: builds when the build is missing or stale, then starts Electron, or the web host where Electron's
// binary is neither present nor obtainable. Files and options after `--` are passed on.
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { root } from './build-stamp.mjs'
import { findElectron, findOrInstallElectron } from './electron-binary.mjs'
import { requireModules } from './modules.mjs'
import { run } from './run.mjs'

/** Options that only the web host has: whoever gives one wants it. */
const WEB_OPTIONS = ['--web', '--no-open', '--port', '--help', '-h']

requireModules()
const args = process.argv.slice(2)
const mayDownload = !process.env.CI && !args.includes('--no-download')
const wantsWeb = args.some((arg) => WEB_OPTIONS.includes(arg.split('=')[0]))
const passed = args.filter((arg) => arg !== '--no-download' && arg !== '--web')

try {
  await buildIfStale({ announce: true })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const electron = wantsWeb ? null : mayDownload ? await findOrInstallElectron() : findElectron()
if (electron !== null) process.exit(await run(electron, [root, ...passed]))
if (!wantsWeb) console.log('Electron’s binary is not available here; Lectern opens in the browser instead.')
process.exit(await run(process.execPath, [join(root, 'out/main/web.js'), ...passed]))
