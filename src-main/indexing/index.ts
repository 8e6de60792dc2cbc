// The door of the indexing stage: documents → index file, built in a worker thread; index file → sections that can
// be asked. What the file looks like (docs/formats/index.md) and what engine is behind it stays inside.
import { Worker } from 'node:worker_threads'
import { LecternError } from '../../src-shared/contract/errors.ts'
import { fromMemory } from '../../src-shared/domain/byte-source.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import type { IndexedDocument } from './build-index.ts'
import type { BuildNews, BuildOrder } from './messages.ts'

export type { IndexedDocument } from './build-index.ts'
export { openIndex } from './open-index.ts'
export {
  type Clause,
  type Collection,
  type IndexedSection,
  joinStatistics,
  type Pattern,
  type PreparedQuery,
  type SectionField,
  type SectionIndex,
  type SectionMatches,
  type Sequence,
  type Step,
  type TokenSpan,
  toIndexedSections,
} from './section-index.ts'

/** How a build is followed and stopped. */
export interface BuildOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the number of documents indexed and their total, at most twenty times a second. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Builds the index of the documents in a worker thread. The same documents in the same order give the same bytes;
 * no documents give an index in which nothing is found.
 * @throws LecternError CANCELLED when `signal` is aborted
 */
export async function buildIndex(
  documents: readonly IndexedDocument[],
  options: BuildOptions = {},
): Promise<IndexFile> {
  const { signal, onProgress } = options
  if (signal?.aborted) throw cancelled()
  const order: BuildOrder = { documents: documents.map(toPlain) }
  const worker = new Worker(findWorker(), { workerData: order, name: 'lectern-indexing' })
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<IndexFile>((resolve, reject) => {
      worker.on('message', (news: BuildNews) => {
        if (news.kind === 'progress') onProgress?.(news.done, documents.length)
        else resolve({ path: news.path, descriptor: news.descriptor, content: fromMemory(news.bytes) })
      })
      worker.on('error', reject)
      worker.on('exit', () => {
        reject(
          signal?.aborted ? cancelled() : new Error('The indexing thread ended before the index was ready'),
        )
      })
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

/** A document with nothing on it but what is indexed: whatever else a caller's object carries is not copied. */
function toPlain({ id, title, language, html }: IndexedDocument): IndexedDocument {
  return { id, title, language, html }
}

function cancelled(): LecternError {
  return new LecternError('CANCELLED', 'Building the search index was cancelled.')
}

function findWorker(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./' + 'worker.ts', import.meta.url)
    : new URL('./' + 'indexing-worker.js', import.meta.url)
}
