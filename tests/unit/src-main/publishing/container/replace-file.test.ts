import { execFileSync } from 'node:child_process'
import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkWritable, replaceFile } from '../../../../../src-main/publishing/container/replace-file.ts'
import { codeOf, makeFolder } from '../samples.ts'

async function* give(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve()
    if (part instanceof Error) throw part
    yield Buffer.from(part)
  }
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code })
}

describe('replacing a file', () => {
  it('writes all of it and says its size and hash', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'new.bin')
    expect(await replaceFile(path, give('ab', 'c'))).toEqual({
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    })
    expect(await readFile(path, 'utf8')).toBe('abc')
    expect(await readdir(folder)).toEqual(['new.bin'])
  })

  it.each([
    ['the disk is full', errno('ENOSPC'), 'NOT_SAVED'],
    ['the disk fails', errno('EIO'), 'NOT_SAVED'],
    ['the quota is used up', errno('EDQUOT'), 'NOT_SAVED'],
  ])('leaves the older file and nothing else when %s', async (_what, error, code) => {
    const folder = await makeFolder()
    const path = join(folder, 'old.bin')
    await writeFile(path, 'the older file')
    expect(await codeOf(replaceFile(path, give('half of', error)))).toBe(code)
    expect(await readFile(path, 'utf8')).toBe('the older file')
    expect(await readdir(folder)).toEqual(['old.bin'])
  })

  it('stops when it is cancelled', async () => {
    const folder = await makeFolder()
    const controller = new AbortController()
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first')
      controller.abort()
      yield* give('second')
    }
    const path = join(folder, 'new.bin')
    expect(await codeOf(replaceFile(path, slowly(), { signal: controller.signal }))).toBe('CANCELLED')
    expect(await readdir(folder)).toEqual([])
  })

  it('never replaces a folder or a device, and needs a folder that is there', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'inner'))
    expect(await codeOf(replaceFile(join(folder, 'inner'), give('x')))).toBe('FILE_NOT_REGULAR')
    expect(await codeOf(replaceFile('/dev/null', give('x')))).toBe(
      process.platform === 'win32' ? 'NOT_FOUND' : 'FILE_NOT_REGULAR',
    )
    expect(await codeOf(replaceFile(join(folder, 'missing', 'a'), give('x')))).toBe('NOT_FOUND')
  })

  it('can be tried beforehand', async () => {
    const folder = await makeFolder()
    await checkWritable(join(folder, 'new.bin'))
    expect(await codeOf(checkWritable(folder))).toBe('FILE_NOT_REGULAR')
    expect(await codeOf(checkWritable(join(folder, 'missing', 'a')))).toBe('NOT_FOUND')
    expect(await readdir(folder)).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('writes through a link', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'real'), 'old')
    await symlink('real', join(folder, 'link'))
    await replaceFile(join(folder, 'link'), give('new'))
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new')
    expect((await readdir(folder)).sort()).toEqual(['link', 'real'])
  })

  it('leaves the older file on a disk that is really full', async ({ skip }) => {
    const folder = await makeFolder()
    const mounted = mountSmallDisk(folder)
    if (!mounted) skip('a small disk can be mounted only by root on Linux')
    try {
      const path = join(folder, 'old.bin')
      await writeFile(path, 'the older file')
      const megabyte = 'x'.repeat(1024 ** 2)
      expect(await codeOf(replaceFile(path, give(megabyte, megabyte)))).toBe('NOT_SAVED')
      expect(await readFile(path, 'utf8')).toBe('the older file')
      expect(await readdir(folder)).toEqual(['old.bin'])
    } finally {
      execFileSync('umount', [folder])
      await rm(folder, { recursive: true, force: true })
    }
  })
})

function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
