// Bytes on their way from one step of building an index to another: in memory that threads share while there is room,
// beyond that in a temporary file. What they mean is not known here; who removes the files is threads.ts.
import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { ByteWriter } from '../binary/byte-writer.ts'

/** Bytes that are complete. They never change. */
export type Stored =
  | { readonly kind: 'memory'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string; readonly from: number; readonly length: number }

/** How much of a file is read at once, at least. */
const WINDOW = 1 << 18
/** How much of a stream is stored at once, at least. */
const PIECE = 1 << 18

/** Where bytes are put: first in memory, up to `room` bytes, then in one file that is made when it is needed. */
export class Store {
  readonly #folder: string
  readonly #name: string
  #room: number
  #file: number | null = null
  #length = 0

  /** @param folder made when it is needed @param name of the file, one for each store of the folder */
  constructor(folder: string, name: string, room: number) {
    this.#folder = folder
    this.#name = name
    this.#room = room
  }

  /** Stores a copy. */
  put(bytes: Uint8Array): Stored {
    const { length } = bytes
    if (length <= this.#room) {
      this.#room -= length
      const copy = new Uint8Array(new SharedArrayBuffer(length))
      copy.set(bytes)
      return { kind: 'memory', bytes: copy }
    }
    // What comes later goes the same way, so that room that is left is not lost to small pieces.
    this.#room = 0
    const path = join(this.#folder, this.#name)
    this.#file ??= create(this.#folder, path)
    const from = this.#length
    writeAll(this.#file, bytes, from)
    this.#length += length
    return { kind: 'file', path, from, length }
  }

  /** What was put can still be read. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }
}

/**
 * Makes an empty file, and the folder if it is not there; both for this user only.
 * @throws LecternError NOT_SAVED when that cannot be done
 */
export function create(folder: string, path: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return openSync(path, 'wx+', 0o600)
  } catch (error) {
    throw notWritten(error)
  }
}

/**
 * Writes all of the bytes, however often the system takes only some of them.
 * @throws LecternError NOT_SAVED when the disk does not take them
 */
export function writeAll(file: number, bytes: Uint8Array, position: number): void {
  try {
    for (let done = 0; done < bytes.length;)
      done += writeSync(file, bytes, done, bytes.length - done, position + done)
  } catch (error) {
    throw notWritten(error)
  }
}

function notWritten(cause: unknown): LecternError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  const message = `The search index could not be built: the folder for temporary files takes no more (${reason}). Free some space there, or name another folder for temporary files.`
  return new LecternError('NOT_SAVED', message, { details: { reason }, cause })
}

/** The length of stored bytes. */
export function lengthOf(stored: Stored): number {
  return stored.kind === 'memory' ? stored.bytes.length : stored.length
}

/** Files that stored bytes are read from, each opened once. */
export class StoredFiles {
  readonly #open = new Map<string, number>()

  /** Fills `target` with what stands from `position` on, which must be there. */
  read(path: string, position: number, target: Uint8Array): void {
    let file = this.#open.get(path)
    if (file === undefined) {
      file = openSync(path, 'r')
      this.#open.set(path, file)
    }
    for (let done = 0; done < target.length;) {
      const count = readSync(file, target, done, target.length - done, position + done)
      if (count === 0) throw new Error('A temporary file of the search index was cut short')
      done += count
    }
  }

  close(): void {
    for (const file of this.#open.values()) closeSync(file)
    this.#open.clear()
  }
}

/** Stored bytes in order, a window at a time. */
export class StoredReader {
  /** What was asked for last lies in `bytes` from `at` on. */
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  readonly #stored: Stored
  readonly #files: StoredFiles
  readonly #length: number
  /** Where in the stored bytes `bytes` begins. */
  #base = 0

  constructor(stored: Stored, files: StoredFiles, from = 0) {
    this.#stored = stored
    this.#files = files
    this.#length = lengthOf(stored)
    if (stored.kind === 'memory') this.bytes = stored.bytes
    if (stored.kind === 'memory') this.at = from
    else this.#base = from
  }

  /** Where in the stored bytes `at` is. */
  get position(): number {
    return this.#base + this.at
  }

  get isOver(): boolean {
    return this.#base + this.at >= this.#length
  }

  /** Makes sure that the next `length` bytes, or as many as there are, lie in `bytes`. */
  need(length: number): void {
    if (this.at + length <= this.bytes.length || this.#stored.kind === 'memory') return
    const { path, from } = this.#stored
    const position = this.position
    const size = Math.min(Math.max(length, WINDOW), this.#length - position)
    const window = size <= this.bytes.length ? this.bytes.subarray(0, size) : new Uint8Array(size)
    this.#files.read(path, from + position, window)
    this.bytes = window
    this.#base = position
    this.at = 0
  }
}

/** A stream that is stored piece by piece while it is written. */
export class StoredStream {
  /** What is not stored yet. */
  readonly out = new ByteWriter(PIECE)
  readonly #store: Store
  readonly #pieces: Stored[] = []
  #stored = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** How long it is so far. */
  get length(): number {
    return this.#stored + this.out.length
  }

  /** Stores what was written if that is much. */
  settle(): void {
    if (this.out.length >= PIECE) this.#flush()
  }

  /** The whole stream. */
  finish(): readonly Stored[] {
    if (this.out.length > 0) this.#flush()
    return this.#pieces
  }

  #flush(): void {
    this.#stored += this.out.length
    this.#pieces.push(this.#store.put(this.out.view()))
    this.out.clear()
  }
}
