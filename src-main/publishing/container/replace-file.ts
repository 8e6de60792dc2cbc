// Writing a file so that at every instant there is either the old one or the new one, whole and on the disk.
// It does not know what it writes.

import { createHash, randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { Sha256 } from '../../../src-shared/domain/ids.ts'

/** What now stands on the disk: its size in bytes and its hash. */
export interface WrittenFile {
  readonly size: number
  readonly sha256: Sha256
}

/**
 * Writes `content` to a temporary file beside `path`, makes it durable and puts it in place of what was there. Whatever
 * fails, an older file stays as it was and nothing else is left behind.
 * @throws LecternError `NOT_SAVED` (disk full, not allowed), `NOT_FOUND` (no such folder), `FILE_NOT_REGULAR` (the path
 * is a folder, device or pipe), `CANCELLED`; and whatever `content` throws
 */
export async function replaceFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<WrittenFile> {
  const target = await findTarget(path)
  const folder = dirname(target)
  const temporary = join(folder, `.lectern-${randomUUID()}.tmp`)
  let handle: FileHandle | undefined
  try {
    handle = await open(temporary, 'wx')
    const written = await writeAll(handle, content, options.signal)
    await handle.sync()
    await handle.close()
    handle = undefined
    checkCancelled(options.signal)
    await rename(temporary, target)
    await syncFolder(folder)
    return written
  } catch (error) {
    await handle?.close().catch(() => undefined)
    await rm(temporary, { force: true }).catch(() => undefined)
    throw toWriteFailure(error, path)
  }
}

/**
 * Finds out beforehand what would keep `replaceFile` from writing to a path, as far as that can be known.
 * @throws LecternError `NOT_SAVED`, `NOT_FOUND`, `FILE_NOT_REGULAR`, as `replaceFile` would
 */
export async function checkWritable(path: string): Promise<void> {
  const folder = dirname(await findTarget(path))
  try {
    await access(folder, constants.W_OK)
  } catch (error) {
    throw toWriteFailure(error, path)
  }
}

/** Throws `CANCELLED` when the signal has been given. */
export function checkCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new LecternError('CANCELLED', 'The work was cancelled. Nothing was written.')
}

async function writeAll(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    checkCancelled(signal)
    hash.update(chunk)
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done)
      done += bytesWritten
    }
    size += chunk.length
  }
  return { size, sha256: Sha256.parse(hash.digest('hex')) }
}

// A link is written through, so that it goes on pointing at the file. A device or a folder must never be replaced.
async function findTarget(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile())
      throw new LecternError('FILE_NOT_REGULAR', `${path} is not an ordinary file. Name a file to write.`, {
        details: { file: path },
      })
    return await realpath(path)
  } catch (error) {
    if (error instanceof LecternError) throw error
    if (toErrno(error) === 'ENOENT') return resolve(path)
    throw toWriteFailure(error, path)
  }
}

// Windows cannot flush a folder; there the rename is durable by itself.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function toWriteFailure(error: unknown, path: string): LecternError {
  if (error instanceof LecternError) return error
  const errno = toErrno(error)
  const options = { details: { file: path, errno }, cause: error }
  if (errno === 'ENOSPC' || errno === 'EDQUOT')
    return new LecternError(
      'NOT_SAVED',
      `${path} was not written: the disk is full. Free some space and try again; what was there before is unchanged.`,
      options,
    )
  if (errno === 'ENOENT' || errno === 'ENOTDIR')
    return new LecternError(
      'NOT_FOUND',
      `There is no folder ${dirname(resolve(path))}. Make it first.`,
      options,
    )
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS')
    return new LecternError('NOT_SAVED', `${path} may not be written. Choose another folder.`, options)
  return new LecternError('NOT_SAVED', `${path} was not written (${errno}). Check the disk.`, options)
}

function toErrno(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
