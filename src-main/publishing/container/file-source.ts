// A stretch of a file as bytes that are read by position, on a file descriptor of its own. Reads are synchronous, for
// threads that may wait. It checks no content, and caches nothing.

import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { hostile, toFileFailure } from './container.ts'
import { ARCHIVE_SIGNATURE, isArchiveContent } from './entry-name.ts'

/** Where the bytes lie. `name` is what failures call them. */
export interface FileRange {
  readonly file: string
  readonly name: string
  readonly start: number
  readonly size: number
  /** Whether the file that was opened just now is the one that was looked at before. */
  isSame(stats: BigIntStats): boolean
  /** Whether a link in the place of the file is refused. */
  readonly refuseLink?: boolean
}

// Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK

/**
 * Opens the range. Every read of it throws `BUNDLE_DAMAGED` once the file has become too short, and `FILE_UNREADABLE`
 * when the disk does not give the bytes; after `close` there is nothing to read.
 * @throws LecternError `NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_REGULAR`, `BUNDLE_DAMAGED` (another file is there now),
 * `ARCHIVE_HOSTILE` (an archive in the archive)
 */
export function openRange(range: FileRange): ByteSource {
  const { file, name, start, size } = range
  let descriptor: number | null = null
  const source: ByteSource = {
    size,
    read(position, length) {
      const whole = Number.isSafeInteger(position) && Number.isSafeInteger(length)
      if (!whole || position < 0 || length < 0 || position + length > size)
        throw new RangeError(`There are no ${length} bytes at ${position} of ${name}`)
      if (descriptor === null) throw new Error(`${name} was closed before it was read`)
      return readFully(descriptor, start + position, length, name)
    },
    close() {
      const open = descriptor
      descriptor = null
      if (open !== null) closeSync(open)
    },
  }
  try {
    descriptor = openSync(file, range.refuseLink === true ? FLAGS | constants.O_NOFOLLOW : FLAGS)
    if (!range.isSame(fstatSync(descriptor, { bigint: true }))) throw changed(name)
    if (isArchiveContent(source.read(0, Math.min(size, ARCHIVE_SIGNATURE))))
      throw hostile(name, 'it is itself an archive')
    return source
  } catch (error) {
    source.close()
    throw toFileFailure(error, name)
  }
}

/** The failure for a file of a bundle that is not what it was when the bundle was opened. */
export function changed(name: string): LecternError {
  return new LecternError('BUNDLE_DAMAGED', `${name} was changed while it was open. Open the bundle again.`, {
    details: { file: name },
  })
}

function readFully(descriptor: number, position: number, length: number, name: string): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length)
  try {
    for (let done = 0; done < length;) {
      const read = readSync(descriptor, bytes, done, length - done, position + done)
      if (read === 0) throw changed(name)
      done += read
    }
    return bytes
  } catch (error) {
    throw toFileFailure(error, name)
  }
}
