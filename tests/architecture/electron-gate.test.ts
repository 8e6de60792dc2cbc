// The Electron host as it is built, on a double of Electron: what its scheme serves and what its gate lets through.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract } from '../../src-shared/contract/contract.ts'
import { useElectron } from './electron-process.ts'

const host = useElectron()

describe('the scheme', () => {
  test('the page carries the policy and the security headers', async () => {
    const page = await host.running.evaluate(({ protocol }) => protocol.request('lectern-app://app/'))
    expect(page?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    const policy = page?.headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("worker-src 'self';")
    expect(policy).not.toContain('unsafe')
  })

  test('only files of the table are served, and only by reading', async () => {
    const status = await host.running.evaluate(async ({ protocol }) => {
      const ask = async (url: string, method?: string): Promise<number | undefined> =>
        (await protocol.request(url, method))?.status
      return {
        page: await ask('lectern-app://app/'),
        post: await ask('lectern-app://app/', 'POST'),
        missing: await ask('lectern-app://app/nothing.js'),
        source: await ask('lectern-app://app/../main/electron.js'),
        encoded: await ask('lectern-app://app/%2e%2e%2f%2e%2e%2fpackage.json'),
        malformed: await ask('lectern-app://app/%zz'),
        host: await ask('lectern-app://elsewhere/'),
        bundle: await ask('lectern-app://app/bundles/none/1.0.0/resources/x.png'),
        outside: await ask('lectern-app://app/bundles/lectern-handbook/1.0.0/manifest.json'),
      }
    })
    expect(status).toEqual({
      page: 200,
      post: 405,
      missing: 404,
      source: 404,
      encoded: 404,
      malformed: 404,
      host: 404,
      bundle: 404,
      outside: 404,
    })
  })

  test('a picture of the handbook comes out of its bundle', async () => {
    const picture = await host.running.evaluate(async ({ contextBridge, protocol }) => {
      const opened = await contextBridge.worlds.lectern.call('library.open', { bundleId: 'lectern-handbook' })
      const { edition } = (opened as { value: { summary: { metadata: { edition: string } } } }).value.summary
        .metadata
      return protocol.request(
        `lectern-app://app/bundles/lectern-handbook/${edition}/resources/images/journal.svg`,
      )
    })
    expect(picture?.status).toBe(200)
    expect(picture?.headers['content-type']).toBe('image/svg+xml')
    expect(picture?.headers['content-security-policy']).toContain('sandbox')
    expect(picture?.text).toContain('<svg')
  })
})

describe('the gate', () => {
  test('the channels are the contract’s procedures, no more and no fewer', async () => {
    const channels = await host.running.evaluate(({ ipcMain }) => ({
      handled: [...ipcMain.handlers.keys()],
      heard: ipcMain.eventNames(),
    }))
    expect(channels.handled).toEqual(Object.keys(contract))
    expect(channels.heard).toEqual(['lectern:dropped'])
  })

  test('only the main frame of our own window is answered', async () => {
    const answers = await host.running.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const { webContents } = BrowserWindow.all[0]!
      const url = 'lectern-app://app/'
      const top = { url, parent: null, detached: false }
      const ask = async (frame: unknown, sender: unknown = webContents): Promise<string> => {
        const envelope = (await ipcMain.invokeFrom(frame, sender, 'settings.get', {})) as {
          ok: boolean
          error?: { code: string }
        }
        return envelope.ok ? 'ok' : envelope.error!.code
      }
      return {
        own: await ask(top),
        document: await ask({ url: 'about:srcdoc', parent: top, detached: false }),
        subframe: await ask({ url, parent: top, detached: false }),
        web: await ask({ url: 'https://example.com/', parent: null, detached: false }),
        lookalike: await ask({ url: 'lectern-app://app.example.com/', parent: null, detached: false }),
        detached: await ask({ url, parent: null, detached: true }),
        gone: await ask(null),
        otherWindow: await ask(top, { id: 999 }),
      }
    })
    expect(answers).toEqual({
      own: 'ok',
      document: 'FORBIDDEN',
      subframe: 'FORBIDDEN',
      web: 'FORBIDDEN',
      lookalike: 'FORBIDDEN',
      detached: 'FORBIDDEN',
      gone: 'FORBIDDEN',
      otherWindow: 'FORBIDDEN',
    })
  })

  test('what is asked is validated, and unknown names are not even sent', async () => {
    const answers = await host.running.evaluate(async ({ contextBridge }) => {
      const { lectern } = contextBridge.worlds
      const code = async (name: string, input: unknown): Promise<string> => {
        const envelope = await lectern.call(name, input)
        return envelope.ok ? 'ok' : envelope.error.code
      }
      return {
        extra: await code('settings.get', { more: 1 }),
        hostile: await code('library.open', { bundleId: '../../etc' }),
        unknown: await code('shell.exec', {}),
        inherited: await code('constructor', {}),
      }
    })
    expect(answers).toEqual({
      extra: 'INVALID_INPUT',
      hostile: 'INVALID_INPUT',
      unknown: 'UNKNOWN_PROCEDURE',
      inherited: 'UNKNOWN_PROCEDURE',
    })
  })

  test('links leave for the browser only when they are web or mail addresses', async () => {
    const answers = await host.running.evaluate(async ({ contextBridge, shell }) => {
      const open = async (url: string): Promise<string> => {
        const envelope = await contextBridge.worlds.lectern.call('host.openExternal', { url })
        return envelope.ok ? 'ok' : envelope.error.code
      }
      const codes = [
        await open('https://example.com/a'),
        await open('mailto:someone@example.com'),
        await open('file:///etc/passwd'),
        await open('javascript:alert(1)'),
        await open('smb://server/share'),
        await open('not an address'),
      ]
      return { codes, opened: shell.opened }
    })
    expect(answers).toEqual({
      codes: ['ok', 'ok', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
      opened: ['https://example.com/a', 'mailto:someone@example.com'],
    })
  })

  test('a page imports only what the person chose or dropped', async () => {
    const chosen = join(host.folder, 'chosen.md')
    const secret = join(host.folder, 'secret.md')
    await writeFile(chosen, '# Chosen\n\nText.\n')
    await writeFile(secret, '# Secret\n\nText.\n')
    const outcome = await host.running.evaluate(
      async ({ contextBridge, dialog }, paths) => {
        const { lectern } = contextBridge.worlds
        const finish = async (path: string): Promise<string> => {
          const report = new Promise<unknown>((done) => {
            const stop = lectern.on((name, payload) => {
              if (name !== 'import.finished') return
              stop()
              done(payload)
            })
          })
          await lectern.call('library.import', { sources: [{ kind: 'path', path }] })
          return JSON.stringify(await report)
        }
        const before = await finish(paths.secret)
        dialog.answers.push({ canceled: false, filePaths: [paths.chosen] })
        const picked = await lectern.call('host.pickSources', { what: 'files' })
        const afterPick = await finish(paths.chosen)
        lectern.pathForFile({ path: paths.secret } as unknown as File)
        return { before, picked, afterPick, afterDrop: await finish(paths.secret) }
      },
      { chosen, secret },
    )
    expect(outcome.before).toContain('FORBIDDEN')
    expect(outcome.picked).toMatchObject({ ok: true, value: { kind: 'picked' } })
    expect(outcome.afterPick).not.toContain('refused')
    expect(outcome.afterDrop).not.toContain('refused')
  })

  test('a file is saved where the person says, or not at all', async () => {
    const target = join(host.folder, 'notes.md')
    const answers = await host.running.evaluate(async ({ contextBridge, dialog }, path) => {
      const file = { name: 'notes.md', mediaType: 'text/markdown', text: '# Notes\n' }
      const save = (): Promise<unknown> => contextBridge.worlds.lectern.call('host.saveFile', { file })
      const cancelled = await save()
      dialog.answers.push({ canceled: false, filePath: path })
      const saved = await save()
      dialog.answers.push({ canceled: false, filePath: `${path}/below/a/file` })
      return { cancelled, saved, failed: await save() }
    }, target)
    expect(answers.cancelled).toEqual({ ok: true, value: { kind: 'cancelled' } })
    expect(answers.saved).toEqual({ ok: true, value: { kind: 'saved', path: target } })
    expect(await readFile(target, 'utf8')).toBe('# Notes\n')
    expect(answers.failed).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })
})
