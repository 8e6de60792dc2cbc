// `npm run dev`: electron-vite with hot reloading. Without Electron's binary the web host runs in Electron's place, and
// the development server passes its socket and files on.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { root } from './build-stamp.mjs'
import { findElectron } from './electron-binary.mjs'
import { requireModules } from './modules.mjs'
import { run } from './run.mjs'

requireModules()
await buildIfStale({ announce: true })
const env = { ...process.env }
const passed = process.argv.slice(2)
if (findElectron() === null) {
  const port = await findFreePort()
  console.log('Electron’s binary is not available here; the web host runs in its place.')
  Object.assign(env, {
    ELECTRON_EXEC_PATH: process.execPath,
    ELECTRON_ENTRY: join(root, 'out/main/web.js'),
    LECTERN_DEV_HOST: `http://127.0.0.1:${port}`,
  })
  passed.unshift('--port', String(port))
}
const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
process.exit(await run(process.execPath, [electronVite, 'dev', '--', ...passed], { cwd: root, env }))

function findFreePort() {
  return new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}
