// Where the built parts of the product lie: beside the built host, or in out/ when the sources run as they are.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LecternError } from '../../../src-shared/contract/errors.ts'

/** The default library, in the order in which it is shown. */
const INCLUDED = ['handbook.webpub', 'dossier.webpub']

/** `out/`, as seen from `out/main/<file>.js` or from this source. */
function findProduct(path: string): string {
  const base = import.meta.url.endsWith('.ts') ? '../../../out/' : '../'
  return fileURLToPath(new URL(base + path, import.meta.url))
}

/** The folder of the built interface. Throws NOT_FOUND when it has not been built. */
export function findInterface(): string {
  const folder = findProduct('renderer')
  if (existsSync(folder)) return folder
  throw new LecternError('NOT_FOUND', `There is no interface at “${folder}”. Type: npm run build`)
}

/** The bundles carried in the application that are there. */
export function findIncluded(): string[] {
  return INCLUDED.map((name) => findProduct(`library/${name}`)).filter((path) => existsSync(path))
}
