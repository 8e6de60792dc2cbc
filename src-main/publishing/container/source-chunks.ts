// Bytes in chunks of one fixed size: those of a source file, whatever the file system hands out at a time, so that what
// is made of them is the same everywhere; and those of a source that may be larger than memory.

import { constants, open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { toFileFailure } from './container.ts'

const CHUNK = 64 * 1024
const PIECE = 1024 ** 2

/**
 * Reads a file to its end.
 * @throws LecternError `NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_REGULAR`
 */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      if (!(await handle.stat()).isFile())
        throw new LecternError('FILE_NOT_REGULAR', `${file} is not an ordinary file.`, { details: { file } })
      for (let position = 0; ; position += CHUNK) {
        const buffer = Buffer.alloc(CHUNK)
        let length = 0
        for (let read = -1; read !== 0 && length < CHUNK; length += read)
          read = (await handle.read(buffer, length, CHUNK - length, position + length)).bytesRead
        if (length > 0) yield buffer.subarray(0, length)
        if (length < CHUNK) return
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw toFileFailure(error, file)
  }
}

/** Reads a source to its end, which stays open. Other work of the thread gets its turn after every MiB. */
export async function* readPieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += PIECE) {
    yield source.read(at, Math.min(PIECE, source.size - at))
    await setImmediate()
  }
}
