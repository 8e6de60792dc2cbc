// The caller's side of the worker thread: started with the first job, started again when it died, ended by `close`.
import { Worker } from 'node:worker_threads'
import type { Job, JobMessage, JobReply, JobResult } from './jobs.ts'

interface Waiting {
  readonly resolve: (result: JobResult) => void
  readonly reject: (error: Error) => void
}

export class Thread {
  #worker: Worker | null = null
  #waiting = new Map<number, Waiting>()
  #next = 1

  /** Runs a job and gives its result. Rejects with an Error when the job failed or the thread died. */
  async run<K extends Job['kind']>(job: Job & { kind: K }): Promise<JobResult & { kind: K }> {
    const worker = (this.#worker ??= this.#start())
    const id = this.#next
    this.#next += 1
    const result = await new Promise<JobResult>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, job } satisfies JobMessage)
    })
    if (!isKind(result, job.kind)) throw new Error(`The thread answered ${result.kind} to ${job.kind}`)
    return result
  }

  /** Ends the thread; jobs that still run are rejected. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(workerUrl())
    worker.on('message', (reply: JobReply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) worker.unref()
      if (reply.ok) waiting?.resolve(reply.result)
      else waiting?.reject(new Error(reply.message))
    })
    worker.on('error', (error: Error) => {
      this.#fail(worker, error)
    })
    worker.on('exit', () => {
      this.#fail(worker, new Error('The thread of the notes ended'))
    })
    return worker
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) this.#worker = null
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }
}

function isKind<K extends JobResult['kind']>(result: JobResult, kind: K): result is JobResult & { kind: K } {
  return result.kind === kind
}

/** The source while it runs as TypeScript, the built entry beside this chunk otherwise. */
function workerUrl(): URL {
  const { url } = import.meta
  return url.endsWith('.ts') ? new URL('./' + 'worker.ts', url) : new URL('./' + 'annotating-worker.js', url)
}
