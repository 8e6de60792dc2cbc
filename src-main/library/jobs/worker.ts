// The thread that builds or verifies one bundle: does what it was started with, tells how it goes, and waits to be ended.
import { parentPort, workerData } from 'node:worker_threads'
import { LecternError, toFailure } from '../../../src-shared/contract/errors.ts'
import { verifyBundle } from '../../publishing/index.ts'
import { buildBundle } from '../build-bundle.ts'
import type { Work, WorkNews } from './thread.ts'

async function perform(work: Work, signal: AbortSignal): Promise<WorkNews> {
  switch (work.kind) {
    case 'build': {
      const built = await buildBundle(work.sources, work.outFile, {
        ...work.settings,
        signal,
        onProgress: (progress) => say({ kind: 'progress', progress }),
        onItems: (items) => say({ kind: 'items', items }),
      })
      return { kind: 'built', built }
    }
    case 'verify':
      return { kind: 'verified', verification: await verifyBundle(work.path, signal) }
  }
}

function say(news: WorkNews): void {
  parentPort?.postMessage(news)
}

const controller = new AbortController()
parentPort?.on('message', () => controller.abort())

try {
  say(await perform(workerData as Work, controller.signal))
} catch (error) {
  // A bug keeps its stack: it ends the thread, and reaches whoever started it as it is.
  if (!(error instanceof LecternError)) throw error
  say({ kind: 'failed', failure: toFailure(error) })
}
