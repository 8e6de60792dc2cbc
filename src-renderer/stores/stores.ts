// All stores of one window, made together because some listen to others. Made once, in app/main.tsx; tests make their
// own over a transport of theirs.
import type { Client } from '../../src-shared/contract/client.ts'
import { type AnnotationsStore, createAnnotationsStore } from './annotations-store.ts'
import { createFindStore, type Finder, type FindStore } from './find-store.ts'
import { createHistoryStore, type HistoryStore } from './history-store.ts'
import { createImportStore, type FileHandover, type ImportStore } from './import-store.ts'
import { createLibraryStore, type LibraryStore } from './library-store.ts'
import { createReaderStore, type ReaderStore } from './reader-store.ts'
import type { Here } from './search-question.ts'
import { createSearchStore, type SearchStore } from './search-store.ts'
import { createSettingsStore, type SettingsStore } from './settings-store.ts'
import { createShellStore, type ShellStore } from './shell-store.ts'

export interface Stores {
  /** For the few calls that no store keeps an answer of: exporting, saving a file, opening a link. */
  readonly client: Client
  readonly annotations: AnnotationsStore
  readonly find: FindStore
  readonly history: HistoryStore
  readonly imports: ImportStore
  readonly library: LibraryStore
  readonly reader: ReaderStore
  readonly search: SearchStore
  readonly settings: SettingsStore
  readonly shell: ShellStore
}

export function createStores(client: Client, handover: FileHandover, finder: Finder): Stores {
  const settings = createSettingsStore(client)
  const reader = createReaderStore(client)
  const here = (): Here | null => {
    const { document } = reader.getState()
    return document === null ? null : { bundleId: document.bundleId, documentId: document.documentId }
  }
  return {
    client,
    annotations: createAnnotationsStore(client),
    find: createFindStore(finder, reader),
    history: createHistoryStore(),
    imports: createImportStore(client, handover),
    library: createLibraryStore(client),
    reader,
    search: createSearchStore({ client, here }),
    settings,
    shell: createShellStore(settings),
  }
}
