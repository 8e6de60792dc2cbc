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

const finished = (jobId: string, bundles: string[]) => ({
  jobId,
  report: { bundles, cancelled: false, items: [] },
})

describe('files named at the start', () => {
  it('are imported by their absolute paths, each once', () => {
    const { core, start } = makeCore()
    openFiles(['a.md', './a.md', '/tmp/b.webpub']).start(core)
    expect(start).toHaveBeenCalledWith([
      { kind: 'path', path: resolve('a.md') },
      { kind: 'path', path: resolve('/tmp/b.webpub') },
    ])
  })

  it('are opened in the interface that connects, before or after the import has ended, and once', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.md'])
    const emit = vi.fn()
    opener.start(core)
    const greeting = opener.greet(core, emit)
    opener.hear('import.finished', finished('another', ['wrong']))
    expect(emit).not.toHaveBeenCalled()
    opener.hear('import.finished', finished('job', ['notes']))
    await greeting
    await opener.greet(core, emit)
    expect(emit.mock.calls).toEqual([
      [
        'host.openLocator',
        { locator: { bundleId: 'notes', edition: '1.0.0', documentId: 'first', start: 0 } },
      ],
    ])
  })

  it('that cannot be read open nothing', async () => {
    const { core } = makeCore()
    const opener = openFiles(['a.bin'])
    const emit = vi.fn()
    opener.start(core)
    opener.hear('import.finished', finished('job', []))
    await opener.greet(core, emit)
    expect(emit).not.toHaveBeenCalled()
  })

  it('may be none', async () => {
    const { core, start } = makeCore()
    const opener = openFiles([])
    const emit = vi.fn()
    opener.start(core)
    await opener.greet(core, emit)
    expect(start).not.toHaveBeenCalled()
    expect(emit).not.toHaveBeenCalled()
  })

  it('do not end the host when the bundle is gone before an interface connects', async () => {
    const { core } = makeCore()
    core.library.open = () => Promise.reject(new LecternError('NOT_FOUND', 'It was removed.'))
    const opener = openFiles(['a.md'])
    const emit = vi.fn()
    opener.start(core)
    opener.hear('import.finished', finished('job', ['notes']))
    await opener.greet(core, emit)
    expect(emit).not.toHaveBeenCalled()
  })
})
