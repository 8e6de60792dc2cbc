// The notes of this process: what is merged in memory, its own journal, and what other processes write beside it.
// It acknowledges nothing that is not on the disk. It knows nothing of documents, places or undo.
import { join } from 'node:path'
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { Annotation } from '../../../src-shared/domain/annotation.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import { Timestamp } from '../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import { Notebook } from '../notebook.ts'
import type { CheckpointOutcome, CheckpointRequest } from '../checkpoint/write.ts'
import { applyRetired } from '../checkpoint/write.ts'
import { mergeCheckpoint } from '../checkpoint/content.ts'
import { RETIRED, checkpointName, journalName, listFolder, makeFolder } from './folder.ts'
import { findNewest, identify } from '../checkpoint/generations.ts'
import type { Operation, ProcessMark, Stamp, WriterId } from '../journal/line.ts'
import type { JournalCursor, JournalPart } from '../journal/reader.ts'
import { isNewer, quarantineLine, readJournal } from '../journal/reader.ts'
import { JournalWriter } from '../journal/writer.ts'
import { isRunning } from '../journal/process-mark.ts'
import {
  badLine,
  damagedCheckpoint,
  newerJournal,
  newerNotes,
  unreadableEntries,
  unreadableJournal,
} from './problems.ts'
import { FolderWatch } from './watch.ts'

export interface StoreOptions {
  readonly folder: string
  readonly mark: ProcessMark
  readonly openStore: StoreFactory
  readonly now: () => Date
  /** Called after annotations of a bundle changed, here or in another process, with them as they are now. */
  readonly onChange: (bundleId: BundleId, changed: readonly Annotation[]) => void
  readonly checkpoint: (request: CheckpointRequest) => Promise<CheckpointOutcome>
  /** Bytes of the own journal after which it is folded into checkpoints. */
  readonly journalLimit: number
}

/** Milliseconds before a checkpoint that failed is tried again. */
const RETRY = 60_000

export class NotesStore {
  readonly #options: StoreOptions
  readonly #journal: JournalWriter
  readonly #watch: FolderWatch
  readonly #notebooks = new Map<BundleId, Notebook>()
  readonly #cursors = new Map<WriterId, JournalCursor>()
  readonly #identities = new Map<BundleId, string>()
  readonly #problems = new Map<string, NotesProblem>()
  readonly #readOnly = new Set<BundleId>()
  /** The journal of a newer version that keeps everything from being changed. */
  #newer: string | null = null
  #clock = 0
  #refreshing: Promise<void> = Promise.resolve()
  /** A refresh that has not begun yet: whoever asks meanwhile shares it. */
  #nextRefresh: Promise<void> | null = null
  #checkpointing: Promise<void> | null = null
  #retryAt = 0
  #closed = false

  constructor(options: StoreOptions) {
    this.#options = options
    this.#journal = new JournalWriter({ folder: options.folder, mark: options.mark })
    this.#watch = new FolderWatch({
      folder: options.folder,
      isRelevant: (name) => name === null || this.#isOthers(name),
      onChange: () => {
        this.refresh().catch(() => undefined)
      },
    })
  }

  /** Reads everything, begins to follow the folder, and cleans up behind processes that are gone. */
  async open(): Promise<void> {
    await makeFolder(this.#options.folder)
    await this.#read(this.#options.openStore)
    for (const notebook of this.notebooks) notebook.takeChanged()
    this.#watch.start()
    for (const { header } of this.#cursors.values()) {
      if (header === null || isNewer(header) || (await isRunning(header.process))) continue
      this.#startCheckpoint()
      break
    }
  }

  get notebooks(): Iterable<Notebook> {
    return this.#notebooks.values()
  }

  /** The notebook of a bundle, empty when it has no annotations. */
  getNotebook(bundleId: BundleId): Notebook {
    const known = this.#notebooks.get(bundleId)
    if (known !== undefined) return known
    const notebook = new Notebook(bundleId)
    this.#notebooks.set(bundleId, notebook)
    return notebook
  }

  problems(): NotesProblem[] {
    return [...this.#problems.values()]
  }

  /** Whether a writer is, or was, this process. */
  owns(writer: WriterId): boolean {
    return this.#journal.owns(writer)
  }

  /**
   * Makes an operation durable, then applies it.
   * @param before called right before it is applied, with its stamp
   * @throws LecternError NOT_SAVED when it is not on the disk, READ_ONLY when the bundle's notes cannot be changed
   */
  async commit(operation: Operation, before: (notebook: Notebook, stamp: Stamp) => void): Promise<void> {
    this.#refuseReadOnly(operation.bundleId)
    this.#clock = this.#highest() + 1
    const stamp = await this.#journal.append(this.#clock, operation)
    const notebook = this.getNotebook(operation.bundleId)
    before(notebook, stamp)
    notebook.apply(stamp, operation)
    this.#announce([operation.bundleId])
    if (this.#journal.size > this.#options.journalLimit) this.#startCheckpoint()
  }

  /** Picks up what other processes have written. Cheap when there is nothing. */
  refresh(): Promise<void> {
    this.#nextRefresh ??= this.#refreshing
      .catch(() => undefined)
      .then(() => {
        this.#nextRefresh = null
        return this.#read(undefined)
      })
    this.#refreshing = this.#nextRefresh
    return this.#refreshing
  }

  /** Folds the own journal, and those of dead processes, into checkpoints. Resolves when tried. */
  checkpoint(): Promise<void> {
    this.#checkpointing ??= this.#writeCheckpoint().finally(() => {
      this.#checkpointing = null
      if (!this.#closed) void this.refresh().catch(() => undefined)
    })
    return this.#checkpointing
  }

  /** Writes what is left into checkpoints. What cannot be written there stays in the journal. */
  async close(): Promise<void> {
    this.#closed = true
    this.#watch.stop()
    await this.#refreshing.catch(() => undefined)
    await this.#checkpointing?.catch(() => undefined)
    await this.#journal.rotate()
    if (this.#journal.finished.length > 0) await this.checkpoint().catch(() => undefined)
  }

  #startCheckpoint(): void {
    if (Date.now() < this.#retryAt) return
    this.checkpoint().catch(() => undefined)
  }

  async #writeCheckpoint(): Promise<void> {
    const { folder, mark, now } = this.#options
    await this.#journal.rotate()
    this.#retryAt = Date.now() + RETRY
    const outcome = await this.#options.checkpoint({
      folder,
      mark,
      finished: [...this.#journal.finished],
      now: Timestamp.parse(now().toISOString()),
    })
    if (outcome.kind === 'busy') return
    if (outcome.failed.length === 0) this.#retryAt = 0
    for (const [bundleId, { before, after }] of outcome.files)
      if ((this.#identities.get(bundleId) ?? '') === before) this.#identities.set(bundleId, after)
    this.#journal.forget(outcome.retired)
    const changed = new Set<BundleId>()
    for (const writer of outcome.retired)
      if (!this.#journal.owns(writer)) await this.#readRest(join(folder, RETIRED), writer, changed)
    this.#announce(changed)
  }

  /**
   * Journals first, then the checkpoints that changed: whatever was retired in between is in the latter. While this
   * process itself is writing checkpoints they hold nothing new.
   */
  async #read(openStore: StoreFactory | undefined): Promise<void> {
    const { folder } = this.#options
    const changed = new Set<BundleId>()
    const { writers } = await listFolder(folder)
    for (const writer of writers)
      if (!this.#journal.owns(writer)) await this.#readRest(folder, writer, changed)
    for (const writer of this.#cursors.keys()) if (!writers.includes(writer)) this.#cursors.delete(writer)
    if (this.#checkpointing !== null) {
      this.#announce(changed)
      return
    }
    for (const bundleId of (await listFolder(folder)).bundles) {
      const identity = await identify(folder, bundleId)
      if (this.#identities.get(bundleId) === identity) continue
      this.#identities.set(bundleId, identity)
      await this.#readCheckpoint(bundleId, openStore)
      changed.add(bundleId)
    }
    if (openStore === undefined) this.#announce(changed)
  }

  #announce(changed: Iterable<BundleId>): void {
    for (const bundleId of changed) this.#options.onChange(bundleId, this.getNotebook(bundleId).takeChanged())
  }

  async #readRest(folder: string, writer: WriterId, changed: Set<BundleId>): Promise<void> {
    const part = await this.#tryRead(folder, writer)
    if (part === null || part.bytes === 0) return
    this.#cursors.set(writer, { header: part.header, bytes: part.bytes })
    await this.#report(writer, part)
    for (const { stamp, operation } of part.entries) {
      const touched = this.getNotebook(operation.bundleId).apply(stamp, operation)
      if (touched.length > 0) changed.add(operation.bundleId)
    }
  }

  /** A journal that cannot be opened at all is left alone, and said. */
  async #tryRead(folder: string, writer: WriterId): Promise<JournalPart | null> {
    try {
      return await readJournal(folder, writer, this.#cursors.get(writer))
    } catch (error) {
      this.#addProblem(unreadableJournal(join(folder, journalName(writer)), error))
      return null
    }
  }

  async #report(writer: WriterId, part: JournalPart): Promise<void> {
    const { folder } = this.#options
    const file = join(folder, journalName(writer))
    if (part.header !== null && isNewer(part.header)) {
      this.#newer = file
      this.#addProblem(newerJournal(file))
    }
    for (const line of part.bad) {
      const copy = await quarantineLine(folder, writer, line).catch(() => file)
      this.#addProblem(badLine(file, copy))
    }
  }

  async #readCheckpoint(bundleId: BundleId, openStore: StoreFactory | undefined): Promise<void> {
    const { folder } = this.#options
    const notebook = this.getNotebook(bundleId)
    const found = await findNewest(folder, bundleId, openStore)
    const file = join(folder, checkpointName(bundleId, 0))
    if (found.damaged.length > 0) {
      await applyRetired(folder, notebook)
      this.#addProblem(damagedCheckpoint(file, found))
    }
    if (found.checkpoint === null) return
    const unreadable = await mergeCheckpoint(found.checkpoint, notebook)
    if (unreadable.length > 0) this.#addProblem(unreadableEntries(file, unreadable.length))
    if (found.checkpoint.readOnly) {
      this.#readOnly.add(bundleId)
      this.#addProblem(newerNotes(file))
    } else this.#readOnly.delete(bundleId)
  }

  #addProblem(problem: NotesProblem): void {
    this.#problems.set(`${problem.kind}:${problem.file}`, problem)
  }

  #refuseReadOnly(bundleId: BundleId): void {
    const file = this.#newer ?? (this.#readOnly.has(bundleId) ? checkpointName(bundleId, 0) : null)
    if (file === null) return
    throw new LecternError(
      'READ_ONLY',
      `“${file}” was written by a newer version of Lectern. Update Lectern to change these notes.`,
      { details: { file } },
    )
  }

  #highest(): number {
    let highest = this.#clock
    for (const notebook of this.#notebooks.values()) highest = Math.max(highest, notebook.clock)
    return highest
  }

  #isOthers(name: string): boolean {
    const writer = /^journal-([0-9a-f]+)\.ndjson$/.exec(name)?.[1]
    return writer === undefined ? name.endsWith('.json') : !this.#journal.owns(writer)
  }
}
