// The searching thread: one engine, orders carried out one after the other in the order in which they come.
import { parentPort, workerData } from 'node:worker_threads'
import { type Envelope, toFailure } from '../../src-shared/contract/errors.ts'
import type { SearchResponse } from '../../src-shared/domain/search.ts'
import { openBundle } from '../publishing/index.ts'
import { openEngine } from './engine.ts'
import type { SearchAnswer, SearchMessage, SearchOrder, SearchThreadData } from './messages.ts'

const engine = openEngine(openBundle, (workerData as SearchThreadData).folder)

async function carryOut(order: SearchOrder): Promise<SearchResponse | null> {
  switch (order.kind) {
    case 'add':
      await engine.add(order.bundle)
      return null
    case 'remove':
      await engine.remove(order.bundleId)
      return null
    case 'notes':
      engine.changeNotes(order.changed, order.removed)
      return null
    case 'query':
      return engine.query(order.request)
  }
}

async function toEnvelope(order: SearchOrder): Promise<Envelope<SearchResponse | null>> {
  try {
    return { ok: true, value: await carryOut(order) }
  } catch (error) {
    return { ok: false, error: toFailure(error) }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', ({ id, order }: SearchMessage) => {
  last = last.then(async () => {
    const answer: SearchAnswer = { id, envelope: await toEnvelope(order) }
    parentPort?.postMessage(answer)
  })
})
