// Builds everything that a start needs: the main side, the preload, the interface, and the default library.
// `npm start` calls it when the build is missing or stale; `--if-stale` does the same by hand.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withBuildLock } from './build-lock.mjs'
import { hashSources, isBuildFresh, readVersion, root, writeStamp } from './build-stamp.mjs'
import { writeIncluded } from './included-hashes.mjs'
import { requireModules } from './modules.mjs'

/** The default library: what `resources/library/<name>` becomes. */
const library = [
  { name: 'handbook', id: 'lectern-handbook', title: 'Lectern Handbook' },
  { name: 'dossier', id: 'lectern-dossier', title: 'Dossier: Devices, Supply Chains and a Virus' },
]

/** Builds when something changed since the last build. Throws with one line that says what failed. */
export async function buildIfStale({ force = false, announce = false } = {}) {
  if (!force && isBuildFresh()) return false
  if (announce) console.log('Building, once after every change …')
  await withBuildLock(() => {
    if (!force && isBuildFresh()) return
    const sources = hashSources()
    rmSync(join(root, 'out/build-stamp.json'), { force: true })
    run(
      ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
      'electron-vite build',
    )
    buildLibrary()
    writeIncluded(
      root,
      library.map(({ name }) => name),
    )
    writeStamp(sources)
  })
  return true
}

function buildLibrary() {
  const cli = 'out/main/cli.js'
  if (!existsSync(join(root, cli)))
    throw new Error(`The build left no ${cli}, so the library cannot be built.`)
  mkdirSync(join(root, 'out/library'), { recursive: true })
  for (const { name, id, title } of library) {
    const out = `out/library/${name}.webpub`
    const options = [
      '--out',
      out,
      '--id',
      id,
      '--title',
      title,
      '--edition',
      readVersion(),
      '--language',
      'en',
    ]
    run([cli, 'build', `resources/library/${name}`, ...options], `lectern build ${name}`)
  }
}

function run(args, what) {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  if (done.status === 0) return
  process.stderr.write(`${done.stdout}${done.stderr}`)
  throw new Error(
    `${what} failed${done.status === null ? `: ${done.signal}` : ` with exit code ${done.status}`}.`,
  )
}

if (import.meta.filename === process.argv[1]) {
  requireModules()
  try {
    const built = await buildIfStale({ force: !process.argv.includes('--if-stale') })
    console.log(
      built ? 'Built out/main, out/preload, out/renderer and out/library.' : 'The build is up to date.',
    )
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
