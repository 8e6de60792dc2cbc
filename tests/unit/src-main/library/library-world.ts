// A library of its own for one test, with a search that only remembers and what is needed to import into it. It works
// without threads; those are tested by themselves, and in the contract suite.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { buildBundle, type Library, openLibrary } from '../../../../src-main/library/index.ts'
import type { EventName } from '../../../../src-shared/contract/contract.ts'
import { events } from '../../../../src-shared/contract/contract.ts'
import { BundleId, Edition } from '../../../../src-shared/domain/ids.ts'
import type { ImportReport } from '../../../../src-shared/domain/import-job.ts'
import { makeFolder, makeSearch, openJsonStore, type SearchDouble, writeFiles } from './doubles.ts'

vi.mock('../../../../src-main/importing/index.ts', async (original) => {
  const { importSources } = await import('./in-this-thread.ts')
  return { ...(await original<object>()), importSources }
})
vi.mock('../../../../src-main/indexing/index.ts', async (original) => {
  const { buildIndex } = await import('./in-this-thread.ts')
  return { ...(await original<object>()), buildIndex }
})
vi.mock('../../../../src-main/library/jobs/thread.ts', async () => {
  const { buildBundle: buildInThread } = await import('../../../../src-main/library/build-bundle.ts')
  const { verifyBundle: verifyInThread } = await import('../../../../src-main/publishing/index.ts')
  return { buildInThread, verifyInThread }
})

export const MANUAL = BundleId.parse('manual')

export interface Heard {
  readonly name: EventName
  readonly payload: unknown
}

/** One test's library. All paths that it is given are relative to `root`. */
export class LibraryWorld {
  readonly root: string
  /** The data folder. */
  readonly data: string
  readonly search: SearchDouble = makeSearch()
  readonly heard: Heard[] = []
  /** Called with every event as it is emitted. */
  onEvent: (name: EventName) => void = () => undefined
  /** Paths of included bundles, from the next opening on. */
  included: string[] = []
  #library: Library | null = null

  constructor(root: string) {
    this.root = root
    this.data = join(root, 'data')
  }

  get library(): Library {
    if (this.#library === null) throw new Error('The library is closed.')
    return this.#library
  }

  /** Opens another library on the same folder, as another process would. */
  openAnother(folder = this.data): Promise<Library> {
    return openLibrary({
      folder,
      included: this.included,
      openStore: openJsonStore,
      search: this.search,
      emit: (name, payload) => {
        this.heard.push({ name, payload })
        this.onEvent(name)
      },
      resolveSource: (source) =>
        Promise.resolve(source.kind === 'path' ? source.path : join(this.root, source.batch)),
      notesCount: (bundleId) => Promise.resolve(bundleId === MANUAL ? 3 : 0),
    })
  }

  async open(): Promise<void> {
    this.#library = await this.openAnother()
  }

  async close(): Promise<void> {
    await this.#library?.close()
    this.#library = null
  }

  async reopen(): Promise<void> {
    await this.close()
    await this.open()
  }

  async remove(): Promise<void> {
    await this.close()
    await rm(this.root, { recursive: true, force: true })
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    return writeFiles(this.root, files)
  }

  /** Imports and waits for the report. */
  importPaths(...paths: string[]): Promise<ImportReport> {
    const sources = paths.map((path) => ({ kind: 'path' as const, path: join(this.root, path) }))
    return this.finish(this.library.import(sources).jobId)
  }

  importStaged(batch: string, title?: string): Promise<ImportReport> {
    return this.finish(this.library.import([{ kind: 'staged', batch }], title).jobId)
  }

  async finish(jobId: string): Promise<ImportReport> {
    await this.library.idle()
    for (const { name, payload } of this.heard) {
      if (name !== 'import.finished') continue
      const finished = events['import.finished'].parse(payload)
      if (finished.jobId === jobId) return finished.report
    }
    throw new Error(`The import ${jobId} never finished.`)
  }

  /** Builds a bundle called “Manual” of two documents, one of which never changes. */
  async makeBundle(path: string, edition: string, text: string): Promise<string> {
    const folder = `making-${edition}`
    await this.write({ [`${folder}/one.md`]: `# One\n\n${text}\n`, [`${folder}/two.md`]: '# Two\n\nSame.\n' })
    const out = join(this.root, path)
    await buildBundle([join(this.root, folder)], out, {
      id: MANUAL,
      edition: Edition.parse(edition),
      title: 'Manual',
    })
    return out
  }

  /** What the library shows, one line for each bundle. */
  async show(): Promise<string[]> {
    const { bundles } = await this.library.list()
    return bundles.map(({ metadata, origin }) => `${metadata.title} ${metadata.edition} ${origin}`)
  }
}

/** A world whose library is open. */
export async function makeLibraryWorld(): Promise<LibraryWorld> {
  const world = new LibraryWorld(await makeFolder())
  await world.open()
  return world
}
