// What a bundle is kept in: an archive or an unpacked folder, both seen as files by path. Nothing is ever unpacked.
// A container knows nothing of manifests and hashes; it promises that names are safe and that sizes are bounded.

import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'

/** The folder of files that are read by position, and never held whole when they are stored uncompressed. */
export const INDEX_FOLDER = 'lectern/index/'

/** Sizes are in bytes unpacked. `ratio` is unpacked to packed, and holds for what is over `ratioFrom`. */
export interface ContainerLimits {
  readonly entries: number
  readonly total: number
  readonly file: number
  readonly ratio: number
  readonly ratioFrom: number
  /** Milliseconds that opening, and then each reading of one file, may take. */
  readonly deadline: number
}

/** `entries` leaves room for a manual of 20,000 pages with what they show, and stays below what needs ZIP64. */
export const CONTAINER_LIMITS: ContainerLimits = {
  entries: 50_000,
  total: 2 * 1024 ** 3,
  file: 512 * 1024 ** 2,
  ratio: 200,
  ratioFrom: 1024 ** 2,
  deadline: 120_000,
}

/** An open container. Whoever opened it closes it. */
export interface Container {
  readonly path: string
  /** Bytes on disk. */
  readonly size: number
  /** Every file by its path within, with its size unpacked. */
  readonly files: ReadonlyMap<string, number>
  /**
   * All bytes of one file.
   * @throws LecternError `NOT_FOUND`, `ARCHIVE_DAMAGED`, `ARCHIVE_HOSTILE`, `FILE_UNREADABLE`, `TIMED_OUT`,
   * `FILE_TOO_LARGE` (an index that can only be read by position)
   */
  read(path: string): Promise<Uint8Array>
  /**
   * One file for reading by position; null where that cannot be, because it is compressed. Its checksum is not looked
   * at. It has a file descriptor of its own, and outlives the container until it is closed.
   * @throws LecternError as `read`, and `BUNDLE_DAMAGED` when another file has taken the container's place
   */
  openFile(path: string): Promise<ByteSource | null>
  close(): Promise<void>
}

/** How many bytes a file may have: what is read by position takes no memory, so only the whole is limited for it. */
export function getSizeLimit(name: string, stored: boolean, limits: ContainerLimits): number {
  return stored && name.startsWith(INDEX_FOLDER) ? limits.total : limits.file
}

/** Keeps a file from being read whole that is only to be read by position. @throws LecternError `FILE_TOO_LARGE` */
export function checkWhole(name: string, size: number, limits: ContainerLimits): void {
  if (size <= limits.file) return
  throw new LecternError('FILE_TOO_LARGE', `${name} is too large to be read as a whole. Build it again.`, {
    details: { file: name },
  })
}

/** The failure for a container that breaks a safety rule; `what` follows “it is refused:”. */
export function hostile(container: string, what: string): LecternError {
  return new LecternError(
    'ARCHIVE_HOSTILE',
    `${container} is refused: ${what}. Ask whoever made it for a bundle built by Lectern.`,
    { details: { file: container } },
  )
}

/** The failure for a container that is cut short or inconsistent; `what` follows “it is damaged:”. */
export function damaged(container: string, what: string, cause?: unknown): LecternError {
  return new LecternError(
    'ARCHIVE_DAMAGED',
    `${container} is damaged: ${what}. Copy or download it again.`,
    cause === undefined ? { details: { file: container } } : { details: { file: container }, cause },
  )
}

/** What the operating system says of a path, as a failure that names it. Other failures pass through unchanged. */
export function toFileFailure(error: unknown, path: string): LecternError {
  if (error instanceof LecternError) return error
  const errno = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const details = { file: path, errno }
  if (errno === 'ENOENT' || errno === 'ENOTDIR')
    return new LecternError('NOT_FOUND', `There is no file ${path}. Check the path.`, {
      details,
      cause: error,
    })
  if (errno === 'EACCES' || errno === 'EPERM')
    return new LecternError('FILE_UNREADABLE', `${path} may not be read. Change its permissions.`, {
      details,
      cause: error,
    })
  if (errno === 'ELOOP')
    return new LecternError(
      'FILE_NOT_REGULAR',
      `${path} is a link that leads nowhere. Name the file itself.`,
      {
        details,
        cause: error,
      },
    )
  return new LecternError('FILE_UNREADABLE', `${path} could not be read (${errno}). Check the disk.`, {
    details,
    cause: error,
  })
}

/** Settles as `work` does, or rejects with `TIMED_OUT` after `milliseconds`. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number, path: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new LecternError('TIMED_OUT', `Reading ${path} took too long. Check the disk it is on.`)),
      milliseconds,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
