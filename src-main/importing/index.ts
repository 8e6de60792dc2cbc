// The door of importing: files and folders to normalised documents, in a thread of its own.
// A file that breaks the thread or takes too long is refused, and the import goes on without it.

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { ImportProgress } from '../../src-shared/domain/import-job.ts'
import type { Refusal } from './files/refusal.ts'
import type { ImportResult } from './import-files.ts'
import type { ImportLimits } from './limits.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { ImportMessage, ImportOrder } from './worker.ts'

export type { ImportResult } from './import-files.ts'
export type { ImportLimits } from './limits.ts'

export interface ImportOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
  readonly limits?: Partial<ImportLimits>
  /** Whether files stay in the order given. Otherwise several files without a folder are sorted by their names. */
  readonly keepOrder?: boolean
}

/** Memory of the thread, in MiB; a file that needs more is refused. */
const HEAP = 4096
/** How many files may break the thread before the import gives up. */
const MOST_CONDEMNED = 20

const WORKER = import.meta.url.endsWith('.ts')
  ? new URL('./' + 'worker.ts', import.meta.url)
  : new URL('./' + 'importing-worker.js', import.meta.url)

const TOO_SLOW: Refusal = {
  code: 'TIMED_OUT',
  reason: 'It took too long to read.',
  remedy: 'Divide it into smaller files, or save it in a simpler form.',
}
const TOO_MUCH: Refusal = {
  code: 'FILE_TOO_LARGE',
  reason: 'It needs more memory than an import may use.',
  remedy: 'Divide it into smaller files.',
}

/** How one attempt ended: with a result, or with the file that ended it. */
type Attempt =
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'broken'; readonly file: string; readonly refusal: Refusal; readonly cause: unknown }

/**
 * Imports files and folders. Every file met gets a line in `items`; a bad one is refused there and never ends the
 * others. An empty list of documents is for the caller to judge.
 * @throws LecternError CANCELLED when the signal is aborted; INTERNAL when the import itself breaks
 */
export async function importSources(
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const condemned = new Map<string, Refusal>()
  const limits = { ...IMPORT_LIMITS, ...options.limits }
  const keepOrder = options.keepOrder ?? false
  for (;;) {
    const attempt = await runOnce({ paths, limits, condemned: [...condemned], keepOrder }, options)
    if (attempt.kind === 'done') return attempt.result
    if (attempt.file === '' || condemned.has(attempt.file) || condemned.size >= MOST_CONDEMNED)
      throw new LecternError('INTERNAL', 'The import broke off. Import the files in smaller groups.', {
        cause: attempt.cause,
      })
    condemned.set(attempt.file, attempt.refusal)
  }
}

/** Whether a path is a bundle: a `.webpub` file, or a folder with what a bundle holds. */
export function isBundlePath(path: string): boolean {
  const isFile = (each: string): boolean => statSync(each, { throwIfNoEntry: false })?.isFile() === true
  try {
    return /\.webpub$/i.test(path)
      ? statSync(path, { throwIfNoEntry: false }) !== undefined
      : isFile(join(path, 'manifest.json')) && isFile(join(path, 'lectern', 'edition.json'))
  } catch {
    return false
  }
}

function runOnce(order: ImportOrder, { signal, onProgress }: ImportOptions): Promise<Attempt> {
  const cancelled = (): LecternError => new LecternError('CANCELLED', 'The import was cancelled.')
  if (signal?.aborted === true) return Promise.reject(cancelled())
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: HEAP } })
    worker.postMessage(order)
    let file = ''
    let timer: NodeJS.Timeout | undefined
    let ended = false
    const end = (settle: () => void): void => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      void worker.terminate().then(settle)
    }
    const breakOff = (refusal: Refusal, cause: unknown): void =>
      end(() => resolve({ kind: 'broken', file, refusal, cause }))
    const onAbort = (): void => end(() => reject(cancelled()))
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.on('message', (message: ImportMessage) => {
      clearTimeout(timer)
      if (ended) return
      if (message.kind === 'done') {
        end(() => resolve(message))
        return
      }
      file = message.file
      if (file !== '')
        timer = setTimeout(() => breakOff(TOO_SLOW, undefined), order.limits.fileSeconds * 1000)
      onProgress?.(message.progress)
    })
    worker.on('error', (cause) => breakOff(TOO_MUCH, cause))
    worker.on('exit', (code) => {
      if (code !== 0) breakOff(TOO_MUCH, new Error(`The import's thread ended with ${code}.`))
    })
  })
}
