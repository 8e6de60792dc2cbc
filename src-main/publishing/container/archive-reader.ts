// The bytes of an archive for yauzl: positioned reads on an open file, in which nothing can throw past a promise.
// A hand-made archive can make yauzl ask for impossible places or throw inside a callback; both end as a rejection.

import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { RandomAccessReader } from 'yauzl'
import { ArchiveFault } from './archive-fault.ts'

type ReadCallback = (error: Error | null, bytesRead?: number) => void

/** Bytes that are read at a time while the list of files is gone through, which is asked for in pieces of some fifty. */
const AHEAD = 64 * 1024

/** Reads from `handle`, which must be open and of `size` bytes. Closing the reader closes the handle. */
export class ArchiveReader extends RandomAccessReader {
  readonly #handle: FileHandle
  readonly #size: number
  readonly #fault: Promise<never>
  #fail: (error: unknown) => void = () => undefined
  #ahead: { readonly position: number; readonly bytes: Buffer } | null = null
  #readsAhead = false

  constructor(handle: FileHandle, size: number) {
    super()
    this.#handle = handle
    this.#size = size
    this.#fault = new Promise((_resolve, reject) => (this.#fail = reject))
    this.#fault.catch(() => undefined)
    this.on('error', (error: unknown) => this.#fail(error))
  }

  /** Settles as `work` does, or rejects with what went wrong behind yauzl's back. */
  guard<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#fault])
  }

  /**
   * Does `work` while small reads are answered from a few large ones. What is read ahead is forgotten afterwards, so
   * that a change of the file shows. Other work of the thread gets its turn with every large read.
   */
  async readingAhead<T>(work: () => Promise<T>): Promise<T> {
    this.#readsAhead = true
    try {
      return await work()
    } finally {
      this.#readsAhead = false
      this.#ahead = null
    }
  }

  /** Exactly `length` bytes from `position`, in one buffer. Rejects when the file has fewer. */
  async bytes(position: number, length: number): Promise<Buffer> {
    this.#check(position, length)
    const buffer = Buffer.alloc(length)
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#handle.read(buffer, done, length - done, position + done)
      if (bytesRead === 0) throw new ArchiveFault('it ends too early')
      done += bytesRead
    }
    return buffer
  }

  /** What tells the open file from any other. */
  identify(): Promise<BigIntStats> {
    return this.#handle.stat({ bigint: true })
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: ReadCallback,
  ): void {
    const known = this.#findAhead(position, length)
    if (known !== null) {
      this.#answer(callback, known.copy(buffer, offset))
      return
    }
    this.#load(position, length)
      .then(
        (bytes) => callback(null, bytes.copy(buffer, offset)),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
      .catch((error: unknown) => this.#fail(error))
  }

  override close(callback: (error: Error | null) => void): void {
    this.#handle.close().then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }

  #answer(callback: ReadCallback, length: number): void {
    try {
      callback(null, length)
    } catch (error) {
      this.#fail(error)
    }
  }

  #findAhead(position: number, length: number): Buffer | null {
    if (this.#ahead === null) return null
    const from = position - this.#ahead.position
    return from >= 0 && from + length <= this.#ahead.bytes.length
      ? this.#ahead.bytes.subarray(from, from + length)
      : null
  }

  async #load(position: number, length: number): Promise<Buffer> {
    this.#check(position, length)
    if (!this.#readsAhead || length > AHEAD) return this.bytes(position, length)
    const bytes = await this.bytes(position, Math.min(AHEAD, this.#size - position))
    this.#ahead = { position, bytes }
    return bytes.subarray(0, length)
  }

  #check(position: number, length: number): void {
    const inside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size
    if (!inside) throw new ArchiveFault('its list of files points outside it')
  }
}
