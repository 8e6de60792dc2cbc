// The command line as a process: its streams, its signals, its exit code. What commands do is not known here.

import type { Output } from './index.ts'
import { runCli } from './index.ts'

/** A second request to stop this much later, in milliseconds, is meant as one: launchers may pass the first on twice. */
const INSIST_AFTER = 400
const INTERRUPTED = 130

const controller = new AbortController()
let asked = 0

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    const now = performance.now()
    if (controller.signal.aborted && now - asked > INSIST_AFTER) process.exit(INTERRUPTED)
    if (!controller.signal.aborted) asked = now
    controller.abort()
  })

const exitCode = await runCli(process.argv.slice(2), {
  stdout: toOutput(process.stdout),
  stderr: toOutput(process.stderr),
  env: process.env,
  signal: controller.signal,
})
process.exit(exitCode)

// Whoever reads the output may stop reading (`lectern inspect … | head`): that is no failure, and there is nobody left
// to tell.
function toOutput(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
  return {
    isTerminal: stream.isTTY,
    write: (text) =>
      new Promise((done) => {
        if (text === '') done()
        else stream.write(text, () => done())
      }),
  }
}
