// Joins settings, notes, search and library to one router for a host. The same composition serves the Electron and
// the web host; what differs between them (stores, dialogues, events) comes in as options. It opens no window and
// listens on nothing.
import { join } from 'node:path'
import type { Emit } from '../../src-shared/contract/contract.ts'
import type { ImportSource } from '../../src-shared/domain/import-job.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'
import { openNotes } from '../annotating/index.ts'
import { createRouter, createServices, type HostPorts } from '../ipc/index.ts'
import { type Library, openLibrary, type SourceFolder } from '../library/index.ts'
import { openSearch } from '../searching/index.ts'
import { openSettings, type SettingsService } from '../settings/index.ts'

/** What a host brings along. */
export interface HostOptions {
  readonly name: 'electron' | 'web'
  /** The data folder, absolute. */
  readonly folder: string
  readonly version: string
  /** Versions of what the host runs on, for the diagnostics: `{ node: '24.1.0' }`. */
  readonly runtime: Readonly<Record<string, string>>
  /** Paths of the bundles that are carried in the application. */
  readonly included: readonly string[]
  readonly openStore: StoreFactory
  readonly ports: HostPorts
  readonly emit: Emit
  /** The path behind a source that the interface names. Rejects with a `LecternError` when there is none. */
  resolveSource(source: ImportSource): Promise<string | SourceFolder>
  /** Requests to somewhere else that the host has cancelled since it started. */
  requestsCancelled(): number
}

/** The services of one running host. */
export interface Core {
  readonly router: ReturnType<typeof createRouter>
  readonly library: Library
  readonly settings: SettingsService
  /** Picks up what other processes wrote to the notes and the library; cheap when nothing changed. */
  refresh(): Promise<void>
  /** Writes what is pending and ends the workers. Safe to call twice; rejects with the first failure, after all. */
  close(): Promise<void>
}

/** Opens everything in the data folder. Rejects with a `LecternError` when the folder cannot be used. */
export async function compose(host: HostOptions): Promise<Core> {
  const { folder, openStore, emit } = host
  const settings = openSettings({ folder, openStore })
  const search = openSearch({ folder: join(folder, 'indexes') })
  const late: { library?: Library } = {}
  const notes = await openNotes({
    folder: join(folder, 'notes'),
    openStore,
    readDocument: async (bundleId, documentId) =>
      (await late.library?.documentText(bundleId, documentId)) ?? null,
    author: () => settings.get().author,
    onChange: (bundleId, changed) => {
      search.putNotes(changed)
      emit('annotations.changed', { bundleId })
    },
  })
  search.putNotes(notes.saved())
  const library = await openLibrary({
    folder,
    included: host.included,
    openStore,
    search,
    emit,
    resolveSource: (source) => host.resolveSource(source),
    notesCount: (bundleId) => notes.count(bundleId),
  })
  late.library = library
  const unsubscribe = settings.subscribe((value) => {
    emit('settings.changed', value)
  })
  const info = () => ({
    version: host.version,
    host: host.name,
    platform: process.platform,
    dataFolder: folder,
    runtime: { ...host.runtime },
    requestsCancelled: host.requestsCancelled(),
  })
  const router = createRouter(createServices({ library, notes, search, settings, host: host.ports, info }))
  let closing: Promise<void> | undefined
  return {
    router,
    library,
    settings,
    async refresh() {
      await notes.refresh()
      await library.refresh()
    },
    close: () => {
      unsubscribe()
      closing ??= closeAll([() => library.close(), () => notes.close(), () => search.close()])
      return closing
    },
  }
}

async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers) {
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
