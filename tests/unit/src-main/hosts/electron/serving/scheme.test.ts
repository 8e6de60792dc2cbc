import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LecternError } from '../../../../../../src-shared/contract/errors.ts'
import { RESOURCE_SECURITY_POLICY, SECURITY_HEADERS } from '../../../../../../src-main/ipc/index.ts'
import { type Served, serve } from '../../../../../../src-main/hosts/electron/serving/scheme.ts'

let folder: string
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  folder = await mkdtemp(join(tmpdir(), 'lectern-scheme-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const picture = '/bundles/my-bundle/1.2.0/resources/images/a%20b.svg'

function world(files: Record<string, string>) {
  const asked: unknown[] = []
  const served: Served = {
    assets: new Map(),
    development: null,
    library: {
      readResource: (bundleId, path, edition) => {
        asked.push({ bundleId, path, edition })
        const text = files[path]
        if (text === undefined) return Promise.reject(new LecternError('NOT_FOUND', 'No such resource.'))
        return Promise.resolve({ bytes: Buffer.from(text), mediaType: 'image/svg+xml' })
      },
    },
  }
  return { asked, get: (path: string) => serve(new Request(`lectern-app://app${path}`), served), served }
}

test('a picture comes out of the bundle and edition that the address names, under a policy that lets it do nothing', async () => {
  const { asked, get } = world({ 'resources/images/a b.svg': '<svg/>' })
  const response = await get(picture)
  expect(await response.text()).toBe('<svg/>')
  expect(asked).toEqual([{ bundleId: 'my-bundle', path: 'resources/images/a b.svg', edition: '1.2.0' }])
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': RESOURCE_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
  })
})

test('what the library does not give is not there, whatever the reason', async () => {
  const { get } = world({})
  const response = await get(picture)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('')
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value)
})

test.each([
  '/bundles/my-bundle/1.2.0/manifest.json',
  '/bundles/my-bundle/1.2.0/lectern/edition.json',
  '/bundles/my%2Fbundle/1.2.0/resources/a.svg',
  '/bundles/..%2F..%2Fx/1.2.0/resources/a.svg',
  '/bundles/my-bundle/latest/resources/a.svg',
  '/bundles/my-bundle/1.2.0/resources/',
])('%s never reaches the library', async (path) => {
  const { asked, get } = world({ 'resources/a.svg': '' })
  expect((await get(path)).status).toBe(404)
  expect(asked).toEqual([])
})

test('a file of the interface that has gone since the start is 404', async () => {
  const { served } = world({})
  const file = join(folder, 'a.js')
  await writeFile(file, '1')
  const assets = new Map([['/a.js', { file, mediaType: 'text/javascript' }]])
  const get = () => serve(new Request('lectern-app://app/a.js'), { ...served, assets })
  expect(await (await get()).text()).toBe('1')
  await rm(file)
  expect((await get()).status).toBe(404)
})
