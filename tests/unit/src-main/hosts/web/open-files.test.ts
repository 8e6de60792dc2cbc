import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Core } from '../../../../../src-main/hosts/compose.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { openFiles } from '../../../../../src-main/hosts/web/open-files.ts'

function makeCore(): { core: Pick<Core, 'library'>; start: ReturnType<typeof vi.fn> } {
  const start = vi.fn(() => ({ jobId: 'job' }))
  const library = {
    import: start,
    open: () =>
      Promise.resolve({
        summary: { metadata: { edition: '1.0.0' } },
        documents: [{ id: 'first' }, { id: 'second' }],
      }),
  }
  return { core: { library } as unknown as Pick<Core, 'library'>, start }
}

function makeSockets() {
  const emit = vi.fn()
  const connected = { count: 1 }
  return { emit, connected, sockets: { emit, count: () => connected.count } }
}

const finished = (jobId: string, bundles: string[]) => ({
  jobId,
  report: { bundles, cancelled: false, items: [] },
})

describe('files named at the start', () => {
  it('are imported by their absolute paths, each once', () => {
    const { core, start } = makeCore()
    openFiles(['a.md', './a.md', '/elsewhere/b.webpub']).start(core)
    expect(start).toHaveBeenCalledWith([
      { kind: 'path', path: resolve('a.md') },
      { kind: 'path', path: resolve('/elsewhere/b.webpub') },
    ])
  })

  it('are opened in the interface that connects, before or after the import has ended, and once', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.md'])
    const { sockets, emit } = makeSockets()
    opener.start(core)
    const greeting = opener.greet(core, sockets)
    opener.hear('import.finished', finished('another', ['wrong']))
    expect(emit).not.toHaveBeenCalled()
    opener.hear('import.finished', finished('job', ['notes']))
    await greeting
    await opener.greet(core, sockets)
    expect(emit.mock.calls).toEqual([
      [
        'host.openLocator',
        { locator: { bundleId: 'notes', edition: '1.0.0', documentId: 'first', start: 0 } },
      ],
    ])
  })

  it('are opened in the next interface when the first has left before the import ended', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.md'])
    const { sockets, emit, connected } = makeSockets()
    opener.start(core)
    const greeting = opener.greet(core, sockets)
    connected.count = 0
    opener.hear('import.finished', finished('job', ['notes']))
    await greeting
    expect(emit).not.toHaveBeenCalled()
    connected.count = 1
    await opener.greet(core, sockets)
    expect(emit).toHaveBeenCalledOnce()
  })

  it('are opened once when two interfaces wait for them', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.md'])
    const { sockets, emit } = makeSockets()
    opener.start(core)
    const greetings = [opener.greet(core, sockets), opener.greet(core, sockets)]
    opener.hear('import.finished', finished('job', ['notes']))
    await Promise.all(greetings)
    expect(emit).toHaveBeenCalledOnce()
  })

  it('that cannot be read open nothing', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.bin'])
    const { sockets, emit } = makeSockets()
    opener.start(core)
    opener.hear('import.finished', finished('job', []))
    await opener.greet(core, sockets)
    expect(emit).not.toHaveBeenCalled()
  })

  it('may be none', async () => {
    const { core, start } = makeCore()
    const opener = openFiles([])
    const { sockets, emit } = makeSockets()
    opener.start(core)
    await opener.greet(core, sockets)
    expect(start).not.toHaveBeenCalled()
    expect(emit).not.toHaveBeenCalled()
  })

  it('do not end the host when the bundle is gone before an interface connects', async () => {
    const { core } = makeCore()
    core.library.open = () => Promise.reject(new LecternError('NOT_FOUND', 'It was removed.'))
    const opener = openFiles(['a.md'])
    const { sockets, emit } = makeSockets()
    opener.start(core)
    opener.hear('import.finished', finished('job', ['notes']))
    await opener.greet(core, sockets)
    expect(emit).not.toHaveBeenCalled()
  })
})
