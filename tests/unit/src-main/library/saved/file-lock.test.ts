import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive, withFileLock } from '../../../../../src-main/library/saved/file-lock.ts'

let folder: string
let lock: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-lock-'))
  lock = join(folder, 'a.lock')
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('withFileLock', () => {
  it('lets one at a time in and leaves nothing behind', async () => {
    let inside = 0
    let most = 0
    const visit = () =>
      withFileLock(lock, async () => {
        inside += 1
        most = Math.max(most, inside)
        await sleep(5)
        inside -= 1
      })
    await Promise.all(Array.from({ length: 8 }, visit))
    expect(most).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('names its process while it is held, and lets go when the work fails', async () => {
    const work = withFileLock(lock, async () => {
      expect(await readFile(lock, 'utf8')).toBe(String(process.pid))
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await withFileLock(lock, () => Promise.resolve('again'))).toBe('again')
  })

  it('takes over the lock of a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    await writeFile(lock, String(pid))
    expect(await withFileLock(lock, () => Promise.resolve('mine'))).toBe('mine')
  })

  it('takes over a lock that was left long ago under an id that runs again', async () => {
    await writeFile(lock, String(process.ppid))
    await utimes(lock, 1, 1)
    expect(await withFileLock(lock, () => Promise.resolve('mine'))).toBe('mine')
  })

  it('says which file cannot be written', async () => {
    const nowhere = join(folder, 'missing', 'a.lock')
    await expect(withFileLock(nowhere, () => Promise.resolve())).rejects.toMatchObject({
      code: 'NOT_SAVED',
      message: expect.stringContaining(nowhere),
    })
  })
})

describe('isAlive', () => {
  it('knows this process, and no process for what is not an id', () => {
    expect(isAlive(process.pid)).toBe(true)
    for (const wrong of [0, -1, Number.NaN, 1.5]) expect(isAlive(wrong)).toBe(false)
  })
})
