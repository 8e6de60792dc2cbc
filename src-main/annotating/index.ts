// The door of annotating: opens the person's notes in a folder. What is acknowledged here is on the disk.
import type { Annotation } from '../../src-shared/domain/annotation.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { DocumentText } from './drafting.ts'
import type { Notes } from './notes.ts'
import { NotesService } from './notes.ts'
import { writeCheckpoints } from './checkpoint/write.ts'
import { buildMark } from './journal/process-mark.ts'
import { NotesStore } from './storage/store.ts'
import { Thread } from './thread.ts'

export type { DocumentText } from './drafting.ts'
export type { Notes } from './notes.ts'

export interface NotesOptions {
  /** Folder of the journals and checkpoints; it is made when it is not there. */
  readonly folder: string
  /** Opens `<folder>/<name>.json`: electron-store in the Electron host, conf elsewhere. */
  readonly openStore: StoreFactory
  /** The installed document; null when it is not installed. */
  readDocument(bundleId: BundleId, documentId: DocumentId): Promise<DocumentText | null>
  /** The name that new annotations carry. */
  author(): string
  now?(): Date
  /**
   * Called after a bundle's annotations changed, here or in another process, with those that look different now;
   * tombstones are among them.
   */
  onChange?(bundleId: BundleId, changed: readonly Annotation[]): void
  /**
   * Where checkpoints are written. `worker` (usual): in a thread, by conf with the same options, so that nothing waits
   * for them. `inline`: in this thread, through `openStore`.
   */
  readonly checkpointIn?: 'worker' | 'inline'
  /** Bytes of journal after which a checkpoint is written before the end; 4 MiB unless given. */
  readonly journalLimit?: number
}

/**
 * Opens the notes. Damaged files never keep it from opening: what they hold is kept aside and `problems()` names it.
 * Rejects only when the folder itself cannot be made or read.
 */
export async function openNotes(options: NotesOptions): Promise<Notes> {
  const thread = new Thread()
  const { openStore } = options
  const now = (): Date => options.now?.() ?? new Date()
  const store = new NotesStore({
    folder: options.folder,
    mark: await buildMark(),
    openStore,
    now,
    onChange: (bundleId, changed) => options.onChange?.(bundleId, changed),
    journalLimit: options.journalLimit ?? 4 * 1024 * 1024,
    checkpoint: async (request) =>
      options.checkpointIn === 'inline'
        ? writeCheckpoints(request, openStore)
        : (await thread.run({ kind: 'checkpoint', request })).outcome,
  })
  await store.open()
  return new NotesService({
    store,
    author: () => options.author(),
    now,
    readDocument: (bundleId, documentId) => options.readDocument(bundleId, documentId),
    findQuotes: async (text, quotes) => (await thread.run({ kind: 'find', text, quotes })).matches,
    closeThread: () => thread.close(),
  })
}
