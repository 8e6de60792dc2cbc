// Puts a bundle into the library: copied to staging, verified there, moved into place, entered in the catalogue, and
// only then shown. Whatever fails on the way, the edition that was installed stays as it was.
import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../../src-shared/domain/bundle.ts'
import { type BundleId, Timestamp } from '../../../src-shared/domain/ids.ts'
import { type Bundle, openBundle } from '../../publishing/index.ts'
import { compareEditions } from '../editions.ts'
import { type Catalog, toBundlePath } from '../saved/catalog.ts'
import { flushFolder } from '../saved/saved-file.ts'
import type { Shelf } from '../shelf.ts'
import type { Staging } from './staging.ts'
import { verifyInThread } from './thread.ts'

/** `unchanged`: the same content is installed already. */
export interface Installed {
  readonly id: BundleId
  readonly outcome: 'installed' | 'unchanged'
}

export interface Installer {
  /**
   * Installs a bundle file or an unpacked bundle that lies anywhere; the original is only read.
   * Rejects with BUNDLE_DAMAGED and the like, EDITION_CONFLICT, NOT_SAVED or CANCELLED.
   */
  installCopy(path: string, signal: AbortSignal): Promise<Installed>
  /** Installs a bundle that lies in staging, by moving it. Rejects with EDITION_CONFLICT or NOT_SAVED. */
  installStaged(path: string, metadata: BundleMetadata): Promise<Installed>
  /** Deletes the files of every edition but `keep` of a bundle. What is held by another program stays for the next time. */
  sweep(id: BundleId, keep: BundleMetadata['edition'] | null): Promise<void>
}

interface InstallerOptions {
  readonly folder: string
  readonly catalog: Catalog
  readonly shelf: Shelf
  readonly staging: Staging
}

/** The one file of a bundle that its list of files leaves out. */
const EDITION_PATH = 'lectern/edition.json'

/** Largest bundle file that is copied, in bytes: what an archive may hold at most. */
const MAX_BUNDLE_SIZE = 2 * 1024 ** 3

/** An installer for one library. */
export function openInstaller({ folder, catalog, shelf, staging }: InstallerOptions): Installer {
  const sweep = async (id: BundleId, keep: BundleMetadata['edition'] | null): Promise<void> => {
    const own = join(folder, 'bundles', id)
    const names = await readdir(own).catch(() => [])
    for (const name of names)
      if (keep === null || name !== `${keep}.webpub`) await removeAsFarAsPossible(join(own, name))
    if (keep === null) await removeAsFarAsPossible(own)
  }
  const installStaged = async (path: string, metadata: BundleMetadata): Promise<Installed> => {
    const { id, edition } = metadata
    await shelf.refresh()
    if ((await compareWithInstalled(shelf, path, metadata)) === 'same') return { id, outcome: 'unchanged' }
    const place = toBundlePath(folder, id, edition)
    await moveIntoPlace(path, place)
    try {
      await catalog.enter({ id, edition, installed: Timestamp.parse(new Date().toISOString()) })
    } catch (error) {
      await removeAsFarAsPossible(place)
      throw error
    }
    await shelf.refresh()
    await sweep(id, edition)
    return { id, outcome: 'installed' }
  }
  return {
    installStaged,
    sweep,
    async installCopy(path, signal) {
      const work = await staging.makeFolder()
      try {
        const copy = join(work, 'bundle.webpub')
        await copyBundle(path, copy, signal)
        return await installStaged(copy, await verifyCopy(copy, basename(path), signal))
      } finally {
        await removeAsFarAsPossible(work)
      }
    },
  }
}

/** What a whole copy says of itself. Failures call it `name`: where it lies in staging means nothing to the person. */
async function verifyCopy(copy: string, name: string, signal: AbortSignal): Promise<BundleMetadata> {
  const { problems, metadata } = await verifyInThread(copy, signal)
  const [problem] = problems
  if (problem !== undefined) throw new LecternError(problem.code, problem.message.replaceAll(copy, name))
  if (metadata === null) throw new LecternError('BUNDLE_INVALID', `“${name}” is not a bundle.`)
  return metadata
}

/** Whether the new bundle may take the place of what is on the shelf; throws EDITION_CONFLICT when it may not. */
async function compareWithInstalled(
  shelf: Shelf,
  path: string,
  { id, edition, title }: BundleMetadata,
): Promise<'same' | 'new'> {
  const current = shelf.find(id)?.bundle
  if (current === undefined) return 'new'
  const order = compareEditions(edition, current.metadata.edition)
  if (order > 0) return 'new'
  const details = { bundleId: id, edition, installed: current.metadata.edition }
  if (order < 0)
    throw new LecternError(
      'EDITION_CONFLICT',
      `“${title}” is installed in the newer edition ${current.metadata.edition}. Remove that one to install ${edition}.`,
      { details },
    )
  if (await withBundle(path, (bundle) => isSameContent(bundle, current)))
    return (await isThere(current)) ? 'same' : 'new'
  throw new LecternError(
    'EDITION_CONFLICT',
    `“${title}” is installed in the same edition ${edition} with other content. Remove it, or give this one a new edition.`,
    { details },
  )
}

/** Whether two bundles hold the same files, whatever their editions are called. */
export function isSameContent(a: Bundle, b: Bundle): boolean {
  const list = (bundle: Bundle) => [...bundle.files].map(([path, { sha256 }]) => `${path} ${sha256}`).sort()
  const [left, right] = [list(a), list(b)]
  return left.length === right.length && left.every((line, index) => line === right[index])
}

/** Whether the file of an open bundle still lies where it was opened; it can be read on until it is closed. */
export async function isThere(bundle: Bundle): Promise<boolean> {
  return stat(bundle.path).then(
    () => true,
    () => false,
  )
}

/** Opens a bundle for one question and closes it again. */
export async function withBundle<T>(path: string, ask: (bundle: Bundle) => T | Promise<T>): Promise<T> {
  const bundle = await openBundle(path)
  try {
    return await ask(bundle)
  } finally {
    await bundle.close()
  }
}

/** Deletes what nothing names any more; where that fails, it harms nobody. */
export async function removeAsFarAsPossible(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined)
}

async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true })
    if ((await stat(from)).isDirectory()) await rm(to, { recursive: true, force: true })
    await rename(from, to)
    await flushFolder(dirname(to))
    await flushFolder(dirname(dirname(to)))
  } catch (cause) {
    throw notSaved(to, cause)
  }
}

async function copyBundle(from: string, to: string, signal: AbortSignal): Promise<void> {
  const found = await stat(from).catch((cause: unknown) => {
    throw new LecternError('FILE_UNREADABLE', `“${basename(from)}” cannot be read. Is it still there?`, {
      cause,
    })
  })
  if (found.isDirectory()) return copyFolder(from, to, signal)
  if (!found.isFile())
    throw new LecternError(
      'FILE_NOT_REGULAR',
      `“${basename(from)}” is a device or a pipe, not a bundle file.`,
    )
  if (found.size > MAX_BUNDLE_SIZE)
    throw new LecternError(
      'FILE_TOO_LARGE',
      `“${basename(from)}” is larger than the 2 GiB that a bundle may have.`,
    )
  await copyFile(from, to, signal)
}

/** Copies what the bundle lists and nothing else; links and excess were refused when it was opened. */
async function copyFolder(from: string, to: string, signal: AbortSignal): Promise<void> {
  const names = await withBundle(from, (bundle) => [...bundle.files.keys(), EDITION_PATH])
  for (const name of names) {
    await mkdir(dirname(join(to, name)), { recursive: true })
    await copyFile(join(from, name), join(to, name), signal)
  }
}

async function copyFile(from: string, to: string, signal: AbortSignal): Promise<void> {
  const source = await open(from, constants.O_RDONLY).catch((cause: unknown) => {
    throw new LecternError('FILE_UNREADABLE', `“${basename(from)}” cannot be read. Check its permissions.`, {
      cause,
    })
  })
  try {
    const target = await open(to, 'wx')
    try {
      const bytes = source.createReadStream({ autoClose: false, end: MAX_BUNDLE_SIZE, signal })
      await target.writeFile(bytes)
      await target.sync()
    } finally {
      await target.close()
    }
  } catch (cause) {
    if (signal.aborted) throw new LecternError('CANCELLED', 'The import was cancelled.', { cause })
    throw notSaved(to, cause)
  } finally {
    await source.close()
  }
}

function notSaved(path: string, cause: unknown): LecternError {
  return new LecternError('NOT_SAVED', `“${path}” could not be written. Check the free space.`, { cause })
}
