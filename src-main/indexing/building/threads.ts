// Building in threads: documents are handed out in batches, each a range of documents that follow each other; what
// comes of them is merged by the same threads. Which documents these are, and what the index is to be, is the business
// of whoever builds.
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { fromFailure, LecternError } from '../../../src-shared/contract/errors.ts'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import type { BuildAnswer, Step } from '../messages.ts'
import { assemble, type IndexShape } from './assembly.ts'
import { DEFAULT_BUDGET } from './index-builder.ts'
import type { Chunk, DocumentBatch, ThreadOrder, ThreadSteps } from './thread-steps.ts'
import { openWritten, removeFolder, toTemporaryFolder } from './written-file.ts'

/** How a build is done, followed and stopped. */
export interface ThreadOptions {
  /** Number of threads; when none is given, as many as pay, up to three. */
  readonly workers?: number | undefined
  /** Bytes of memory for occurrences, for each thread. */
  readonly budget?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Called with the number of documents done, at most twenty times a second, and when all are. */
  readonly onProgress?: ((done: number) => void) | undefined
}

/** Batches to be gathered, and what the index is to be once they are. */
export interface ThreadedBuild {
  readonly fields: number
  readonly batches: AsyncIterable<DocumentBatch> | Iterable<DocumentBatch>
  shape(chunks: readonly Chunk[]): IndexShape
}

const MOST_WORKERS = 3
/** So many batches are with a thread at once, so that it never waits. */
const AHEAD = 2
/** Room for young objects, in megabytes: more gains nothing and is never given back. */
const YOUNG = 16
/** A further thread is started when each that runs was given so many batches: for less text it does not pay. */
const ENOUGH = 12
/** Shortest time between two reports of progress, in milliseconds. */
const INTERVAL = 50

/**
 * Builds an index in threads; whoever asked for it closes it. The same documents in the same order give the same
 * bytes, whatever the batches and the number of threads.
 * @throws LecternError CANCELLED when `signal` is aborted, INVALID_INPUT when something does not fit an index
 */
export async function buildInThreads(build: ThreadedBuild, options: ThreadOptions = {}): Promise<ByteSource> {
  const { signal } = options
  if (signal?.aborted) throw cancelled()
  const folder = toTemporaryFolder()
  const threads = new Threads(build.fields, folder, options)
  const stop = (): void => {
    threads.fail(cancelled())
  }
  signal?.addEventListener('abort', stop)
  try {
    return await Promise.race([threads.failure, run(build, threads, folder, options)])
  } finally {
    signal?.removeEventListener('abort', stop)
    await threads.stop()
    removeFolder(folder)
  }
}

/** The failure of a build that was stopped. */
export function cancelled(): LecternError {
  return new LecternError('CANCELLED', 'Building the search index was cancelled.')
}

async function run(
  build: ThreadedBuild,
  threads: Threads,
  folder: string,
  { onProgress }: ThreadOptions,
): Promise<ByteSource> {
  const chunks: Promise<Chunk>[] = []
  const report = toReporter(onProgress)
  for await (const batch of build.batches) {
    const thread = await threads.findFree()
    const gathered = thread.call('gather', batch)
    const counted = gathered.then((chunk) => {
      report(batch.documents.length)
      return chunk
    })
    // A failure is met when all chunks are waited for, or earlier by `threads.failure`.
    counted.catch(() => undefined)
    chunks.push(counted)
    // Answers are heard, and others may have a turn.
    await setImmediate()
  }
  const done = await Promise.all(chunks)
  report(0)
  const shape = build.shape(done)
  const gathered = done.map((chunk) => chunk.gathered)
  const { runs, order, ordered, content } = assemble(gathered, shape)
  const [first] = threads.started
  const plan = await first.call('plan', runs, shape.ids, threads.started.length)
  const parts = await Promise.all(
    plan.parts.map((part, at) =>
      (threads.started[at] ?? first).call('encode', plan, part, { fields: build.fields, order, ordered }),
    ),
  )
  return openWritten(await first.call('write', { ...content, plan, parts }), folder)
}

/** Adds up what is done, and says so not too often; when nothing is added, at once unless it was said. */
export function toReporter(onProgress: ThreadOptions['onProgress']): (more: number) => void {
  let done = 0
  let said = 0
  let last = 0
  return (more) => {
    done += more
    const now = performance.now()
    if (done === said || (more > 0 && now - last < INTERVAL)) return
    said = done
    last = now
    onProgress?.(done)
  }
}

/** The threads of one build. Once one fails, so do all calls. */
class Threads {
  /** Rejected when the build fails; never fulfilled. */
  readonly failure: Promise<never>
  readonly started: [Thread, ...Thread[]]
  readonly #most: number
  readonly #order: Omit<ThreadOrder, 'thread'>
  #reject: (error: unknown) => void = () => undefined
  #failed = false

  constructor(fields: number, folder: string, { workers, budget = DEFAULT_BUDGET }: ThreadOptions) {
    this.failure = new Promise((_, reject) => (this.#reject = reject))
    this.failure.catch(() => undefined)
    this.#order = { fields, folder, budget }
    this.#most = workers ?? Math.min(availableParallelism(), MOST_WORKERS)
    this.started = [this.#start(0)]
    for (let thread = 1; workers !== undefined && thread < workers; thread += 1)
      this.started.push(this.#start(thread))
  }

  /** The thread that has the least to do, when it has little enough. */
  async findFree(): Promise<Thread> {
    for (;;) {
      if (this.#failed) return this.failure
      const free = this.started.reduce((least, each) => (each.waiting < least.waiting ? each : least))
      if (free.waiting < AHEAD) return free
      const isEnough = this.started.every((each) => each.given >= ENOUGH)
      if (isEnough && this.started.length < this.#most) {
        const thread = this.#start(this.started.length)
        this.started.push(thread)
        return thread
      }
      await Promise.race(this.started.map((each) => each.answered))
    }
  }

  fail(error: unknown): void {
    this.#failed = true
    this.#reject(error)
    for (const thread of this.started) void thread.stop()
  }

  async stop(): Promise<void> {
    this.#failed = true
    await Promise.all(this.started.map((thread) => thread.stop()))
  }

  #start(thread: number): Thread {
    return new Thread({ ...this.#order, thread }, (error) => {
      if (!this.#failed) this.fail(error)
    })
  }
}

/** One thread. It does what it is asked in the order in which it is asked. */
class Thread {
  readonly #worker: Worker
  readonly #waiting: ((answer: BuildAnswer) => void)[] = []
  /** How many steps it was ever asked for. */
  given = 0
  /** Fulfilled at the next answer. */
  answered: Promise<void>
  #tell: () => void = () => undefined
  #isStopped = false

  constructor(order: ThreadOrder, onFailure: (error: unknown) => void) {
    this.answered = this.#listen()
    this.#worker = new Worker(findWorker(), {
      workerData: order,
      name: 'lectern-indexing',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    })
    this.#worker.on('message', (answer: BuildAnswer) => {
      // An answer that was on its way would go on with a build that was given up, and nobody would close its index.
      if (this.#isStopped) return
      if (!answer.ok) onFailure(fromFailure(answer.error))
      this.#waiting.shift()?.(answer)
      this.#tell()
      this.answered = this.#listen()
    })
    this.#worker.on('error', onFailure)
    this.#worker.on('exit', () => {
      onFailure(new Error('An indexing thread ended before the index was ready'))
      this.#tell()
    })
  }

  /** How many steps it has not done yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  call<Name extends Step>(
    step: Name,
    ...input: Parameters<ThreadSteps[Name]>
  ): Promise<ReturnType<ThreadSteps[Name]>>
  call(step: Step, ...input: unknown[]): Promise<unknown> {
    return new Promise((resolve) => {
      this.given += 1
      // Failures are told to the build, which gives up; a call that failed is never answered.
      this.#waiting.push((answer) => answer.ok && resolve(answer.value))
      this.#worker.postMessage({ step, input })
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#worker.terminate()
  }

  #listen(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve))
  }
}

/** The thread's module: beside the door, in the sources and in what is built of them. */
function findWorker(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../' + 'worker.ts', import.meta.url)
    : new URL('./' + 'indexing-worker.js', import.meta.url)
}
