import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { watchFailures } from '../../../../../../src-main/hosts/electron/window/failures.ts'

function world(response: number) {
  const done: string[] = []
  const contents = Object.assign(new EventEmitter(), {
    reload: () => void done.push('reload'),
    forcefullyCrashRenderer: () => void done.push('crash'),
  })
  const shown: string[] = []
  const dialog = {
    showMessageBox: (_window: unknown, options: { message: string }) => {
      shown.push(options.message)
      return Promise.resolve({ response, checkboxChecked: false })
    },
    showErrorBox: (_title: string, text: string) => void shown.push(text),
  }
  const window = { webContents: contents, isDestroyed: () => false }
  watchFailures(window as never, { dialog: dialog as never, quit: () => void done.push('quit') })
  return { contents, shown, done }
}

test('after a crash the person chooses between reloading and leaving', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const reloading = world(0)
  reloading.contents.emit('render-process-gone', {}, { reason: 'crashed' })
  await vi.waitFor(() => expect(reloading.done).toEqual(['reload']))
  const leaving = world(1)
  leaving.contents.emit('render-process-gone', {}, { reason: 'oom' })
  await vi.waitFor(() => expect(leaving.done).toEqual(['quit']))
})

test('a page that ends in order is no crash', async () => {
  const { contents, shown } = world(0)
  contents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  await new Promise((done) => setImmediate(done))
  expect(shown).toEqual([])
})

test('a page that hangs is waited for, or ended, and asked about once at a time', async () => {
  const waiting = world(0)
  waiting.contents.emit('unresponsive')
  waiting.contents.emit('unresponsive')
  await new Promise((done) => setImmediate(done))
  expect(waiting.shown).toHaveLength(1)
  expect(waiting.done).toEqual([])
  const ending = world(1)
  ending.contents.emit('unresponsive')
  await vi.waitFor(() => expect(ending.done).toEqual(['crash']))
})
