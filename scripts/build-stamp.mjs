// Whether the build in out/ was made from the sources as they are. It compares contents, not times, so a fresh
// checkout of the same sources is not built twice; reading them all costs some tens of milliseconds.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/included-hashes.mjs',
]
const products = [
  'out/main/web.js',
  'out/main/cli.js',
  'out/main/electron.js',
  'out/main/included.json',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/library/handbook.webpub',
  'out/library/dossier.webpub',
]

/** True when every product is there and was built from exactly these sources. */
export function isBuildFresh() {
  if (!products.every((path) => existsSync(join(root, path)))) return false
  try {
    return JSON.parse(readFileSync(stampFile(), 'utf8')).sources === hashSources()
  } catch {
    return false
  }
}

/** Records that out/ was built from the sources with this hash, taken before the build began. */
export function writeStamp(sources) {
  writeFileSync(stampFile(), `${JSON.stringify({ sources, version: readVersion() })}\n`)
}

/** The product's version, from package.json. */
export function readVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}

function stampFile() {
  return join(root, 'out/build-stamp.json')
}

/** One hash over the path and content of everything that goes into the build. */
export function hashSources() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap(listFiles))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

function listFiles(path) {
  if (!existsSync(join(root, path))) return []
  if (/\.[a-z]+$/.test(path)) return [path]
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => file.slice(root.length + 1))
}
