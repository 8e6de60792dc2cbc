// Reads one regular file, whole and within a limit. Nothing that is not a regular file is ever read from: the kind is
// looked at before opening, the opening follows no link and never waits, and the opened file is looked at again.
// Synchronous, because it runs in the import's own thread.

import type { Stats } from 'node:fs'
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import { RefusedFile } from './refusal.ts'

/** Where a system lacks one of these flags (Windows), its value is absent and counts as none. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * The bytes of a regular file.
 * @param limit most bytes that are accepted; a larger file is refused by its size, unread
 * @throws RefusedFile FILE_NOT_REGULAR, FILE_EMPTY, FILE_TOO_LARGE; system errors as they come
 */
export function readRegularFile(path: string, limit: number): Buffer {
  const before = lstatSync(path)
  assertRegular(before)
  const file = openSync(path, FLAGS)
  try {
    const stats = fstatSync(file)
    assertRegular(stats)
    if (stats.size === 0)
      throw new RefusedFile('FILE_EMPTY', 'It is empty.', 'Choose a file with text in it.')
    assertSize(stats.size, limit)
    return readAll(file, stats.size, limit)
  } finally {
    closeSync(file)
  }
}

/** The first bytes of a regular file and its size. */
export function readHead(path: string, count: number): { head: Buffer; size: number } {
  assertRegular(lstatSync(path))
  const file = openSync(path, FLAGS)
  try {
    const stats = fstatSync(file)
    assertRegular(stats)
    const head = Buffer.alloc(Math.min(count, stats.size))
    const read = readSync(file, head, 0, head.length, 0)
    return { head: head.subarray(0, read), size: stats.size }
  } finally {
    closeSync(file)
  }
}

/** Throws unless it is a regular file; says what it is instead. */
export function assertRegular(stats: Stats): void {
  if (stats.isFile()) return
  const what = stats.isFIFO()
    ? 'a named pipe'
    : stats.isSocket()
      ? 'a socket'
      : stats.isSymbolicLink()
        ? 'a symbolic link'
        : stats.isDirectory()
          ? 'a folder'
          : 'a device'
  throw new RefusedFile('FILE_NOT_REGULAR', `It is ${what}, not a file.`, 'Choose an ordinary file.')
}

function assertSize(size: number, limit: number): void {
  if (size <= limit) return
  const mebibytes = (bytes: number): string => (bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0)
  throw new RefusedFile(
    'FILE_TOO_LARGE',
    `It has ${mebibytes(size)} MiB; at most ${mebibytes(limit)} MiB are read.`,
    'Divide it into smaller files.',
  )
}

/** Reads to the end, wherever that is by now, but never past the limit. */
function readAll(file: number, size: number, limit: number): Buffer {
  const chunks: Buffer[] = []
  let total = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(total === 0 ? size + 1 : 65_536)
    const read = readSync(file, chunk, 0, chunk.length, null)
    if (read === 0) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
    chunks.push(chunk.subarray(0, read))
    total += read
    assertSize(total, limit)
  }
}
