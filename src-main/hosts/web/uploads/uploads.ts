// Files that the page hands over for an import, written to a batch folder in the staging area while they arrive.
// It checks names, counts bytes and files, and knows nothing of formats.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { ImportReportItem } from '../../../../src-shared/domain/import-job.ts'
import { refuse, type SourceFolder } from '../../../library/index.ts'
import { foldPath, parseUploadPath, toShownPath } from './upload-name.ts'

/** Sizes in bytes. */
export interface UploadLimits {
  readonly file: number
  readonly batch: number
  readonly files: number
  readonly batches: number
}

export const UPLOAD_LIMITS: UploadLimits = {
  file: 512 * 1024 ** 2,
  batch: 2 * 1024 ** 3,
  files: 20_000,
  batches: 64,
}

export interface Uploads {
  /**
   * Writes one file. Nothing is left of it when this rejects: NAME_HOSTILE, FILE_TOO_LARGE, INVALID_INPUT, NOT_SAVED.
   * A file that is refused for its name or size becomes a line of the batch's import report.
   * @param encodedPath percent-encoded path within the batch
   * @param modified milliseconds since 1970, so that the same files make the same bundle; null when not known
   */
  receive(batch: string, encodedPath: string, body: Readable, modified: number | null): Promise<void>
  /** Hands the batch's folder to an import, which then owns it. Rejects with NOT_FOUND. */
  claim(batch: string): Promise<SourceFolder>
}

interface Batch {
  readonly folder: string
  readonly names: Set<string>
  readonly refused: ImportReportItem[]
  bytes: number
  /** Files on their way. */
  open: number
  /** When a file last began or ended, in milliseconds since 1970. */
  touched: number
}

/** A batch that nothing was added to for so long, in milliseconds, was given up by its page. */
const ABANDONED_MS = 10 * 60_000

const BATCH_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

/** Uploads into `folder`, which is emptied by its owner. `now` in milliseconds, for tests. */
export function openUploads(
  folder: string,
  limits: UploadLimits = UPLOAD_LIMITS,
  now: () => number = Date.now,
): Uploads {
  const batches = openBatches(folder, limits, now)
  return {
    async receive(id, encodedPath, body, modified) {
      await batches.dropAbandoned()
      const batch = batches.get(id)
      batch.open += 1
      try {
        const path = parseUploadPath(encodedPath)
        enterName(batch, path, limits)
        /** Written under a name that no upload can have, then moved: a file in the batch is always whole. */
        await write(join(folder, `part-${randomUUID()}`), { batch, path, body, modified, limits })
      } catch (error) {
        if (isRefusal(error)) batch.refused.push(...refuse(error, toShownPath(encodedPath)))
        throw error
      } finally {
        batch.open -= 1
        batch.touched = now()
      }
    },
    claim(id) {
      const batch = batches.take(id)
      if (batch !== undefined) return Promise.resolve({ path: batch.folder, refused: batch.refused })
      return Promise.reject(
        new LecternError('NOT_FOUND', 'The files to import are not there any more. Choose them again.'),
      )
    },
  }
}

/** The batches that are being prepared, by their ids. */
function openBatches(folder: string, limits: UploadLimits, now: () => number) {
  const batches = new Map<string, Batch>()
  return {
    /** The batch, begun when there is none. Throws INVALID_INPUT. */
    get(id: string): Batch {
      const known = batches.get(id)
      if (known !== undefined) return known
      if (!BATCH_PATTERN.test(id)) throw new LecternError('INVALID_INPUT', 'The batch has no valid name.')
      if (batches.size >= limits.batches)
        throw new LecternError(
          'INVALID_INPUT',
          'Too many imports are being prepared at once. Finish one first.',
        )
      const batch: Batch = {
        ...{ folder: join(folder, id), names: new Set<string>(), refused: [] },
        ...{ bytes: 0, open: 0, touched: now() },
      }
      batches.set(id, batch)
      return batch
    },
    take(id: string): Batch | undefined {
      const batch = batches.get(id)
      batches.delete(id)
      return batch
    },
    async dropAbandoned(): Promise<void> {
      for (const [id, { open, touched, folder: path }] of batches) {
        if (open > 0 || now() - touched < ABANDONED_MS) continue
        batches.delete(id)
        await rm(path, { recursive: true, force: true }).catch(() => undefined)
      }
    },
  }
}

interface Upload {
  readonly batch: Batch
  readonly path: readonly string[]
  readonly body: Readable
  readonly modified: number | null
  readonly limits: UploadLimits
}

/** Writes to `part` and moves it to its place in the batch; nothing is left of a file that fails. */
async function write(part: string, { batch, path, body, modified, limits }: Upload): Promise<void> {
  const target = join(batch.folder, ...path)
  const counter = openCounter(batch, limits, path)
  try {
    await mkdir(dirname(target), { recursive: true })
    await pipeline(body, counter.stream, createWriteStream(part, { flags: 'wx' }))
    if (modified !== null) await utimes(part, modified / 1_000, modified / 1_000)
    await rename(part, target)
  } catch (error) {
    counter.giveBack()
    batch.names.delete(foldPath(path))
    await rm(part, { force: true }).catch(() => undefined)
    throw toUploadFailure(error, path)
  }
}

/** Throws NAME_HOSTILE when the name is taken, FILE_TOO_LARGE when there are too many. */
function enterName(batch: Batch, path: readonly string[], limits: UploadLimits): void {
  if (batch.names.size >= limits.files)
    throw new LecternError('FILE_TOO_LARGE', `More than ${limits.files} files at once. Import fewer.`)
  const name = foldPath(path)
  if (batch.names.has(name))
    throw new LecternError(
      'NAME_HOSTILE',
      `“${path.join('/')}” differs from another file only in its letters' case or form. Rename one of them.`,
    )
  batch.names.add(name)
}

function isRefusal(error: unknown): boolean {
  return error instanceof LecternError && (error.code === 'NAME_HOSTILE' || error.code === 'FILE_TOO_LARGE')
}

/** Counts bytes as they pass, and stops the stream at the first one over a limit. */
function openCounter(batch: Batch, limits: UploadLimits, path: readonly string[]) {
  let size = 0
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      batch.bytes += chunk.length
      if (size > limits.file) done(tooLarge(path, limits.file))
      else if (batch.bytes > limits.batch) done(tooLarge(path, limits.batch))
      else done(null, chunk)
    },
  })
  return {
    stream,
    giveBack(): void {
      batch.bytes -= size
    },
  }
}

function tooLarge(path: readonly string[], limit: number): LecternError {
  const mib = Math.floor(limit / 1024 ** 2)
  return new LecternError('FILE_TOO_LARGE', `“${path.join('/')}” goes over the ${mib} MiB that are accepted.`)
}

function toUploadFailure(error: unknown, path: readonly string[]): LecternError {
  if (error instanceof LecternError) return error
  const code = error instanceof Error && 'code' in error ? error.code : ''
  const name = path.join('/')
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR')
    return new LecternError('NAME_HOSTILE', `“${name}” is a file and a folder at once.`, { cause: error })
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return new LecternError('INVALID_INPUT', `“${name}” was cut short on its way.`, { cause: error })
  return new LecternError('NOT_SAVED', `“${name}” could not be written. Check the free space.`, {
    cause: error,
  })
}
