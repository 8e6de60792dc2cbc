import { expect, test, vi } from 'vitest'
import {
  createOpenRequests,
  findPaths,
  Handover,
  readHandover,
} from '../../../../../../src-main/hosts/electron/system/open-requests.ts'

test('from the sources the entry is no path of the person’s; in a package there is none', () => {
  const read = (argv: string[], isPackaged: boolean) => readHandover(argv, '/here', isPackaged).args
  expect(read(['/bin/electron', '--inspect=0', '/app', 'a.md', '-x'], false)).toEqual(['a.md', '-x'])
  expect(read(['/bin/electron', '/app'], false)).toEqual([])
  expect(read(['/opt/lectern', 'a.md'], true)).toEqual(['a.md'])
})

test('paths are made absolute; switches, links and empty arguments are none', () => {
  const args = ['a.md', '--flag', '/abs/b.webpub', 'lectern://x/y', 'https://example.com/', '', '-d']
  expect(findPaths({ cwd: '/here', args })).toEqual(['/here/a.md', '/abs/b.webpub'])
})

test('after -- everything is a path', () => {
  expect(findPaths({ cwd: '/here', args: ['--x', '--', '--odd.md', 'a b.md'] })).toEqual([
    '/here/--odd.md',
    '/here/a b.md',
  ])
})

test('what another process hands over is read with a schema', () => {
  expect(Handover.safeParse({ cwd: '/', args: ['a'] }).success).toBe(true)
  for (const bad of [null, {}, { cwd: '/', args: [1] }, { cwd: '/', args: Array(2000).fill('a') }])
    expect(Handover.safeParse(bad).success).toBe(false)
})

function world() {
  const granted: string[] = []
  const imported: unknown[] = []
  const emitted: unknown[] = []
  const summary = { metadata: { edition: '1.0.0' } }
  const library = {
    import: (sources: unknown) => {
      imported.push(sources)
      return { jobId: `job${imported.length}` }
    },
    open: () => Promise.resolve({ summary, documents: [{ id: 'first' }], contents: [], resume: null }),
  }
  const requests = createOpenRequests({ add: (paths) => void granted.push(...paths) })
  const start = (): void =>
    requests.start(library as never, (name, payload) => void emitted.push([name, payload]))
  const finish = (jobId: string, bundles: string[]): void =>
    requests.hear('import.finished', { jobId, report: { bundles, cancelled: false, items: [] } })
  return { granted, imported, emitted, requests, start, finish }
}

test('requests wait for the interface and are then imported at once', () => {
  const { granted, imported, requests, start } = world()
  requests.open(['/a.md'])
  requests.open(['/b.md'])
  expect(granted).toEqual(['/a.md', '/b.md'])
  expect(imported).toEqual([])
  start()
  expect(imported).toEqual([
    [
      { kind: 'path', path: '/a.md' },
      { kind: 'path', path: '/b.md' },
    ],
  ])
  requests.open(['/c.md'])
  expect(imported).toHaveLength(2)
})

test('nothing to open imports nothing', () => {
  const { imported, requests, start } = world()
  requests.open([])
  start()
  expect(imported).toEqual([])
})

test('what a request became is opened at its beginning; other imports are not', async () => {
  const { emitted, requests, start, finish } = world()
  requests.open(['/a.md'])
  start()
  finish('another', ['other'])
  finish('job1', ['mine'])
  await vi.waitFor(() => expect(emitted).toHaveLength(1))
  expect(emitted).toEqual([
    ['host.openLocator', { locator: { bundleId: 'mine', edition: '1.0.0', documentId: 'first', start: 0 } }],
  ])
  finish('job1', ['mine'])
  finish('another', [])
  await new Promise((done) => setImmediate(done))
  expect(emitted).toHaveLength(1)
})
