// The checkpoint files of one bundle: which of them holds, making room for a new one, and taking a bad write back.
// It never deletes or overwrites a file that could not be read: such a file is renamed and stays.
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyValueStore, StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { Checkpoint, Frame } from './content.ts'
import { checkFrame, hasGoodSum, parseCheckpoint } from './content.ts'
import {
  BACKUPS,
  checkpointName,
  copyDurably,
  exists,
  isMissing,
  makeFolder,
  namesIn,
  setAside,
  syncFile,
  syncFolder,
} from '../storage/folder.ts'

/** The current checkpoint and two before it. */
const GENERATIONS = [0, 1, 2] as const
/** Days for which a backup is kept. */
const BACKUP_DAYS = 10

/** What was found: `generation` 0 is the current file, higher ones are older; `damaged` are files that do not hold. */
export interface Found {
  readonly checkpoint: Checkpoint | null
  readonly generation: number
  readonly damaged: readonly string[]
}

/**
 * The newest checkpoint whose checksum and form are good.
 * @param openStore opens the current file through the host's store once its bytes are known to be good
 */
export async function findNewest(
  folder: string,
  bundleId: BundleId,
  openStore?: StoreFactory,
): Promise<Found> {
  const damaged: string[] = []
  for (const generation of GENERATIONS) {
    const path = join(folder, checkpointName(bundleId, generation))
    const bytes = await readIfThere(path)
    if (bytes === null) continue
    const checkpoint = parse(bytes, bundleId, generation === 0 ? openStore : undefined, folder)
    if (checkpoint !== null) return { checkpoint, generation, damaged }
    damaged.push(path)
  }
  return { checkpoint: null, generation: 0, damaged }
}

/** What tells a file from the one that stood there before; empty when there is none. */
export async function identify(folder: string, bundleId: BundleId): Promise<string> {
  const found = await stat(join(folder, checkpointName(bundleId, 0))).catch(() => null)
  return found === null ? '' : `${found.ino}/${found.size}/${found.mtimeMs}`
}

/**
 * Writes a new current checkpoint and proves it: written as a whole through the store, flushed, read back, compared.
 * The one before is copied and flushed first, because a store's write on a full disk can report success and destroy
 * the file. When the proof fails the copy takes its place again.
 * @throws the write's error, or an Error when what was read back is not what was written
 */
export async function writeGeneration(folder: string, frame: Frame, openStore: StoreFactory): Promise<void> {
  const { bundleId } = frame
  const current = join(folder, checkpointName(bundleId, 0))
  const previous = join(folder, checkpointName(bundleId, 1))
  const had = await makeRoom(folder, bundleId)
  try {
    const store: KeyValueStore = openStore({ folder, name: bundleId })
    store.store = frame
    await syncFile(current)
    const written = parseCheckpoint(await readFile(current), bundleId)
    if (written?.frame.sum !== frame.sum) throw new Error(`“${current}” does not hold what was written to it`)
    await syncFolder(folder)
  } catch (error) {
    await takeBack(current, had ? previous : null, folder, bundleId)
    throw error
  }
}

/** Renames files that do not hold, so that nothing is written over them. Gives their new paths. */
export async function setDamagedAside(paths: readonly string[]): Promise<string[]> {
  const moved: string[] = []
  for (const path of paths)
    moved.push(await setAside(path, (count) => path.replace(/\.json$/, `.damaged-${count}.json`)))
  return moved
}

/**
 * Keeps the current checkpoint as it is before the first write of a day, or before its format is upgraded.
 * @param name folder under `backups`: a date, or the version the file had
 */
export async function backUp(folder: string, bundleId: BundleId, name: string): Promise<void> {
  const current = join(folder, checkpointName(bundleId, 0))
  const target = join(folder, BACKUPS, name, checkpointName(bundleId, 0))
  if (!(await exists(current)) || (await exists(target))) return
  await makeFolder(join(folder, BACKUPS, name))
  await copyDurably(current, target)
  await syncFolder(join(folder, BACKUPS, name))
}

/** Deletes the backups of all but the last days. Backups of upgrades stay. */
export async function pruneBackups(folder: string): Promise<void> {
  const days = (await namesIn(join(folder, BACKUPS))).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name))
  for (const day of days.slice(0, -BACKUP_DAYS))
    await rm(join(folder, BACKUPS, day), { recursive: true, force: true })
}

function parse(
  bytes: Buffer,
  bundleId: BundleId,
  openStore: StoreFactory | undefined,
  folder: string,
): Checkpoint | null {
  if (openStore === undefined) return parseCheckpoint(bytes, bundleId)
  if (!hasGoodSum(bytes)) return null
  try {
    return checkFrame(openStore({ folder, name: bundleId }).store, bundleId)
  } catch {
    return parseCheckpoint(bytes, bundleId)
  }
}

/** Copies the current checkpoint to generation 1, and that one to 2 before. Says whether there was a current one. */
async function makeRoom(folder: string, bundleId: BundleId): Promise<boolean> {
  const [current, previous, oldest] = GENERATIONS.map((generation) =>
    join(folder, checkpointName(bundleId, generation)),
  ) as [string, string, string]
  if (!(await exists(current))) return false
  const copy = `${current}.copy`
  try {
    await copyDurably(current, copy)
    if (await exists(previous)) await rename(previous, oldest)
    await rename(copy, previous)
    await syncFolder(folder)
  } catch (error) {
    await rm(copy, { force: true })
    throw error
  }
  return true
}

/** Undoes a write that did not hold. Renaming needs no room on the disk. */
async function takeBack(
  current: string,
  previous: string | null,
  folder: string,
  bundleId: BundleId,
): Promise<void> {
  if (previous === null) await rm(current, { force: true })
  else {
    await rename(previous, current)
    const oldest = join(folder, checkpointName(bundleId, 2))
    if (await exists(oldest)) await rename(oldest, previous)
  }
  await syncFolder(folder)
}

/** The bytes of a file; none when it is there and cannot be read, which makes it one that does not hold. */
async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    return isMissing(error) ? null : Buffer.alloc(0)
  }
}
