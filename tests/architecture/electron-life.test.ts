// The Electron host as it is built, on a double of Electron: menu, crashes, second starts, files that arrive from
// outside, quitting and coming back.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useElectron, launch, makeDataFolder } from './electron-process.ts'

const root = resolve(import.meta.dirname, '../..')

const host = useElectron()

describe('the menu', () => {
  test('an item brings the window to the front and sends its command', async () => {
    const heard = await host.running.evaluate(({ contextBridge, Menu }) => {
      const events: unknown[] = []
      const stop = contextBridge.worlds.lectern.on((name, payload) => void events.push([name, payload]))
      const items = Menu.current.template.flatMap((menu) => menu.submenu ?? [])
      items.find((item) => item.label === 'Import Files…')!.click!()
      items.find((item) => item.label === 'Larger Text')!.click!()
      stop()
      items.find((item) => item.label === 'Back')!.click!()
      return events
    })
    expect(heard).toEqual([
      ['host.command', { command: 'import-files' }],
      ['host.command', { command: 'larger' }],
    ])
  })
})

describe('a page that fails', () => {
  test('a crash is told in plain words and the page comes back', async () => {
    const outcome = await host.running.evaluate(async ({ BrowserWindow, dialog, event }) => {
      const { webContents } = BrowserWindow.all[0]!
      const before = webContents.reloads
      webContents.emit('render-process-gone', event(), { reason: 'crashed', exitCode: 5 })
      await new Promise((done) => setTimeout(done, 10))
      return { reloads: webContents.reloads - before, shown: dialog.shown.at(-1) }
    })
    expect(outcome.reloads).toBe(1)
    expect(outcome.shown).toMatchObject({
      kind: 'message',
      options: { message: 'The window stopped working.' },
    })
  })
})

describe('instances, files and folders', () => {
  test('a second start hands its files over and ends without a window', async () => {
    const second = launch(host.folder, { args: ['a.md', '--flag'], env: { DOUBLE_SECOND: '1' } })
    const ending = await second.ended()
    expect(ending).toMatchObject({ exit: 0, windows: 0, handover: { args: ['a.md', '--flag'] } })
  })

  test('what a second start hands over is imported and opened', async () => {
    const file = join(host.folder, 'handed-over.md')
    await writeFile(file, '# Handed over\n\nSome text to read.\n')
    const opened = await host.running.evaluate(
      async ({ app, BrowserWindow, contextBridge, event }, { cwd }) => {
        const { lectern } = contextBridge.worlds
        const before = BrowserWindow.all[0]!.shown
        const locator = new Promise<unknown>((done) => {
          lectern.on((name, payload) => {
            if (name === 'host.openLocator') done(payload)
          })
        })
        await lectern.call('library.list', {})
        app.emit('second-instance', event(), [], cwd, { cwd, args: ['handed-over.md', '--flag'] })
        app.emit('second-instance', event(), [], cwd, { nonsense: true })
        return { payload: await locator, shown: BrowserWindow.all[0]!.shown - before }
      },
      { cwd: host.folder },
    )
    expect(opened.payload).toMatchObject({ locator: { start: 0 } })
    expect(opened.shown).toBe(2)
  })
})

describe('a life', () => {
  test('a file given at the start is opened, note and position outlive quitting, the window keeps its place', async () => {
    const own = await makeDataFolder()
    const folder = join(own.folder, 'texts')
    await mkdir(folder)
    await writeFile(join(folder, 'one.md'), '# One\n\nA sentence to keep in mind.\n')
    const first = launch(own.folder, { args: [folder] })
    try {
      await first.ready()
      const made = await first.evaluate(async ({ BrowserWindow, contextBridge }) => {
        const { lectern } = contextBridge.worlds
        type Place = { bundleId: string; documentId: string; edition: string }
        const opened = new Promise<{ locator: Place }>((done) => {
          lectern.on((name, payload) => {
            if (name === 'host.openLocator') done(payload as never)
          })
        })
        await lectern.call('library.list', {})
        const { bundleId, documentId, edition } = (await opened).locator
        const draft = {
          kind: 'highlight',
          bundleId,
          documentId,
          start: 4,
          end: 14,
          color: 'yellow',
          style: 'solid',
          body: 'remember',
          tags: [],
        }
        const created = await lectern.call('annotations.create', { draft })
        const locator = { bundleId, documentId, edition, start: 7 }
        const saved = '2026-01-02T03:04:05.678Z'
        void lectern.call('positions.save', { position: { locator, lineOffset: 2, saved } })
        BrowserWindow.all[0]!.bounds = { x: 33, y: 44, width: 900, height: 700 }
        return { bundleId, created }
      })
      expect(made.created).toMatchObject({ ok: true })
      expect(await first.quit()).toMatchObject({ exit: 0, windows: 0 })

      const again = launch(own.folder)
      try {
        await again.ready()
        const found = await again.evaluate(async ({ BrowserWindow, contextBridge }, bundleId) => {
          const { lectern } = contextBridge.worlds
          const { width, height, x, y } = BrowserWindow.all[0]!.options
          return {
            list: await lectern.call('library.list', {}),
            notes: await lectern.call('annotations.list', { scope: { kind: 'everything' } }),
            opened: await lectern.call('library.open', { bundleId }),
            bounds: { width, height, x, y },
          }
        }, made.bundleId)
        const ids = (found.list as { value: { bundles: { metadata: { id: string } }[] } }).value.bundles.map(
          (bundle) => bundle.metadata.id,
        )
        expect(ids).toContain(made.bundleId)
        expect(ids).toContain('lectern-handbook')
        expect(found.notes).toMatchObject({
          ok: true,
          value: { annotations: [{ annotation: { body: 'remember', bundleId: made.bundleId } }] },
        })
        expect(found.opened).toMatchObject({ ok: true, value: { resume: { start: 7 } } })
        expect(found.bounds).toEqual({ x: 33, y: 44, width: 900, height: 700 })
        expect(await again.quit()).toMatchObject({ exit: 0 })
      } finally {
        await again.kill()
      }
    } finally {
      await first.kill()
      await own.remove()
    }
  })

  test('a package has no developer tools and loses the switches that open it up', async () => {
    const own = await makeDataFolder()
    const packaged = launch(own.folder, { env: { DOUBLE_PACKAGED: '1' } })
    try {
      await packaged.ready()
      const found = await packaged.evaluate(({ app, BrowserWindow, session }) => ({
        switches: Object.fromEntries(app.switches),
        devTools: BrowserWindow.all[0]!.options.webPreferences['devTools'],
        toolsCancelled: session.defaultSession.isCancelled('devtools://devtools/bundled/x.js'),
      }))
      expect(found.switches).not.toHaveProperty('remote-debugging-port')
      expect(found.devTools).toBe(false)
      expect(found.toolsCancelled).toBe(true)
    } finally {
      await packaged.kill()
      await own.remove()
    }
  })

  test('an included bundle that was changed is told and not opened', async () => {
    const own = await makeDataFolder()
    const resources = join(own.folder, 'resources/library')
    await mkdir(resources, { recursive: true })
    await copyFile(join(root, 'out/library/dossier.webpub'), join(resources, 'dossier.webpub'))
    await writeFile(join(resources, 'handbook.webpub'), 'something else')
    const env = { DOUBLE_PACKAGED: '1', DOUBLE_RESOURCES: join(own.folder, 'resources') }
    const packaged = launch(join(own.folder, 'data'), { env })
    try {
      await packaged.ready()
      const found = await packaged.evaluate(async ({ contextBridge, dialog }) => ({
        list: await contextBridge.worlds.lectern.call('library.list', {}),
        shown: dialog.shown,
      }))
      const { bundles } = (found.list as { value: { bundles: { metadata: { id: string } }[] } }).value
      expect(bundles.map((bundle) => bundle.metadata.id)).toEqual(['lectern-dossier'])
      expect(String(found.shown[0]?.options['message'])).toContain('handbook.webpub')
    } finally {
      await packaged.kill()
      await own.remove()
    }
  })

  test('a data folder that cannot be made is told, and nothing starts', async () => {
    const own = await makeDataFolder()
    const file = join(own.folder, 'a-file')
    await writeFile(file, '')
    const failing = launch(join(file, 'below'))
    const ending = await failing.ended()
    await own.remove()
    expect(ending).toMatchObject({ exit: 1, windows: 0 })
    expect(ending.dialogs[0]).toMatchObject({ kind: 'error', options: { title: 'Lectern cannot start' } })
    expect(String(ending.dialogs[0]!.options['content'])).toContain(join(file, 'below'))
  })
})
