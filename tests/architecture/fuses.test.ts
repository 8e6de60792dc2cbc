// The fuses of a package, held against the security document: what it lists is what is burnt in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')

test('a package is packed into an archive whose integrity is checked, and cannot be run as Node', async () => {
  const config = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8'))
  expect(config.asar).toBe(true)
  expect(config.publish).toBeNull()
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
  })
})

test('the security document names every fuse', async () => {
  const config = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8'))
  const text = await readFile(join(root, 'SECURITY.md'), 'utf8')
  expect(Object.keys(config.electronFuses).filter((fuse) => !text.includes(fuse))).toEqual([])
})
