// A written index as bytes that are read by position, and the folder for what is only needed until it is written.
import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ByteSource, fromMemory } from '../../../src-shared/domain/byte-source.ts'
import type { WrittenIndex } from '../merging/index-writer.ts'

/** The path of a folder for the temporary files of a build. It is not there yet. */
export function toTemporaryFolder(): string {
  return join(tmpdir(), `lectern-index-${randomUUID()}`)
}

/** Removes the temporary files of a build, if there are any. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/**
 * Opens an index that was written. If it is a file it leaves the folder, and is removed once it is closed; where an
 * open file can be removed at once, so that nothing stays behind whatever happens.
 */
export function openWritten(written: WrittenIndex, folder: string): ByteSource {
  if (written.kind === 'memory') return fromMemory(written.bytes)
  const path = `${folder}.idx`
  renameSync(written.path, path)
  return openTemporary(path)
}

function openTemporary(path: string): ByteSource {
  let file: number | null = openSync(path, 'r')
  const { size } = fstatSync(file)
  if (process.platform !== 'win32') rmSync(path)
  return {
    size,
    read(position, length) {
      if (!(position >= 0 && length >= 0 && position + length <= size))
        throw new RangeError(`There are no ${length} bytes at ${position}`)
      if (file === null) throw new Error('The index has been closed')
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length;) {
        const count = readSync(file, bytes, done, length - done, position + done)
        if (count === 0) throw new Error('The index was cut short')
        done += count
      }
      return bytes
    },
    close() {
      if (file === null) return
      closeSync(file)
      file = null
      rmSync(path, { force: true })
    },
  }
}
