// Writes out/main/included.json: the bundles that the application carries and the hash of each, so that the Electron
// host opens them only as they were built. The list lies among the code, which a package keeps in its signed archive.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param names bundles in out/library, in the order in which the library shows them, without `.webpub` */
export function writeIncluded(root, names) {
  const bundles = names.map((name) => {
    const file = `${name}.webpub`
    return { file, sha256: hash(join(root, 'out/library', file)) }
  })
  writeFileSync(join(root, 'out/main/included.json'), `${JSON.stringify({ bundles }, null, 2)}\n`)
}

function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
