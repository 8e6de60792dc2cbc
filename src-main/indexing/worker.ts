// The building thread: takes documents, says how far it is, hands over the index file, and ends.
import { parentPort, workerData } from 'node:worker_threads'
import { buildIndexFile } from './build-index.ts'
import type { BuildNews, BuildOrder } from './messages.ts'

/** Shortest time between two reports of progress, in milliseconds. */
const INTERVAL = 50

function build({ documents }: BuildOrder): void {
  let last = 0
  const file = buildIndexFile(documents, (done) => {
    const now = performance.now()
    if (now - last < INTERVAL && done < documents.length) return
    last = now
    tell({ kind: 'progress', done })
  })
  const { path, descriptor, content } = file
  const bytes = Uint8Array.from(content.read(0, content.size))
  tell({ kind: 'ready', path, descriptor, bytes }, [bytes.buffer])
}

function tell(news: BuildNews, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(news, transfer)
}

build(workerData as BuildOrder)
