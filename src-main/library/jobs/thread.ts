// A thread for one heavy piece of work of a job: building a bundle, or verifying one. Documents never pass through the
// host's own thread, which only hears the news; a document of 30 MB would hold it up otherwise.
import { Worker } from 'node:worker_threads'
import { type Failure, fromFailure, LecternError } from '../../../src-shared/contract/errors.ts'
import type { ImportProgress, ImportReportItem } from '../../../src-shared/domain/import-job.ts'
import type { Verification } from '../../publishing/index.ts'
import type { BuildBundleOptions, BuildSettings, BuiltBundle } from '../build-bundle.ts'

/** What the thread is started with. Any message to it afterwards means that the work is to be cancelled. */
export type Work =
  | {
      readonly kind: 'build'
      readonly sources: readonly string[]
      readonly outFile: string
      readonly settings: BuildSettings
    }
  | { readonly kind: 'verify'; readonly path: string }

/** What the thread says. Nothing follows `built`, `verified` or `failed`. */
export type WorkNews =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'items'; readonly items: readonly ImportReportItem[] }
  | { readonly kind: 'built'; readonly built: BuiltBundle }
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'failed'; readonly failure: Failure }

const WORKER = import.meta.url.endsWith('.ts')
  ? new URL('./' + 'worker.ts', import.meta.url)
  : new URL('./' + 'library-worker.js', import.meta.url)

/** `buildBundle` in a thread of its own; it promises and throws the same. */
export function buildInThread(
  sources: readonly string[],
  outFile: string,
  options: BuildBundleOptions = {},
): Promise<BuiltBundle> {
  const { signal, onProgress, onItems, ...settings } = options
  return perform<BuiltBundle>({ kind: 'build', sources, outFile, settings }, signal, (news, done) => {
    if (news.kind === 'progress') onProgress?.(news.progress)
    if (news.kind === 'items') onItems?.(news.items)
    if (news.kind === 'built') done(news.built)
  })
}

/** `verifyBundle` in a thread of its own. @throws LecternError `CANCELLED` */
export function verifyInThread(path: string, signal?: AbortSignal): Promise<Verification> {
  return perform<Verification>({ kind: 'verify', path }, signal, (news, done) => {
    if (news.kind === 'verified') done(news.verification)
  })
}

// The thread is asked to stop, not killed: it removes what it has written so far, and says CANCELLED itself.
async function perform<T>(
  work: Work,
  signal: AbortSignal | undefined,
  hear: (news: WorkNews, done: (result: T) => void) => void,
): Promise<T> {
  if (signal?.aborted === true) throw new LecternError('CANCELLED', 'The import was cancelled.')
  const worker = new Worker(WORKER, { workerData: work, name: 'lectern-library' })
  const stop = (): void => worker.postMessage('cancel')
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.on('message', (news: WorkNews) => {
        if (news.kind === 'failed') reject(fromFailure(news.failure))
        else hear(news, resolve)
      })
      worker.on('error', (error: Error) => reject(toFault(error)))
      worker.on('exit', (code) => reject(new Error(`The library's thread ended with ${code}`)))
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function toFault(error: Error): Error {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error
  return new LecternError(
    'FILE_TOO_LARGE',
    'These files need more memory than there is. Import them in smaller groups.',
    { cause: error },
  )
}
