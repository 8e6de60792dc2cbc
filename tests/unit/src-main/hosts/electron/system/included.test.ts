import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findIncluded } from '../../../../../../src-main/hosts/electron/system/included.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-included-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function list(bundles: { file: string; sha256: string }[]): Promise<string> {
  const path = join(folder, 'included.json')
  await writeFile(path, JSON.stringify({ bundles }))
  return path
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('only bundles with the hash they were built with are opened, in the order of the list', async () => {
  await writeFile(join(folder, 'b.webpub'), 'b')
  await writeFile(join(folder, 'a.webpub'), 'a')
  await writeFile(join(folder, 'changed.webpub'), 'changed')
  const path = await list([
    { file: 'b.webpub', sha256: sha256('b') },
    { file: 'changed.webpub', sha256: sha256('as built') },
    { file: 'a.webpub', sha256: sha256('a') },
    { file: 'missing.webpub', sha256: sha256('') },
  ])
  expect(await findIncluded(path, folder)).toEqual({
    paths: [join(folder, 'b.webpub'), join(folder, 'a.webpub')],
    damaged: ['changed.webpub', 'missing.webpub'],
  })
})

test('a list that names a file elsewhere is refused', async () => {
  const path = await list([{ file: '../a.webpub', sha256: sha256('a') }])
  await expect(findIncluded(path, folder)).rejects.toThrow()
})

test('without a list nothing is assumed', async () => {
  await expect(findIncluded(join(folder, 'none.json'), folder)).rejects.toThrow()
})
