// The bundles that are open: the included ones and the installed ones, one edition of each. The catalogue says what
// belongs here; the shelf opens it, hands it to the search, and closes what is gone. It never writes a bundle.
import type { BundleOrigin } from '../../src-shared/domain/bundle.ts'
import { type Failure, LecternError, toFailure } from '../../src-shared/contract/errors.ts'
import type { BundleId, Timestamp } from '../../src-shared/domain/ids.ts'
import { type Bundle, openBundle } from '../publishing/index.ts'
import type { SearchService } from '../searching/index.ts'
import { type Catalog, type CatalogEntry, type CatalogFile, toBundlePath } from './saved/catalog.ts'
import { compareEditions } from './editions.ts'

export interface ShelfItem {
  readonly bundle: Bundle
  readonly origin: BundleOrigin
  readonly installed: Timestamp
}

/** A bundle that should be here and cannot be opened. It stays where it is. */
export interface DamagedBundle {
  readonly file: string
  readonly failure: Failure
  /** As the catalogue names it; absent for an included bundle, whose id only the bundle itself could tell. */
  readonly bundleId?: BundleId
}

export interface Shelf {
  /** Brings the shelf in line with the catalogue; cheap when no process has changed it. */
  refresh(): Promise<void>
  /** Included bundles in their given order, then installed ones, newest first. */
  list(): readonly ShelfItem[]
  damaged(): readonly DamagedBundle[]
  find(id: BundleId): ShelfItem | null
  /** Throws NOT_FOUND. */
  get(id: BundleId): ShelfItem
  /** True when the application carries a bundle of this id, removed or not. */
  isIncluded(id: BundleId): boolean
  /** Resolves when the search knows every bundle on the shelf. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface ShelfOptions {
  readonly folder: string
  readonly included: readonly string[]
  readonly catalog: Catalog
  readonly search: SearchService
}

/** Opens every bundle. What cannot be opened is listed as damaged; nothing is refused on its account. */
export async function openShelf(options: ShelfOptions): Promise<Shelf> {
  const { folder, catalog } = options
  const search = openSearchQueue(options.search)
  const included = await Promise.all(options.included.map(openIncluded))
  let items = new Map<BundleId, ShelfItem>()
  let damaged: DamagedBundle[] = []
  let stamp: string | undefined
  let refreshing = Promise.resolve()

  const refresh = async (): Promise<void> => {
    const current = await catalog.stamp()
    if (current === stamp) return
    const saved = await catalog.load()
    const installed = await openInstalled(folder, saved.bundles, items)
    const next = choose(included.flatMap(toItem), installed.items, saved)
    damaged = [...included.flatMap((each) => each.damaged ?? []), ...installed.damaged]
    search.follow(items, next)
    const gone = [...items.values(), ...installed.items].filter(
      (item) => item.origin === 'imported' && next.get(item.bundle.metadata.id)?.bundle !== item.bundle,
    )
    items = next
    stamp = current
    for (const bundle of new Set(gone.map((item) => item.bundle))) await bundle.close()
  }
  await refresh()
  return {
    refresh: () => (refreshing = refreshing.then(refresh, refresh)),
    list: () => [...items.values()],
    damaged: () => damaged,
    find: (id) => items.get(id) ?? null,
    get(id) {
      const item = items.get(id)
      if (item !== undefined) return item
      throw new LecternError('NOT_FOUND', `The library has no bundle “${id}”.`, { details: { bundleId: id } })
    },
    isIncluded: (id) => included.some((each) => each.item?.bundle.metadata.id === id),
    idle: () => search.idle(),
    async close() {
      await search.idle()
      const open = new Set([...included.flatMap(toItem), ...items.values()].map((item) => item.bundle))
      await Promise.all([...open].map((bundle) => bundle.close()))
    },
  }
}

interface Opened {
  readonly item?: ShelfItem
  readonly damaged?: DamagedBundle
}

const toItem = (opened: Opened): ShelfItem[] => (opened.item === undefined ? [] : [opened.item])

async function openIncluded(path: string): Promise<Opened> {
  try {
    const bundle = await openBundle(path)
    return { item: { bundle, origin: 'included', installed: bundle.metadata.modified } }
  } catch (error) {
    return { damaged: { file: path, failure: toFailure(error) } }
  }
}

/** Opens what the catalogue names, taking over what is open already. */
async function openInstalled(
  folder: string,
  entries: readonly CatalogEntry[],
  open: ReadonlyMap<BundleId, ShelfItem>,
): Promise<{ items: ShelfItem[]; damaged: DamagedBundle[] }> {
  const results = await Promise.all(
    entries.map(async ({ id, edition, installed }): Promise<Opened> => {
      const known = open.get(id)
      // Another process may have removed the bundle and installed another one under the same edition.
      const isKnown = known?.bundle.metadata.edition === edition && known.installed === installed
      if (isKnown && known.origin === 'imported') return { item: known }
      const file = toBundlePath(folder, id, edition)
      try {
        return { item: { bundle: await openBundle(file), origin: 'imported', installed } }
      } catch (error) {
        return { damaged: { file, failure: toFailure(error), bundleId: id } }
      }
    }),
  )
  return {
    items: results.flatMap(toItem).sort((a, b) => (a.installed < b.installed ? 1 : -1)),
    damaged: results.flatMap((each) => each.damaged ?? []),
  }
}

/** One edition of every bundle: the newer of the included and the installed one, the included one when equal. */
function choose(
  included: readonly ShelfItem[],
  installed: readonly ShelfItem[],
  saved: CatalogFile,
): Map<BundleId, ShelfItem> {
  const hidden = new Set(saved.removed)
  const chosen = new Map<BundleId, ShelfItem>()
  for (const item of [...included.filter((each) => !hidden.has(each.bundle.metadata.id)), ...installed]) {
    const { id, edition } = item.bundle.metadata
    const rival = chosen.get(id)
    if (rival === undefined || compareEditions(edition, rival.bundle.metadata.edition) > 0)
      chosen.set(id, item)
  }
  return chosen
}

/**
 * Tells the search what came and went, at once and in order: the search does one thing after the other, so a query
 * that is asked later looks at all of it. Nobody waits here.
 */
function openSearchQueue(search: SearchService) {
  let told = Promise.resolve()
  /** A bundle whose index is unusable is still read; the search itself says that it was not looked at. */
  const tell = (order: Promise<void>): void => {
    const done = order.catch(() => undefined)
    told = told.then(() => done)
  }
  return {
    idle: () => told,
    follow(before: ReadonlyMap<BundleId, ShelfItem>, after: ReadonlyMap<BundleId, ShelfItem>): void {
      for (const [id, { bundle }] of before) if (after.get(id)?.bundle !== bundle) tell(search.remove(id))
      for (const [id, { bundle }] of after) {
        if (before.get(id)?.bundle === bundle) continue
        const { edition, title } = bundle.metadata
        tell(search.add({ bundleId: id, edition, title, path: bundle.path }))
      }
    },
  }
}
