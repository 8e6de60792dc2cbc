import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadAssets } from '../../../../../../src-main/hosts/electron/serving/assets.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-assets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the table has the page at / and every known file at its path, and nothing else', async () => {
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '')
  await writeFile(join(folder, 'assets/index.js'), '')
  await writeFile(join(folder, 'assets/inter.woff2'), '')
  await writeFile(join(folder, 'assets/index.js.map'), '')
  await writeFile(join(folder, '.env'), '')
  await symlink('/etc/hostname', join(folder, 'link.txt'))
  const assets = await loadAssets(folder)
  expect([...assets.keys()].sort()).toEqual(['/', '/assets/index.js', '/assets/inter.woff2'])
  expect(assets.get('/')).toEqual({ file: join(folder, 'index.html'), mediaType: 'text/html; charset=utf-8' })
})

test('a folder that is not there gives an empty table', async () => {
  expect((await loadAssets(join(folder, 'none'))).size).toBe(0)
})
