// Sorts what the person hands over into the bundles it becomes: a bundle file is installed, each folder becomes one
// bundle, and loose files together become one. It reads names and, for handed-over files, contents; it imports nothing.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ImportReportItem, ImportSource } from '../../../src-shared/domain/import-job.ts'
import { isBundlePath } from '../../importing/index.ts'

/**
 * What becomes one bundle. `seed` says whether two imports are of the same thing: the same seed gives the same
 * bundle id. `certain` is false where the seed is only a folder's name, because a browser does not tell its path.
 */
export type SourceGroup =
  | { readonly kind: 'bundle'; readonly path: string }
  | {
      readonly kind: 'sources'
      readonly paths: readonly string[]
      readonly name: string
      /** Whether these are loose files, whose bundle is called after what they turn out to be. */
      readonly loose: boolean
      readonly seed: string
      readonly certain: boolean
    }

/** A source with the path behind it; the content of a staged batch lies in a folder of its own. */
export interface ResolvedSource {
  readonly kind: ImportSource['kind']
  readonly path: string
}

/** A folder of files that were handed over, and lines for those that were refused on the way. */
export interface SourceFolder {
  readonly path: string
  readonly refused: readonly ImportReportItem[]
}

/** Groups the sources, in the order given. A path that does not exist is left to the importer to refuse. */
export async function groupSources(sources: readonly ResolvedSource[]): Promise<SourceGroup[]> {
  const groups: SourceGroup[] = []
  const loose: ResolvedSource[] = []
  for (const source of await expandStaged(sources)) {
    if (isBundlePath(source.path)) groups.push({ kind: 'bundle', path: source.path })
    else if (await isFolder(source.path)) groups.push(await toFolderGroup(source))
    else loose.push(source)
  }
  if (loose.length > 0) groups.push(await toLooseGroup(loose))
  return groups
}

async function expandStaged(sources: readonly ResolvedSource[]): Promise<ResolvedSource[]> {
  const expanded = await Promise.all(
    sources.map(async (source) => {
      if (source.kind === 'path') return [source]
      const names = await readdir(source.path).catch(() => [])
      return names.sort().map((name) => ({ kind: source.kind, path: join(source.path, name) }))
    }),
  )
  return expanded.flat()
}

async function toFolderGroup({ kind, path }: ResolvedSource): Promise<SourceGroup> {
  const name = basename(path)
  const certain = kind === 'path'
  const seed = certain ? `folder:${await toRealPath(path)}` : `staged-folder:${name}`
  return { kind: 'sources', paths: [path], name, loose: false, seed, certain }
}

/** Loose files from a browser are known by name and content: another file of the same name is another bundle. */
async function toLooseGroup(sources: readonly ResolvedSource[]): Promise<SourceGroup> {
  const paths = sources.map((source) => source.path)
  const marks = await Promise.all(
    sources.map(async ({ kind, path }) =>
      kind === 'path' ? toRealPath(path) : `${basename(path)}:${await hashFile(path)}`,
    ),
  )
  const [first = ''] = paths
  const seed = `files:${marks.sort().join('\0')}`
  return {
    kind: 'sources',
    paths,
    name: basename(first, extname(first)),
    loose: true,
    seed,
    certain: true,
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function toRealPath(path: string): Promise<string> {
  return realpath(path).catch(() => join(dirname(path), basename(path)))
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
