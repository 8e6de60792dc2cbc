// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { createElectronHandover } from '../../../../src-renderer/client/electron-handover.ts'
import { createWebHandover } from '../../../../src-renderer/client/web-handover.ts'
import type { Bridge } from '../../../../src-shared/contract/bridge.ts'

const picked = (...paths: string[]) =>
  paths.map((path) => ({
    path,
    file: new File(['x'], path.split('/').at(-1) ?? '', { lastModified: 1_700 }),
  }))
const options = () => ({ signal: new AbortController().signal, onProgress: vi.fn() })
const ok = () => Promise.resolve(new Response('{"ok":true,"value":{}}', { status: 201 }))

describe('handing files to the web host', () => {
  it('uploads every file of one batch under its encoded path, with its time', async () => {
    const send = vi.fn<typeof fetch>(ok)
    const progress = options()
    const [source] = await createWebHandover(send).handOver(picked('docs/a b.md', 'docs/ü/#?.md'), progress)
    if (source?.kind !== 'staged') throw new Error('Not staged.')
    expect(send.mock.calls.map(([url]) => url)).toEqual([
      `/staging/${source.batch}/docs/a%20b.md`,
      `/staging/${source.batch}/docs/%C3%BC/%23%3F.md`,
    ])
    expect(send.mock.calls[0]?.[1]).toMatchObject({
      method: 'PUT',
      headers: { 'X-Lectern-Modified': '1700' },
    })
    expect(progress.onProgress).toHaveBeenLastCalledWith(2, 2)
  })

  it('goes on when a single file is refused, since the host reports that', async () => {
    const refusal = { ok: false, error: { code: 'NAME_HOSTILE', message: 'No.', details: {} } }
    const send = vi.fn<typeof fetch>((url) =>
      typeof url === 'string' && url.endsWith('bad.md')
        ? Promise.resolve(new Response(JSON.stringify(refusal), { status: 400 }))
        : ok(),
    )
    expect(await createWebHandover(send).handOver(picked('bad.md', 'good.md'), options())).toHaveLength(1)
  })

  it.each([
    [
      'a full disk',
      JSON.stringify({ ok: false, error: { code: 'NOT_SAVED', message: 'Full.', details: {} } }),
      'NOT_SAVED',
    ],
    ['an ended session', '<h1>Lectern</h1>', 'FORBIDDEN'],
  ])('stops at %s', async (_what, body, code) => {
    const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, { status: 401 })))
    await expect(createWebHandover(send).handOver(picked('a.md'), options())).rejects.toMatchObject({ code })
  })

  it('uploads nothing more once it was stopped', async () => {
    const controller = new AbortController()
    const send = vi.fn<typeof fetch>(() => {
      controller.abort()
      return ok()
    })
    const files = picked(...Array.from({ length: 50 }, (_, index) => `${index}.md`))
    const stopped = createWebHandover(send).handOver(files, { ...options(), signal: controller.signal })
    await expect(stopped).rejects.toThrow()
    expect(send.mock.calls.length).toBeLessThanOrEqual(4)
  })
})

describe('handing files to the Electron host', () => {
  const bridgeTo = (paths: Readonly<Record<string, string>>): Bridge => ({
    call: () => Promise.reject(new Error('not called')),
    on: () => () => undefined,
    pathForFile: (file) => paths[file.name] ?? '',
  })

  it('names each dropped file, and a dropped folder once, as the folder', async () => {
    const bridge = bridgeTo({
      'a.md': '/home/me/docs/a.md',
      'b.md': '/home/me/docs/sub/b.md',
      'c.md': '/elsewhere/c.md',
    })
    const sources = await createElectronHandover(bridge, new EventTarget()).handOver(
      picked('docs/a.md', 'docs/sub/b.md', 'c.md'),
      options(),
    )
    expect(sources).toEqual([
      { kind: 'path', path: '/home/me/docs' },
      { kind: 'path', path: '/elsewhere/c.md' },
    ])
  })

  it('understands paths of Windows', async () => {
    const bridge = bridgeTo({ 'a.md': 'C:\\Users\\me\\docs\\sub\\a.md' })
    const [source] = await createElectronHandover(bridge, new EventTarget()).handOver(
      picked('docs/sub/a.md'),
      options(),
    )
    expect(source).toEqual({ kind: 'path', path: 'C:\\Users\\me\\docs' })
  })

  it('refuses files that a script made', async () => {
    const handover = createElectronHandover(bridgeTo({}), new EventTarget())
    await expect(handover.handOver(picked('a.md'), options())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
