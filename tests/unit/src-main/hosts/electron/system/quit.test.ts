import { expect, test, vi } from 'vitest'
import { flushOnQuit } from '../../../../../../src-main/hosts/electron/system/quit.ts'

function quitting(close: () => Promise<void>, patience = 1000) {
  let willQuit: (event: { preventDefault(): void }) => void = () => undefined
  const exits: number[] = []
  const failures: unknown[] = []
  const app = {
    on: (_name: string, listener: typeof willQuit) => (willQuit = listener),
    exit: (code: number) => void exits.push(code),
  }
  flushOnQuit({
    app: app as never,
    close,
    patience,
    onFailure: (error) => void failures.push(error),
  })
  let prevented = 0
  return {
    exits,
    failures,
    prevented: () => prevented,
    quit: () => willQuit({ preventDefault: () => (prevented += 1) }),
  }
}

test('the application waits for what is pending, however often it is asked to go', async () => {
  let finish: () => void = () => undefined
  const close = vi.fn(() => new Promise<void>((done) => (finish = done)))
  const app = quitting(close)
  app.quit()
  app.quit()
  expect(app.prevented()).toBe(2)
  expect(app.exits).toEqual([])
  finish()
  await vi.waitFor(() => expect(app.exits).toEqual([0]))
  expect(close).toHaveBeenCalledOnce()
})

test('what cannot be written is told, and the application goes with code 1', async () => {
  const app = quitting(() => Promise.reject(new Error('disk full')))
  app.quit()
  await vi.waitFor(() => expect(app.exits).toEqual([1]))
  expect(String(app.failures[0])).toContain('disk full')
})

test('a service that hangs does not keep the application', async () => {
  const app = quitting(() => new Promise(() => undefined), 5)
  app.quit()
  await vi.waitFor(() => expect(app.exits).toEqual([1]))
  expect(String(app.failures[0])).toContain('5 ms')
})
