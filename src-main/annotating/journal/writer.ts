// The journal of this process: appends operations and answers once they are on the disk. It knows nothing of what the
// operations mean and reads no other journal.
import { randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { journalName, makeFolder, syncFolder } from '../storage/folder.ts'
import type { Operation, ProcessMark, Stamp } from './line.ts'
import { JOURNAL_MIN_READER, JOURNAL_VERSION, WriterId, formatEntry, formatHeader } from './line.ts'

/** The part of a file handle that appending needs; tests give one that fails. */
export interface AppendHandle {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>
  datasync(): Promise<void>
  truncate(length: number): Promise<void>
  stat(): Promise<{ readonly ino: number; readonly dev: number }>
  close(): Promise<void>
}

export interface JournalOptions {
  readonly folder: string
  readonly mark: ProcessMark
  /** Opens the new file of a journal for writing. */
  readonly openFile?: (path: string) => Promise<AppendHandle>
}

interface Waiting {
  readonly sequence: number
  readonly operation: Operation
  readonly resolve: (stamp: Stamp) => void
  readonly reject: (error: LecternError) => void
}

interface JournalFile {
  readonly path: string
  readonly handle: AppendHandle
  readonly ino: number
  /** Bytes that are whole, flushed lines. */
  end: number
  operations: number
}

/** Operations that are written and flushed together at most, so that memory stays bounded under a flood. */
const BATCH = 64

export class JournalWriter {
  readonly #options: JournalOptions
  #writer = newWriterId()
  /** Every writer id this journal has had. */
  readonly #all = new Set<string>([this.#writer])
  #file: JournalFile | null = null
  #queue: Waiting[] = []
  #running: Promise<void> | null = null
  #rotations: (() => void)[] = []
  #finished: WriterId[] = []

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** The writer of the next operation. It changes when the journal is rotated or had to be given up. */
  get writer(): WriterId {
    return this.#writer
  }

  /** Whether a writer is, or was, this journal's. */
  owns(writer: string): boolean {
    return this.#all.has(writer)
  }

  /** Writers of this process that will never append again; a checkpoint may retire their journals. */
  get finished(): readonly WriterId[] {
    return this.#finished
  }

  /** Bytes of operations in the open journal. */
  get size(): number {
    return this.#file?.operations === 0 ? 0 : (this.#file?.end ?? 0)
  }

  /**
   * Appends an operation. Calls that arrive while the disk is flushing share the next flush.
   * @returns the stamp it got, once it is completely written and flushed
   * @throws LecternError NOT_SAVED when it is not: then nothing of it remains in the journal
   */
  append(sequence: number, operation: Operation): Promise<Stamp> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ sequence, operation, resolve, reject })
      this.#run()
    })
  }

  /** Ends the open journal after what is queued; the next operation starts a new one. */
  async rotate(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#rotations.push(resolve)
      this.#run()
    })
  }

  /** Forgets finished writers whose journals are no longer in the folder. */
  forget(writers: readonly WriterId[]): void {
    this.#finished = this.#finished.filter((writer) => !writers.includes(writer))
  }

  #run(): void {
    if (this.#running !== null) return
    this.#running = this.#drain().finally(() => {
      this.#running = null
      if (this.#queue.length > 0 || this.#rotations.length > 0) this.#run()
    })
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#commit()
    const waiting = this.#rotations.splice(0)
    if (waiting.length > 0) await this.#finish()
    for (const resolve of waiting) resolve()
  }

  async #commit(): Promise<void> {
    const batch = this.#queue.splice(0, BATCH)
    try {
      await this.#writeBatch(batch)
    } catch (error) {
      const failure = notSaved(join(this.#options.folder, journalName(this.#writer)), error)
      await this.#finish()
      for (const { reject } of batch) reject(failure)
      return
    }
    const writer = this.#writer
    for (const { resolve, sequence } of batch) resolve([sequence, writer])
  }

  /** Writes a batch where it will be found: once more, in a new journal, when the file was moved away meanwhile. */
  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const file = (this.#file ??= await this.#open())
      const bytes = Buffer.from(
        batch.map(({ sequence, operation }) => formatEntry([sequence, this.#writer], operation)).join(''),
      )
      await this.#write(file, bytes)
      if ((await inodeAt(file.path)) === file.ino) {
        file.end += bytes.length
        file.operations += batch.length
        return
      }
      await this.#finish()
    }
    throw new Error('The journal was moved away twice')
  }

  async #write(file: JournalFile, bytes: Buffer): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const { bytesWritten } = await file.handle.write(bytes, done, bytes.length - done, file.end + done)
      if (bytesWritten === 0) throw new Error('The disk took no bytes')
      done += bytesWritten
    }
    await file.handle.datasync()
  }

  /** Starts a journal: its header is written and flushed under another name, so that it appears as a whole. */
  async #open(): Promise<JournalFile> {
    const { folder, mark, openFile = openNew } = this.#options
    await makeFolder(folder)
    const path = join(folder, journalName(this.#writer))
    const part = `${path}.new`
    const header = Buffer.from(
      formatHeader({
        format: 'lectern-journal',
        version: JOURNAL_VERSION,
        minReader: JOURNAL_MIN_READER,
        writer: this.#writer,
        process: mark,
      }),
    )
    const handle = await openFile(part)
    try {
      const { ino } = await handle.stat()
      const file: JournalFile = { path, handle, ino, end: 0, operations: 0 }
      await this.#write(file, header)
      file.end = header.length
      await rename(part, path)
      await syncFolder(folder)
      return file
    } catch (error) {
      await handle.close().catch(() => undefined)
      await rm(part, { force: true })
      throw error
    }
  }

  /** Gives the open journal up: cut back to its last good end, closed, never appended to again. */
  async #finish(): Promise<void> {
    const file = this.#file
    this.#file = null
    if (file !== null) {
      await file.handle.truncate(file.end).catch(() => undefined)
      await file.handle.datasync().catch(() => undefined)
      await file.handle.close().catch(() => undefined)
      if (file.operations > 0) this.#finished.push(this.#writer)
      else await rm(file.path, { force: true }).catch(() => undefined)
    }
    this.#writer = newWriterId()
    this.#all.add(this.#writer)
  }
}

async function openNew(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600)
}

async function inodeAt(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null)
  return found?.ino ?? null
}

function newWriterId(): WriterId {
  return WriterId.parse(randomBytes(8).toString('hex'))
}

function notSaved(file: string, cause: unknown): LecternError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  const remedy =
    code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
      ? 'The disk is full: free some space and save again.'
      : 'Check that the disk is there and can be written to, then save again.'
  return new LecternError('NOT_SAVED', `“${file}” could not be written (${code}). ${remedy}`, {
    details: { file, reason: code },
    cause,
  })
}
