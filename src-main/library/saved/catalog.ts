// Which bundles the person has installed and which included ones they have removed: the file `library.json`.
// The bundles themselves lie at `bundles/<id>/<edition>.webpub`; the catalogue is rebuilt from there when it is lost.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import { BundleId, Edition, Timestamp } from '../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import { compareEditions } from '../editions.ts'
import { openSavedFile } from './saved-file.ts'

/** One installed bundle. */
export const CatalogEntry = z.looseObject({ id: BundleId, edition: Edition, installed: Timestamp })
export type CatalogEntry = z.infer<typeof CatalogEntry>

/** The file `library.json`, format 1. `removed` are included bundles that the person does not want to see. */
export const CatalogFile = z.looseObject({
  format: z.literal(1),
  bundles: z.array(CatalogEntry),
  removed: z.array(BundleId),
})
export type CatalogFile = z.infer<typeof CatalogFile>

export interface Catalog {
  /** Reads the catalogue anew. Rebuilt from the folder, in memory, when the file is absent, damaged or newer. */
  load(): Promise<CatalogFile>
  /** Differs whenever the catalogue was written, by any process. */
  stamp(): Promise<string>
  /** What was wrong with the file. */
  problems(): NotesProblem[]
  /** Enters a bundle in place of any other edition of it. Rejects with NOT_SAVED or DATA_NEWER. */
  enter(entry: CatalogEntry): Promise<void>
  /** Takes a bundle out; with `hide` an included bundle of that id stays hidden from now on. */
  takeOut(id: BundleId, hide: boolean): Promise<void>
}

/** Opens the catalogue of a data folder, which must exist. */
export function openCatalog(folder: string, openStore: StoreFactory): Catalog {
  const file = openSavedFile({ folder, name: 'library', schema: CatalogFile, format: 1, openStore })
  const update = async (change: (catalog: CatalogFile) => CatalogFile): Promise<void> => {
    const scanned = await scanBundles(folder)
    await file.update((saved) => change(saved ?? scanned))
  }
  return {
    stamp: () => file.stamp(),
    problems: () => file.problems(),
    async load() {
      const loaded = await file.load()
      return loaded.kind === 'read' ? loaded.value : scanBundles(folder)
    },
    enter: (entry) =>
      update((catalog) => ({
        ...catalog,
        bundles: [...catalog.bundles.filter((each) => each.id !== entry.id), entry],
      })),
    takeOut: (id, hide) =>
      update((catalog) => ({
        ...catalog,
        bundles: catalog.bundles.filter((each) => each.id !== id),
        removed: hide ? [...new Set([...catalog.removed, id])] : catalog.removed,
      })),
  }
}

/** Where an installed edition lies. */
export function toBundlePath(folder: string, id: BundleId, edition: Edition): string {
  return join(folder, 'bundles', id, `${edition}.webpub`)
}

/** The catalogue that the folder `bundles` speaks for: the highest edition of every bundle there. */
async function scanBundles(folder: string): Promise<CatalogFile> {
  const bundles: CatalogEntry[] = []
  for (const name of await listFolder(join(folder, 'bundles'))) {
    const id = BundleId.safeParse(name)
    if (!id.success) continue
    const files = await listFolder(join(folder, 'bundles', id.data))
    const editions = files.flatMap((file) => Edition.safeParse(file.replace(/\.webpub$/, '')).data ?? [])
    const edition = editions.sort(compareEditions).at(-1)
    if (edition === undefined) continue
    const { mtime } = await stat(toBundlePath(folder, id.data, edition))
    bundles.push({ id: id.data, edition, installed: Timestamp.parse(mtime.toISOString()) })
  }
  return { format: 1, bundles, removed: [] }
}

async function listFolder(path: string): Promise<string[]> {
  return readdir(path).catch(() => [])
}
