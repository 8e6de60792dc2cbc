// Says what to type when the dependencies are not there, in place of a module-resolution stack.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Ends the process with one line when `npm ci` has not been run. */
export function requireModules() {
  const root = join(import.meta.dirname, '..')
  if (existsSync(join(root, 'node_modules/electron-vite/package.json'))) return
  console.error('The dependencies are not installed. Type: npm ci')
  process.exit(1)
}

/** Ends the process with one line when this Node cannot run the sources; under npm it is always the project's own. */
export function requireOwnNode(script) {
  if (process.features.typescript) return
  console.error(`Node ${process.versions.node} cannot run the tests. Type: npm run ${script}`)
  process.exit(1)
}
