import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LecternError } from '../../../../../../src-shared/contract/errors.ts'
import {
  openUploads,
  type Uploads,
  UPLOAD_LIMITS,
} from '../../../../../../src-main/hosts/web/uploads/uploads.ts'

let folder: string
let uploads: Uploads
const send = (path: string, text: string, batch = 'batch') =>
  uploads.receive(batch, path, Readable.from([Buffer.from(text)]), 1_700_000_000_000)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
  uploads = openUploads(folder, { ...UPLOAD_LIMITS, file: 10, batch: 25, files: 5, batches: 2 })
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('uploads', () => {
  it('keep the paths, the bytes and the times of files', async () => {
    await send('docs/a.md', '# A')
    await send('docs/sub/b.md', '# B')
    const { path, refused } = await uploads.claim('batch')
    expect(refused).toEqual([])
    expect(await readFile(join(path, 'docs/sub/b.md'), 'utf8')).toBe('# B')
    expect((await stat(join(path, 'docs/a.md'))).mtimeMs).toBe(1_700_000_000_000)
    expect(await readdir(folder)).toEqual(['batch'])
  })

  it('hand a batch over once', async () => {
    await send('a.md', 'x')
    await uploads.claim('batch')
    await expect(uploads.claim('batch')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(uploads.claim('../batch')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('report what is refused for its name or size, and keep nothing of it', async () => {
    await send('good.md', 'x')
    await expect(send('..%2fbad.md', 'x')).rejects.toMatchObject({ code: 'NAME_HOSTILE' })
    await expect(send('GOOD.md', 'y')).rejects.toMatchObject({ code: 'NAME_HOSTILE' })
    await expect(send('large.md', 'x'.repeat(11))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    const { path, refused } = await uploads.claim('batch')
    expect(await readdir(path)).toEqual(['good.md'])
    expect(refused.map((item) => [item.outcome, item.path])).toEqual([
      ['refused', '../bad.md'],
      ['refused', 'GOOD.md'],
      ['refused', 'large.md'],
    ])
    expect(await readdir(folder)).toEqual(['batch'])
  })

  it('bound a batch in bytes, giving back what a refused file took', async () => {
    await send('a', 'x'.repeat(10))
    await expect(send('b', 'x'.repeat(11))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    await send('c', 'x'.repeat(10))
    await expect(send('d', 'x'.repeat(6))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    await send('e', 'x'.repeat(5))
  })

  it('bound the number of files and of batches', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await send(name, '')
    await expect(send('f', '')).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    await send('a', '', 'second')
    await expect(send('a', '', 'third')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('go on after as many batches as there may be were given up, and keep nothing of those', async () => {
    let time = 0
    uploads = openUploads(folder, { ...UPLOAD_LIMITS, batches: 2 }, () => time)
    await send('a', 'x', 'first')
    await send('a', 'x', 'second')
    time = 5 * 60_000
    await send('b', 'x', 'second')
    await expect(send('a', 'x', 'third')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    time = 11 * 60_000
    await send('a', 'x', 'third')
    expect((await readdir(folder)).sort()).toEqual(['second', 'third'])
    await expect(uploads.claim('first')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await readdir((await uploads.claim('second')).path)).toEqual(['a', 'b'])
  })

  it('take a file again that was cut short', async () => {
    const cut = new Readable({
      read() {
        this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
      },
    })
    await expect(uploads.receive('batch', 'a.md', cut, null)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await send('a.md', 'whole')
    expect(await readFile(join((await uploads.claim('batch')).path, 'a.md'), 'utf8')).toBe('whole')
  })

  it('say that they cannot be written when their folder cannot be made', async () => {
    uploads = openUploads(join(folder, 'file', 'below'))
    await writeFile(join(folder, 'file'), '')
    await expect(send('a.md', 'x')).rejects.toBeInstanceOf(LecternError)
  })

  it('refuse a file that is a folder as well', async () => {
    await send('a/b', '')
    await expect(send('a', '')).rejects.toMatchObject({ code: 'NAME_HOSTILE' })
    await expect(send('a/b/c', '')).rejects.toMatchObject({ code: 'NAME_HOSTILE' })
  })

  it('keep nothing of a file that is cut short', async () => {
    const broken = new Readable({ read: () => undefined })
    broken.push('x')
    const receiving = uploads.receive('batch', 'a.md', broken, null)
    setImmediate(() => broken.destroy())
    await expect(receiving).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await readdir((await uploads.claim('batch')).path)).toEqual([])
  })
})
