// The bytes of an archive for yauzl: positioned reads on an open file, in which nothing can throw past a promise.
// A hand-made archive can make yauzl ask for impossible places or throw inside a callback; both end as a rejection.

import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { RandomAccessReader } from 'yauzl'
import { ArchiveFault } from './archive-fault.ts'

type ReadCallback = (error: Error | null, bytesRead?: number) => void

/** Reads from `handle`, which must be open and of `size` bytes. Closing the reader closes the handle. */
export class ArchiveReader extends RandomAccessReader {
  readonly #handle: FileHandle
  readonly #size: number
  readonly #fault: Promise<never>
  #fail: (error: unknown) => void = () => undefined

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
    this.bytes(position, length)
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

  #check(position: number, length: number): void {
    const inside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size
    if (!inside) throw new ArchiveFault('its list of files points outside it')
  }
}
