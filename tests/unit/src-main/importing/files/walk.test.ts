import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Found } from '../../../../../src-main/importing/files/walk.ts'
import { walkSources } from '../../../../../src-main/importing/files/walk.ts'

let folder: string
const LIMITS = { files: 1000, depth: 8 }
const put = (path: string, text = 'text'): string => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}
const walk = (...paths: string[]): Found[] => walkSources(paths.length > 0 ? paths : [folder], LIMITS)
const summary = (found: Found[]): string[] =>
  found.map((each) =>
    each.kind === 'file'
      ? each.shown
      : `${each.shown}: ${'code' in each.item ? each.item.code : each.item.outcome}`,
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-walk-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('walkSources', () => {
  it('finds files in folders in the order people number them, and no hidden ones', () => {
    for (const path of [
      '10.md',
      '2.md',
      'b/10.txt',
      'b/9.txt',
      '.hidden/x.md',
      '.secret.md',
      '__MACOSX/x',
      'Thumbs.db',
    ])
      put(path)
    expect(summary(walk())).toEqual(['2.md', '10.md', 'b/9.txt', 'b/10.txt'])
  })

  it('orders files that were chosen together, and puts folders in front of their files', () => {
    const files = ['10.md', '9.md'].map((path) => put(path))
    put('deep/a.md')
    expect(summary(walk(...files))).toEqual(['9.md', '10.md'])
    expect(summary(walk(join(folder, 'deep'), ...files))).toEqual(['deep/a.md', '10.md', '9.md'])
  })

  it('takes a file once, however often it is chosen', () => {
    const file = put('a.md')
    expect(summary(walk(folder, file))).toEqual([`${folder.split('/').at(-1)}/a.md`, 'a.md: ignored'])
  })

  it('reports what does not exist', () => {
    expect(summary(walk(join(folder, 'none.txt')))).toEqual([`${join(folder, 'none.txt')}: NOT_FOUND`])
  })

  it('follows a link that stays inside once, and refuses those that lead out, round, or nowhere', () => {
    put('.store/real.md')
    put('a.md')
    symlinkSync(join(folder, '.store', 'real.md'), join(folder, 'inside.md'))
    symlinkSync(join(folder, 'a.md'), join(folder, 'same.md'))
    symlinkSync('/etc/hostname', join(folder, 'outside.txt'))
    symlinkSync('/etc', join(folder, 'etc'))
    mkdirSync(join(folder, 'sub'))
    symlinkSync('..', join(folder, 'sub', 'loop'))
    symlinkSync('self', join(folder, 'self'))
    symlinkSync('gone', join(folder, 'dangling'))
    expect(summary(walk())).toEqual([
      'a.md',
      'dangling: NOT_FOUND',
      'etc: FILE_NOT_REGULAR',
      'inside.md',
      'outside.txt: FILE_NOT_REGULAR',
      'same.md: ignored',
      'self: FILE_NOT_REGULAR',
      'sub/loop: FILE_NOT_REGULAR',
    ])
  })

  it('refuses pipes, sockets and devices without opening them', async () => {
    put('a.md')
    execFileSync('mkfifo', [join(folder, 'pipe.txt')])
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket.txt'), resolve))
    try {
      expect(summary(walk())).toEqual(['a.md', 'pipe.txt: FILE_NOT_REGULAR', 'socket.txt: FILE_NOT_REGULAR'])
      expect(summary(walk('/dev/zero', join(folder, 'pipe.txt')))).toEqual([
        '/dev/zero: FILE_NOT_REGULAR',
        `${join(folder, 'pipe.txt')}: FILE_NOT_REGULAR`,
      ])
    } finally {
      server.close()
    }
  })

  it('refuses hostile names and goes on', () => {
    for (const name of ['a\u202egnp.md', 'b\nc.md', 'aux.md', 'd\\e.md', 'good.md']) put(name)
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff, 0x2e, 0x6d, 0x64])]),
      'x',
    )
    expect(summary(walk()).toSorted()).toEqual([
      'a\\u{202e}gnp.md: NAME_HOSTILE',
      'aux.md: NAME_HOSTILE',
      'b\\u{a}c.md: NAME_HOSTILE',
      'd\\e.md: NAME_HOSTILE',
      'f\ufffd.md: NAME_HOSTILE',
      'good.md',
    ])
  })

  it('stops at the limits of depth and number', () => {
    put(`${'d/'.repeat(12)}deep.md`)
    put('a.md')
    expect(summary(walk())).toEqual(['a.md', `${'d/'.repeat(9).slice(0, -1)}: FILE_NOT_REGULAR`])
    for (let number = 0; number < 6; number += 1) put(`many/${number}.md`)
    const found = walkSources([join(folder, 'many')], { files: 4, depth: 2 })
    expect(found.filter((each) => each.kind === 'file')).toHaveLength(4)
    expect(found.filter((each) => each.kind === 'item')).toMatchObject([{ item: { code: 'FILE_TOO_LARGE' } }])
  })

  it.skipIf(process.getuid?.() === 0)(
    'reports a folder it may not read (not for the superuser, who may)',
    () => {
      put('closed/a.md')
      chmodSync(join(folder, 'closed'), 0)
      expect(summary(walk())).toEqual(['closed: FILE_UNREADABLE'])
      chmodSync(join(folder, 'closed'), 0o700)
    },
  )
})
