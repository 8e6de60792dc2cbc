// The searching thread as seen from outside: orders in, answers out, and a new thread with the same bundles and
// notes in it when one breaks down. It queues nothing and knows nothing of queries but that they are not asked twice.
import type { Worker } from 'node:worker_threads'
import { type Envelope, LecternError } from '../../src-shared/contract/errors.ts'
import type { AnnotationId, BundleId } from '../../src-shared/domain/ids.ts'
import type { SearchResponse } from '../../src-shared/domain/search.ts'
import type { SearchAnswer, SearchMessage, SearchOrder } from './messages.ts'
import type { SearchableNote } from './notes/note.ts'
import type { SearchableBundle } from './shelf.ts'

/** One thread, whichever it is at the moment. Starts with the first order. */
export interface SearchThread {
  /**
   * Carries out an order. Bundles and notes survive a breakdown; a query that was with the thread does not.
   * @throws LecternError INTERNAL when the thread broke down; CANCELLED when it was closed
   */
  send(order: SearchOrder): Promise<Envelope<SearchResponse | null>>
  close(): Promise<void>
}

interface Pending {
  readonly message: SearchMessage
  readonly resolve: (envelope: Envelope<SearchResponse | null>) => void
  readonly reject: (reason: unknown) => void
}

/**
 * A thread that is started again when it breaks down: once, and once more each time it has answered a query since.
 * @param start starts a thread
 */
export function openThread(start: () => Worker): SearchThread {
  const pending = new Map<number, Pending>()
  const memory = openMemory()
  let worker: Worker | null = null
  let state: 'open' | 'broken' | 'closed' = 'open'
  let mayRestart = true
  let count = 0

  const post = (order: SearchOrder): Promise<Envelope<SearchResponse | null>> =>
    new Promise((resolve, reject) => {
      const message = { id: count++, order }
      pending.set(message.id, { message, resolve, reject })
      worker ??= run()
      worker.postMessage(message)
    })

  const run = (): Worker => {
    const started = start()
    started.on('message', ({ id, envelope }: SearchAnswer) => {
      const asked = pending.get(id)
      pending.delete(id)
      if (asked?.message.order.kind === 'query') mayRestart = true
      asked?.resolve(envelope)
    })
    // 'exit' follows every 'error'; without a listener an 'error' would end the process.
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (worker === started) recover()
    })
    return started
  }

  const recover = (): void => {
    worker = null
    if (state !== 'open') return
    const lost = [...pending.values()]
    pending.clear()
    if (!mayRestart) state = 'broken'
    mayRestart = false
    const orders = lost.filter(({ message }) => state === 'open' && message.order.kind !== 'query')
    if (state === 'open') for (const order of memory.orders()) post(order).catch(() => undefined)
    for (const { message, resolve, reject } of orders) post(message.order).then(resolve, reject)
    for (const each of lost) if (!orders.includes(each)) each.reject(brokenDown())
  }

  return {
    async send(order) {
      if (state === 'closed') throw new LecternError('CANCELLED', 'The search is closed.')
      if (state === 'broken') throw brokenDown()
      const envelope = await post(order)
      if (envelope.ok) memory.take(order)
      return envelope
    },
    async close() {
      state = 'closed'
      const running = worker
      worker = null
      for (const { reject } of pending.values())
        reject(new LecternError('CANCELLED', 'The search was closed.'))
      pending.clear()
      await running?.terminate()
    },
  }
}

/** What a thread has been told and must be told again when another takes its place. */
function openMemory() {
  const bundles = new Map<BundleId, SearchableBundle>()
  const notes = new Map<AnnotationId, SearchableNote>()
  return {
    take(order: SearchOrder): void {
      if (order.kind === 'add') bundles.set(order.bundle.bundleId, order.bundle)
      if (order.kind === 'remove') bundles.delete(order.bundleId)
      if (order.kind !== 'notes') return
      for (const note of order.changed) notes.set(note.id, note)
      for (const id of order.removed) notes.delete(id)
    },
    orders(): SearchOrder[] {
      const added = [...bundles.values()].map((bundle): SearchOrder => ({ kind: 'add', bundle }))
      return notes.size === 0
        ? added
        : [...added, { kind: 'notes', changed: [...notes.values()], removed: [] }]
    },
  }
}

function brokenDown(): LecternError {
  return new LecternError(
    'INTERNAL',
    'The search stopped unexpectedly. Search again; if it stops again, close Lectern and open it anew.',
  )
}
