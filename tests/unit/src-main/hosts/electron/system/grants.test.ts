import { expect, test } from 'vitest'
import { createGrants } from '../../../../../../src-main/hosts/electron/system/grants.ts'

test('a path is resolved once somebody named it, in whatever spelling', async () => {
  const grants = createGrants()
  await expect(grants.resolveSource({ kind: 'path', path: '/a/b.md' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  grants.add(['/a/x/../b.md'])
  expect(await grants.resolveSource({ kind: 'path', path: '/a/./b.md' })).toBe('/a/b.md')
})

test('what lies beside or below a granted path is not granted', async () => {
  const grants = createGrants()
  grants.add(['/a/b'])
  for (const path of ['/a', '/a/b/c', '/a/bc', '/a/b/../c'])
    await expect(grants.resolveSource({ kind: 'path', path })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('handed-over files are the web host’s affair', async () => {
  await expect(createGrants().resolveSource({ kind: 'staged', batch: 'x' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})
