// Writing checkpoints: folds the journals into the bundles' store files and retires the journals that are then
// contained. It works from the disk alone, so it can run in any thread or process; the lock keeps it to one at a time.
// It never changes what is in memory, and a failure at any point leaves every journal where it was.
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { Timestamp } from '../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import { Notebook } from '../notebook.ts'
import type { Checkpoint, Covered } from './content.ts'
import { CHECKPOINT_VERSION, buildCheckpoint, extraOf, mergeCheckpoint } from './content.ts'
import {
  QUARANTINE,
  RETIRED,
  journalName,
  keepAside,
  listFolder,
  makeFolder,
  namesIn,
  syncFolder,
} from '../storage/folder.ts'
import {
  backUp,
  findNewest,
  identify,
  pruneBackups,
  setDamagedAside,
  writeGeneration,
} from './generations.ts'
import type { JournalEntry, ProcessMark, WriterId } from '../journal/line.ts'
import type { JournalPart } from '../journal/reader.ts'
import { isNewer, quarantineLine, readJournal } from '../journal/reader.ts'
import { acquireLock } from './lock.ts'
import { isRunning } from '../journal/process-mark.ts'

export interface CheckpointRequest {
  readonly folder: string
  readonly mark: ProcessMark
  /** Writers of the calling process that will never append again. */
  readonly finished: readonly WriterId[]
  /** The time to be written into checkpoints and to name the day's backup by. */
  readonly now: Timestamp
}

/** `files`: identities (see `identify`) of the files written, before and after. `failed`: bundles whose journals stay, and why. */
export type CheckpointOutcome =
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'done'
      readonly files: ReadonlyMap<BundleId, { readonly before: string; readonly after: string }>
      readonly retired: readonly WriterId[]
      readonly failed: readonly { readonly bundleId: BundleId; readonly reason: string }[]
    }

/** Retired journals that are kept, as a way back when a checkpoint file should rot. */
const RETIRED_KEPT = 30
/** Age in milliseconds after which another machine's journal is taken for finished. */
const FOREIGN_AGE = 7 * 24 * 60 * 60 * 1000

interface Source {
  readonly writer: WriterId
  readonly part: JournalPart
  /** Nobody will append to it any more. */
  readonly finished: boolean
  readonly bundles: ReadonlySet<BundleId>
}

/**
 * Folds journals that are finished (and what others have written so far) into checkpoints, then retires them.
 * Journals of running processes stay.
 */
export async function writeCheckpoints(
  request: CheckpointRequest,
  openStore: StoreFactory,
): Promise<CheckpointOutcome> {
  const { folder, mark } = request
  const lock = await acquireLock(folder, mark)
  if (lock === null) return { kind: 'busy' }
  try {
    const sources = await readSources(request)
    const wanted = new Set(sources.filter((source) => source.finished).flatMap((each) => [...each.bundles]))
    const files = new Map<BundleId, { before: string; after: string }>()
    const failed: { bundleId: BundleId; reason: string }[] = []
    for (const bundleId of wanted) {
      try {
        const before = await identify(folder, bundleId)
        await foldBundle(bundleId, sources, request, openStore)
        files.set(bundleId, { before, after: await identify(folder, bundleId) })
      } catch (error) {
        failed.push({ bundleId, reason: error instanceof Error ? error.message : String(error) })
      }
    }
    const stuck = new Set(failed.map(({ bundleId }) => bundleId))
    const done = sources.filter(
      (source) => source.finished && [...source.bundles].every((bundleId) => !stuck.has(bundleId)),
    )
    const retired = (await lock.isHeld()) ? await retire(folder, done) : []
    await pruneBackups(folder)
    return { kind: 'done', files, retired, failed }
  } finally {
    await lock.release()
  }
}

/** Every readable journal, torn ends of finished ones cut and kept aside. */
async function readSources(request: CheckpointRequest): Promise<Source[]> {
  const { folder } = request
  const sources: Source[] = []
  for (const writer of (await listFolder(folder)).writers) {
    const part = await readJournal(folder, writer).catch(() => null)
    if (part?.header == null || isNewer(part.header)) continue
    const finished = request.finished.includes(writer) || (await isAbandoned(folder, writer, part))
    for (const line of part.bad) await quarantineLine(folder, writer, line)
    if (finished && part.size > part.bytes) await cutTornEnd(folder, writer, part)
    const bundles = new Set(part.entries.map(({ operation }) => operation.bundleId))
    sources.push({ writer, part, finished, bundles })
  }
  return sources
}

async function isAbandoned(folder: string, writer: WriterId, part: JournalPart): Promise<boolean> {
  if (part.header === null) return false
  if (!(await isRunning(part.header.process))) return true
  const found = await stat(join(folder, journalName(writer)))
  return Date.now() - found.mtimeMs > FOREIGN_AGE
}

/** Cuts an unfinished last line off a journal, after a flushed copy of it stands in the quarantine folder. */
async function cutTornEnd(folder: string, writer: WriterId, part: JournalPart): Promise<void> {
  const path = join(folder, journalName(writer))
  const handle = await open(path, 'r+')
  try {
    const torn = Buffer.alloc(part.size - part.bytes)
    await handle.read(torn, 0, torn.length, part.bytes)
    await makeFolder(join(folder, QUARANTINE))
    await keepAside(join(folder, QUARANTINE, `journal-${writer}.torn-${part.bytes}`), torn)
    await handle.truncate(part.bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function foldBundle(
  bundleId: BundleId,
  sources: readonly Source[],
  request: CheckpointRequest,
  openStore: StoreFactory,
): Promise<void> {
  const { folder, now } = request
  const found = await findNewest(folder, bundleId)
  const { checkpoint, damaged } = found
  if (checkpoint?.readOnly === true) throw new Error('The notes were written by a newer version')
  if (damaged.length === 0 && isContained(checkpoint, bundleId, sources)) return
  const notebook = new Notebook(bundleId)
  const unreadable = checkpoint === null ? [] : await mergeCheckpoint(checkpoint, notebook)
  if (damaged.length > 0) await applyRetired(folder, notebook)
  for (const { part } of sources) applyTo(notebook, part.entries)
  await setDamagedAside(damaged)
  await backUpBefore(folder, bundleId, checkpoint, now)
  const frame = buildCheckpoint(notebook, {
    serial: (checkpoint?.frame.serial ?? 0) + 1,
    written: now,
    covered: sources.flatMap((source) => coverage(source, bundleId)),
    unreadable,
    extra: checkpoint === null ? {} : extraOf(checkpoint.frame),
  })
  await writeGeneration(folder, frame, openStore)
}

/** Keeps the file as it is before the first write of the day, and before its format becomes another. */
async function backUpBefore(
  folder: string,
  bundleId: BundleId,
  checkpoint: Checkpoint | null,
  now: Timestamp,
): Promise<void> {
  if (checkpoint !== null && checkpoint.storedVersion < CHECKPOINT_VERSION)
    await backUp(folder, bundleId, `version-${checkpoint.storedVersion}`)
  await backUp(folder, bundleId, now.slice(0, 10))
}

/** Whether a checkpoint already holds all that finished journals have for its bundle: a crash came before retiring. */
function isContained(checkpoint: Checkpoint | null, bundleId: BundleId, sources: readonly Source[]): boolean {
  if (checkpoint === null) return false
  const covered = new Map(checkpoint.frame.covered.map((each) => [each.writer, each]))
  return sources
    .filter((source) => source.finished && source.bundles.has(bundleId))
    .every((source) => (covered.get(source.writer)?.bytes ?? 0) >= source.part.bytes)
}

function coverage({ writer, part, bundles }: Source, bundleId: BundleId): Covered[] {
  if (!bundles.has(bundleId)) return []
  const sequence = part.entries.reduce((highest, { stamp }) => Math.max(highest, stamp[0]), 0)
  return [{ writer, sequence, bytes: part.bytes }]
}

function applyTo(notebook: Notebook, entries: readonly JournalEntry[]): void {
  for (const { stamp, operation } of entries)
    if (operation.bundleId === notebook.bundleId) notebook.apply(stamp, operation)
}

/** Applies the journals whose operations were in newer checkpoints than the one that could still be read. */
export async function applyRetired(folder: string, notebook: Notebook): Promise<void> {
  const retired = join(folder, RETIRED)
  for (const writer of (await listFolder(retired)).writers) {
    const part = await readJournal(retired, writer)
    if (part?.header != null && !isNewer(part.header)) applyTo(notebook, part.entries)
  }
}

/** Moves journals out of the way. One that grew after it was read is put back: its writer was not finished. */
async function retire(folder: string, sources: readonly Source[]): Promise<WriterId[]> {
  if (sources.length === 0) return []
  const retired = join(folder, RETIRED)
  await makeFolder(retired)
  const moved: WriterId[] = []
  for (const { writer, part } of sources) {
    const from = join(folder, journalName(writer))
    const to = join(retired, journalName(writer))
    try {
      await rename(from, to)
      const { size } = await stat(to)
      if (size > part.bytes) await rename(to, from)
      else moved.push(writer)
    } catch {
      // It stays where it is: applying it again changes nothing.
    }
  }
  await syncFolder(retired)
  await syncFolder(folder)
  await pruneRetired(retired)
  return moved
}

async function pruneRetired(retired: string): Promise<void> {
  const files: { path: string; time: number }[] = []
  for (const name of await namesIn(retired)) {
    const path = join(retired, name)
    files.push({ path, time: (await stat(path)).mtimeMs })
  }
  files.sort((a, b) => b.time - a.time)
  for (const { path } of files.slice(RETIRED_KEPT)) await rm(path, { force: true })
}
