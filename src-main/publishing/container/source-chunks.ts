// The bytes of a source file in chunks of one fixed size, whatever the file system hands out at a time: what is made
// of them is then the same everywhere.

import { constants, open } from 'node:fs/promises'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { toFileFailure } from './container.ts'

const CHUNK = 64 * 1024

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
