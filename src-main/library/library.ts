// The use cases that join the stages: what is on the shelf, reading a document, importing, removing, and where the
// person left off. It holds no rule of any stage; it knows no host.
import type { Emit, NotesProblem } from '../../src-shared/contract/contract.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleSummary } from '../../src-shared/domain/bundle.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import type { ImportSource } from '../../src-shared/domain/import-job.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'
import type { ReadingPosition } from '../../src-shared/domain/locator.ts'
import type { SearchService } from '../searching/index.ts'
import { openImportJobs } from './jobs/import-jobs.ts'
import { openInstaller } from './jobs/installer.ts'
import type { SourceFolder } from './jobs/source-groups.ts'
import { openStaging } from './jobs/staging.ts'
import { openReading, type Reading } from './reading.ts'
import { openCatalog } from './saved/catalog.ts'
import { removeLeftovers } from './saved/leftovers.ts'
import { openPositions } from './saved/positions.ts'
import { type DamagedBundle, openShelf, type Shelf } from './shelf.ts'

export interface LibraryOptions {
  /** The data folder, absolute; made when it is not there. */
  readonly folder: string
  /** Paths of the bundles carried in the application: opened in place, never copied. */
  readonly included: readonly string[]
  readonly openStore: StoreFactory
  readonly search: SearchService
  readonly emit: Emit
  /** The path behind a source. Rejects with a `LecternError` when the host does not know it. */
  resolveSource(source: ImportSource): Promise<string | SourceFolder>
  readonly notesCount: (bundleId: BundleId) => Promise<number>
}

export interface Library extends Reading {
  list(): Promise<{ bundles: BundleSummary[]; damaged: DamagedBundle[] }>
  /** Takes over what other processes installed or removed, and emits `library.changed` when there was anything. */
  refresh(): Promise<void>
  /**
   * Removes a bundle, never its notes or positions. With `damaged` it removes the installed edition that cannot be
   * opened, and nothing else: an included edition of the same id stays. Rejects with NOT_FOUND or NOT_SAVED.
   */
  remove(bundleId: BundleId, damaged?: boolean): Promise<{ notesKept: number }>
  /** Starts an import; `import.progress` and `import.finished` follow. `title` names a single new bundle. */
  import(sources: readonly ImportSource[], title?: string): { jobId: string }
  cancelImport(jobId: string): void
  /** Takes a position over; it is on the disk within half a second, or at `close`. Throws NOT_FOUND. */
  savePosition(position: ReadingPosition): void
  /** What was wrong with the saved catalogue and positions, and where it is kept. */
  problems(): NotesProblem[]
  /** Resolves when no import runs and the search knows every bundle. */
  idle(): Promise<void>
  /** Cancels imports, writes what is pending and closes every bundle. */
  close(): Promise<void>
}

/** Opens the library of a data folder. Rejects with a `LecternError` when the folder cannot be used at all. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { folder, openStore, search, emit, notesCount } = options
  const staging = await openStaging(folder)
  await removeLeftovers(folder)
  const positions = await openPositions(folder, openStore)
  const catalog = openCatalog(folder, openStore)
  const shelf = await openShelf({ folder, included: options.included, catalog, search })
  const installer = openInstaller({ folder, catalog, shelf, staging })
  const { reading, summarise } = openReading({ shelf, positions, notesCount })
  const jobs = openImportJobs({
    shelf,
    installer,
    staging,
    emit,
    resolveSource: (source) => options.resolveSource(source),
  })

  return {
    ...reading,
    async list() {
      await shelf.refresh()
      return {
        bundles: await Promise.all(shelf.list().map(summarise)),
        damaged: [...shelf.damaged()],
      }
    },
    refresh: () => refresh(shelf, emit),
    async remove(bundleId, damaged = false) {
      if (damaged) await assertDamaged(shelf, bundleId)
      else shelf.get(bundleId)
      await catalog.takeOut(bundleId, !damaged && shelf.isIncluded(bundleId))
      await shelf.refresh()
      await installer.sweep(bundleId, null)
      emit('library.changed', {})
      return { notesKept: await notesCount(bundleId) }
    },
    import: (sources, title) => jobs.start(sources, title),
    cancelImport: (jobId) => {
      jobs.cancel(jobId)
    },
    savePosition(position) {
      shelf.get(position.locator.bundleId)
      positions.save(position)
    },
    problems: () => [...catalog.problems(), ...positions.problems()],
    idle: () => jobs.idle().then(() => shelf.idle()),
    async close() {
      await jobs.close()
      try {
        await positions.flush()
      } finally {
        await shelf.close()
        await staging.close().catch(() => undefined)
      }
    },
  }
}

// Another process may have put a sound edition in its place, which must not go.
async function assertDamaged(shelf: Shelf, bundleId: BundleId): Promise<void> {
  await shelf.refresh()
  if (shelf.damaged().some((each) => each.bundleId === bundleId)) return
  throw new LecternError(
    'NOT_FOUND',
    `The library has no damaged bundle “${bundleId}” any more. Look at the list again.`,
    { details: { bundleId } },
  )
}

async function refresh(shelf: Shelf, emit: Emit): Promise<void> {
  const before = toShown(shelf)
  await shelf.refresh()
  const after = toShown(shelf)
  if (after.length !== before.length || after.some((each, index) => each !== before[index]))
    emit('library.changed', {})
}

/** All that a list of the library shows, sound and damaged. */
function toShown(shelf: Shelf): unknown[] {
  return [...shelf.list(), ...shelf.damaged().map(({ file, failure }) => `${file} ${failure.code}`)]
}
