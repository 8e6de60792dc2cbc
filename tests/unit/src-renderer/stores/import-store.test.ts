import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { ImportReport, ImportSource } from '../../../../src-shared/domain/import-job.ts'
import { createImportStore, type FileHandover } from '../../../../src-renderer/stores/import-store.ts'
import { createDeferred, createFakeHost, settle } from '../fake-host.ts'

const report: ImportReport = { bundles: [], cancelled: false, items: [] }
const staged: ImportSource = { kind: 'staged', batch: 'batch' }
const files = [{ file: new File(['text'], 'a.txt'), path: 'folder/a.txt' }]

function setUp(handOver: FileHandover['handOver'] = () => Promise.resolve([staged])) {
  const host = createFakeHost()
  host.answer('library.import', () => ({ jobId: 'job' }))
  host.answer('library.cancelImport', () => ({}))
  return { host, imports: createImportStore(host.client, { handOver }) }
}

describe('import store', () => {
  it('hands files over, follows the progress, and ends with the report', async () => {
    const { host, imports } = setUp()
    await imports.importFiles(files)
    expect(host.inputs('library.import')).toEqual([{ sources: [staged] }])
    const progress = { phase: 'importing', done: 1, total: 2, current: 'a.txt' } as const
    host.emit('import.progress', { jobId: 'other', progress })
    expect(imports.getState()).toMatchObject({ kind: 'running', progress: null })
    host.emit('import.progress', { jobId: 'job', progress })
    expect(imports.getState()).toMatchObject({ kind: 'running', progress })
    host.emit('import.finished', { jobId: 'job', report })
    expect(imports.getState()).toEqual({ kind: 'finished', report })
    imports.dismiss()
    expect(imports.getState()).toEqual({ kind: 'idle' })
  })

  it('shows a report that came before the answer that names its job', async () => {
    const { host, imports } = setUp()
    host.answer('library.import', () => {
      host.emit('import.finished', { jobId: 'job', report })
      return { jobId: 'job' }
    })
    await imports.importFiles(files)
    expect(imports.getState()).toEqual({ kind: 'finished', report })
  })

  it('stops handing over when it is cancelled, and starts no import', async () => {
    const never = createDeferred<readonly ImportSource[]>()
    const { host, imports } = setUp((_, { signal }) => {
      signal.addEventListener('abort', () => {
        never.reject(signal.reason)
      })
      return never.promise
    })
    const done = imports.importFiles(files)
    expect(imports.getState()).toEqual({ kind: 'handing-over', done: 0, total: 1 })
    imports.cancel()
    await done
    expect(imports.getState()).toEqual({ kind: 'idle' })
    expect(host.inputs('library.import')).toEqual([])
  })

  it('asks the host once to cancel a running import', async () => {
    const { host, imports } = setUp()
    await imports.importFiles(files)
    imports.cancel()
    imports.cancel()
    await settle()
    expect(host.inputs('library.cancelImport')).toEqual([{ jobId: 'job' }])
    expect(imports.getState()).toMatchObject({ kind: 'running', isStopping: true })
  })

  it('opens the browser’s picker where the host has none', async () => {
    const { host, imports } = setUp()
    const asked: string[] = []
    imports.attachPicker((what) => asked.push(what))
    host.answer('host.pickSources', () => ({ kind: 'browser' }))
    await imports.pick('folder')
    expect(asked).toEqual(['folder'])
    expect(imports.getState()).toEqual({ kind: 'idle' })
  })

  it('imports what the host’s dialogue gave, and nothing when it was cancelled', async () => {
    const { host, imports } = setUp()
    host.answer('host.pickSources', () => ({ kind: 'cancelled' }))
    await imports.pick('files')
    expect(host.inputs('library.import')).toEqual([])
    host.answer('host.pickSources', () => ({ kind: 'picked', sources: [{ kind: 'path', path: '/a' }] }))
    await imports.pick('files')
    expect(host.inputs('library.import')).toEqual([{ sources: [{ kind: 'path', path: '/a' }] }])
  })

  it('tells why an import could not start', async () => {
    const { imports } = setUp(() => Promise.reject(new LecternError('FILE_TOO_LARGE', 'It is too large.')))
    await imports.importFiles(files)
    expect(imports.getState()).toMatchObject({ kind: 'failed', failure: { code: 'FILE_TOO_LARGE' } })
  })

  it('does not start a second import while one is running', async () => {
    const { host, imports } = setUp()
    await imports.importFiles(files)
    await imports.importFiles(files)
    expect(host.inputs('library.import')).toHaveLength(1)
  })
})
