// The notes folder: the names in it, and the few file operations whose order and flushing durability rests on.
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { BundleId } from '../../../src-shared/domain/ids.ts'
import { WriterId } from '../journal/line.ts'

/** Where journals go whose operations a verified checkpoint holds; the way back when that file should rot. */
export const RETIRED = 'retired'
/** Copies of lines and files that could not be read. Nothing in it is ever deleted by Lectern. */
export const QUARANTINE = 'quarantine'
/** One folder for each of the last days, with every bundle's notes as they were when the day began. */
export const BACKUPS = 'backups'
export const LOCK = 'checkpoint.lock'

/** Name of the journal of a writer. */
export function journalName(writer: WriterId): string {
  return `journal-${writer}.ndjson`
}

/** Name of a bundle's checkpoint; generation 0 is the current one. */
export function checkpointName(bundleId: BundleId, generation: number): string {
  return generation === 0 ? `${bundleId}.json` : `${bundleId}.${generation}.json`
}

export interface FolderListing {
  readonly writers: readonly WriterId[]
  /** Bundles with a checkpoint of any generation. */
  readonly bundles: readonly BundleId[]
}

/** What is in the folder now; empty when there is no folder. Other files are left alone. */
export async function listFolder(folder: string): Promise<FolderListing> {
  const writers: WriterId[] = []
  const bundles = new Set<BundleId>()
  for (const name of await namesIn(folder)) {
    const writer = WriterId.safeParse(/^journal-(.+)\.ndjson$/.exec(name)?.[1])
    if (writer.success) writers.push(writer.data)
    const bundle = BundleId.safeParse(/^([^.]+)(?:\.[12])?\.json$/.exec(name)?.[1])
    if (bundle.success) bundles.add(bundle.data)
  }
  return { writers: writers.sort(), bundles: [...bundles].sort() }
}

/** Names in a folder, sorted; none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Makes a folder that only its owner can read. @throws LecternError NOT_SAVED */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new LecternError(
      'NOT_SAVED',
      `The folder of the notes, “${folder}”, cannot be made. Move away what is in its place, or change its permissions.`,
      { details: { folder }, cause },
    )
  }
}

/** Flushes a folder's entries, so that a rename in it outlives a power cut. Windows has no such call: nothing then. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  try {
    await handle.sync().catch(() => undefined)
  } finally {
    await handle.close()
  }
}

/** Flushes a file's content. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A flushed copy at `to`, there as a whole or not at all. */
export async function copyDurably(from: string, to: string): Promise<void> {
  const part = `${to}.new`
  try {
    await copyFile(from, part)
    await syncFile(part)
    await rename(part, to)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Writes bytes to a new file and flushes it; a file that is already there stays as it is. */
export async function keepAside(path: string, bytes: Uint8Array): Promise<void> {
  if (await exists(path)) return
  const part = `${path}.new`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, path)
}

/** Renames a file to the first free of `<to>-1`, `<to>-2`, … with its extension, and says which. */
export async function setAside(path: string, to: (count: number) => string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const target = to(count)
    if (await exists(target)) continue
    await rename(path, target)
    return target
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

/** Whether an error says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
