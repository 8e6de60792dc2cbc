// The finder: scanning in a thread of its own. A pattern can take for ever and cannot be interrupted from within, so the
// thread is ended when the time is up, or when something else is wanted; the next query gets a new one.
import type { FindAnswer, Finder, FindQuery } from '../../stores/find-store.ts'
import type { FindOrder, FindReply } from './messages.ts'

/** How long a pattern may take, in milliseconds. */
export const PATTERN_LIMIT = 2_000

export interface FindThread {
  post(order: FindOrder): void
  /** Ends it at once, whatever it is doing. */
  end(): void
}

export type StartThread = (events: {
  readonly onReply: (reply: FindReply) => void
  /** It broke off; it is of no more use. */
  readonly onFailure: () => void
}) => FindThread

interface Running {
  readonly id: number
  readonly query: FindQuery
  readonly answer: (answer: FindAnswer) => void
  timer: ReturnType<typeof setTimeout> | undefined
}

interface Kernel {
  readonly startThread: StartThread
  thread: FindThread | null
  text: string
  running: Running | null
  count: number
}

/** A finder that starts a thread when it first has something to find. */
export function createFinder(startThread: StartThread): Finder {
  const kernel: Kernel = { startThread, thread: null, text: '', running: null, count: 0 }
  return {
    setText(text) {
      cancel(kernel)
      kernel.text = text
      kernel.thread?.post({ kind: 'text', text })
    },
    find(query) {
      cancel(kernel)
      return new Promise((answer) => {
        const running = { id: (kernel.count += 1), query, answer, timer: undefined }
        kernel.running = running
        toThread(kernel).post({ kind: 'find', id: running.id, query })
      })
    },
    cancel() {
      cancel(kernel)
    },
  }
}

function toThread(kernel: Kernel): FindThread {
  if (kernel.thread !== null) return kernel.thread
  const thread = kernel.startThread({
    onReply: (reply) => {
      onReply(kernel, reply)
    },
    onFailure: () => {
      if (kernel.thread !== thread) return
      endThread(kernel)
      settle(kernel, { kind: 'failed' })
    },
  })
  kernel.thread = thread
  thread.post({ kind: 'text', text: kernel.text })
  return thread
}

function onReply(kernel: Kernel, reply: FindReply): void {
  const { running } = kernel
  if (running?.id !== reply.id) return
  if (reply.kind === 'answer') settle(kernel, reply.answer)
  else if (running.query.isPattern)
    running.timer = setTimeout(() => {
      endThread(kernel)
      settle(kernel, { kind: 'stopped' })
    }, PATTERN_LIMIT)
}

/** A scan for a text is linear and soon over: it ends by itself, unheeded. A pattern is ended with its thread. */
function cancel(kernel: Kernel): void {
  if (kernel.running === null) return
  if (kernel.running.query.isPattern) endThread(kernel)
  settle(kernel, { kind: 'superseded' })
}

function endThread(kernel: Kernel): void {
  kernel.thread?.end()
  kernel.thread = null
}

function settle(kernel: Kernel, answer: FindAnswer): void {
  const { running } = kernel
  kernel.running = null
  clearTimeout(running?.timer)
  running?.answer(answer)
}
