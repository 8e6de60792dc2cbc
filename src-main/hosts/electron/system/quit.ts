// Ending: the windows close first, so that the interface can hand over what it holds; then the services write what is
// pending; then the application goes. A service that hangs holds the end up for a limited time only.
import type { App } from 'electron'

/** Longest wait for the services, in milliseconds. */
const PATIENCE = 10_000

export interface QuitOptions {
  readonly app: Pick<App, 'on' | 'exit'>
  /** Writes what is pending. May be called twice. */
  readonly close: () => Promise<void>
  /** Told when `close` failed or took too long; the application ends after it. */
  readonly onFailure: (error: unknown) => void
  readonly patience?: number
}

/** From now on the application ends only after `close`, with exit code 0, or 1 when something was not written. */
export function flushOnQuit({ app, close, onFailure, patience = PATIENCE }: QuitOptions): void {
  let ending = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (ending) return
    ending = true
    void within(close(), patience).then(
      () => {
        app.exit(0)
      },
      (error: unknown) => {
        onFailure(error)
        app.exit(1)
      },
    )
  })
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => {
      fail(new Error(`Closing took more than ${milliseconds} ms`))
    }, milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
