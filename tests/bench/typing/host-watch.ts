// Runs in the host before anything of it: looks how long its main thread did not get round to anything else, and says so
// in the file LECTERN_BENCH_WATCH when the host ends. See session.ts.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** A time in which no timer could run. `begun` is milliseconds since 1970; `processor` is what of it the thread computed. */
export interface Block {
  readonly begun: number
  readonly took: number
  readonly processor: number
}

/** Shorter ones are not kept, in milliseconds. */
const SHORTEST = 2

function watch(path: string): void {
  const blocks: Block[] = []
  let last = performance.now()
  let usage = process.threadCpuUsage()
  setInterval(() => {
    const now = performance.now()
    const spent = process.threadCpuUsage(usage)
    const took = now - last
    // A timer of 1 ms is due after one; that is no block.
    if (took - 1 > SHORTEST)
      blocks.push({
        begun: performance.timeOrigin + last,
        took: took - 1,
        processor: (spent.user + spent.system) / 1_000,
      })
    last = now
    usage = process.threadCpuUsage()
  }, 1).unref()
  process.on('exit', () => {
    writeFileSync(path, JSON.stringify(blocks))
  })
}

const path = process.env['LECTERN_BENCH_WATCH']
if (isMainThread && path !== undefined) watch(path)
