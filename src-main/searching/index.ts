// The door of the searching stage: one worker thread that holds the indexes of all bundles and the notes, and answers queries.
// This side keeps the queue and the thread alive; what a query means and finds is decided in the thread.
import { Worker } from 'node:worker_threads'
import { fromFailure, LecternError } from '../../src-shared/contract/errors.ts'
import type { Annotation } from '../../src-shared/domain/annotation.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import type { SearchRequest, SearchResponse } from '../../src-shared/domain/search.ts'
import { openNotesFeed } from './notes/notes-feed.ts'
import type { SearchThreadData } from './messages.ts'
import type { SearchableBundle } from './shelf.ts'
import { openThread } from './thread.ts'

export type { SearchableBundle } from './shelf.ts'

/** The search over every bundle it was given. Whoever opened it closes it. */
export interface SearchService {
  /**
   * Makes a bundle searchable, in place of another edition of it. Settles when it can be asked; when its index is
   * missing or cannot be used, another is built in the background, and until then answers say `index-missing`.
   * @throws LecternError as `openBundle` of publishing
   */
  add(bundle: SearchableBundle): Promise<void>
  /** Closes the bundle's file; nothing in it is found from then on. Does nothing when it was not there. */
  remove(bundleId: BundleId): Promise<void>
  /**
   * Takes over annotations as they are now, in place of what was known of them; those that are deleted are found no
   * longer. Costs this thread a copy of their words, many of them in portions. A query that is asked later looks at
   * all of them.
   */
  putNotes(annotations: readonly Annotation[]): void
  /**
   * Answers in the order of asking. No text is an error.
   * @throws LecternError CANCELLED for a query asked while typing, still waiting when a newer such query came;
   * INTERNAL when the thread broke down over it (it is then started again)
   */
  query(request: SearchRequest): Promise<SearchResponse>
  /** Ends the thread. What is still waiting is cancelled. */
  close(): Promise<void>
}

interface Waiting {
  readonly request: SearchRequest
  readonly resolve: (response: SearchResponse) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Opens the search; the thread starts with the first call.
 * @param options `folder`, where indexes that had to be built anew are kept for the next time (nowhere without it);
 * `worker`, another thread to run, for tests
 */
export function openSearch(options: { folder?: string; worker?: URL } = {}): SearchService {
  const workerData: SearchThreadData = { folder: options.folder ?? null }
  const thread = openThread(
    () => new Worker(options.worker ?? findWorker(), { name: 'lectern-searching', workerData }),
  )
  const feed = openNotesFeed((changed, removed) => thread.send({ kind: 'notes', changed, removed }))
  const queue: Waiting[] = []
  let busy = false
  let closed = false

  const next = async (): Promise<void> => {
    if (busy) return
    const waiting = queue.shift()
    if (waiting === undefined) return
    busy = true
    try {
      const { request } = waiting
      await feed.sent()
      const envelope = await thread.send({ kind: 'query', request })
      if (!envelope.ok) throw fromFailure(envelope.error)
      if (envelope.value === null) throw new Error('The search thread answered a query with nothing')
      waiting.resolve(envelope.value)
    } catch (error) {
      waiting.reject(error)
    }
    busy = false
    void next()
  }

  return {
    async add(bundle) {
      const { bundleId, edition, title, path } = bundle
      const envelope = await thread.send({ kind: 'add', bundle: { bundleId, edition, title, path } })
      if (!envelope.ok) throw fromFailure(envelope.error)
    },
    async remove(bundleId) {
      const envelope = await thread.send({ kind: 'remove', bundleId })
      if (!envelope.ok) throw fromFailure(envelope.error)
    },
    putNotes(annotations) {
      if (!closed) feed.put(annotations)
    },
    query(request) {
      if (closed) return Promise.reject(cancelled())
      if (request.typing) dropTyped(queue)
      return new Promise((resolve, reject) => {
        queue.push({ request, resolve, reject })
        void next()
      })
    },
    async close() {
      closed = true
      for (const waiting of queue.splice(0)) waiting.reject(cancelled())
      await thread.close()
    },
  }
}

/** Cancels what was asked while typing and has not been begun: a newer query has come. */
function dropTyped(queue: Waiting[]): void {
  for (let index = queue.length - 1; index >= 0; index -= 1)
    if (queue[index]?.request.typing === true)
      for (const { reject } of queue.splice(index, 1)) reject(cancelled())
}

function cancelled(): LecternError {
  return new LecternError('CANCELLED', 'The search was cancelled.')
}

function findWorker(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./' + 'worker.ts', import.meta.url)
    : new URL('./' + 'searching-worker.js', import.meta.url)
}
