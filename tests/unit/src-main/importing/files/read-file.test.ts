import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHead, readRegularFile } from '../../../../../src-main/importing/files/read-file.ts'
import { toRefusal } from '../../../../../src-main/importing/files/refusal.ts'

let folder: string
const codeOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return toRefusal(error).code
  }
  return 'none'
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-read-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('readRegularFile', () => {
  it('gives the bytes of a file', () => {
    const file = join(folder, 'a')
    writeFileSync(file, 'x'.repeat(100_000))
    expect(readRegularFile(file, 200_000).toString()).toBe('x'.repeat(100_000))
    expect(readHead(file, 10)).toEqual({ head: Buffer.from('x'.repeat(10)), size: 100_000 })
  })

  it('refuses a file of 200 MB by its size, unread', () => {
    const file = join(folder, 'large')
    writeFileSync(file, '')
    truncateSync(file, 200_000_000)
    expect(() => readRegularFile(file, 67_108_864)).toThrow('191 MiB')
  })

  it('refuses what is empty, missing, a folder, a link, a pipe or a device, and does not wait', () => {
    writeFileSync(join(folder, 'empty'), '')
    symlinkSync(join(folder, 'empty'), join(folder, 'link'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const code = (path: string): string => codeOf(() => readRegularFile(path, 1000))
    expect(code(join(folder, 'empty'))).toBe('FILE_EMPTY')
    expect(code(join(folder, 'none'))).toBe('NOT_FOUND')
    expect(code(folder)).toBe('FILE_NOT_REGULAR')
    expect(code(join(folder, 'link'))).toBe('FILE_NOT_REGULAR')
    expect(code(join(folder, 'pipe'))).toBe('FILE_NOT_REGULAR')
    expect(code('/dev/zero')).toBe('FILE_NOT_REGULAR')
    expect(codeOf(() => readHead(join(folder, 'pipe'), 10))).toBe('FILE_NOT_REGULAR')
  })
})

describe('toRefusal', () => {
  it('tells the person what to do about every failure of the system', () => {
    for (const code of ['ENOENT', 'EACCES', 'ELOOP', 'ENAMETOOLONG', 'EIO', 'EMFILE']) {
      const refusal = toRefusal(Object.assign(new Error(code), { code }))
      expect(refusal.reason).not.toBe('')
      expect(refusal.remedy).not.toBe('')
    }
    expect(toRefusal(new Error('a bug')).code).toBe('INTERNAL')
  })
})
