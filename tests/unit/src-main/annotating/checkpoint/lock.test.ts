import { spawnSync } from 'node:child_process'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireLock } from '../../../../../src-main/annotating/checkpoint/lock.ts'
import { buildMark, isRunning } from '../../../../../src-main/annotating/journal/process-mark.ts'
import { makeTemporary } from '../support.ts'

function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid
}

async function lockOf(folder: string, pid: number, host = hostname()): Promise<void> {
  const content = { token: '00000000000000aa', process: { pid, host, started: '' } }
  await writeFile(join(folder, 'checkpoint.lock'), JSON.stringify(content))
}

describe('acquireLock', () => {
  it('is held by one at a time and can be taken again after release', async () => {
    const folder = await makeTemporary()
    const mark = await buildMark()
    const first = await acquireLock(folder, mark)
    expect(await first?.isHeld()).toBe(true)
    expect(await acquireLock(folder, mark)).toBeNull()
    await first?.release()
    expect(await readdir(folder)).toEqual([])
    expect(await acquireLock(folder, mark)).not.toBeNull()
  })

  it('goes to exactly one of many that ask at once, also when a dead process left it', async () => {
    const mark = await buildMark()
    for (let round = 0; round < 10; round += 1) {
      const folder = await makeTemporary()
      await lockOf(folder, deadProcess())
      const locks = await Promise.all(Array.from({ length: 8 }, () => acquireLock(folder, mark)))
      const retry = locks.every((lock) => lock === null) ? [await acquireLock(folder, mark)] : []
      expect([...locks, ...retry].filter((lock) => lock !== null)).toHaveLength(1)
    }
  })

  it('leaves the lock of a running process, and of another machine', async () => {
    const folder = await makeTemporary()
    const mark = await buildMark()
    await lockOf(folder, process.pid)
    expect(await acquireLock(folder, mark)).toBeNull()
    await lockOf(folder, deadProcess(), 'another-machine')
    expect(await acquireLock(folder, mark)).toBeNull()
  })

  it('removes an empty lock file only when it has been there for a while', async () => {
    const folder = await makeTemporary()
    const mark = await buildMark()
    const path = join(folder, 'checkpoint.lock')
    await writeFile(path, '')
    expect(await acquireLock(folder, mark)).toBeNull()
    const old = new Date(Date.now() - 5 * 60_000)
    await utimes(path, old, old)
    expect(await acquireLock(folder, mark)).not.toBeNull()
  })
})

describe('isRunning', () => {
  it('tells a running process from a dead one, and a number that was given again', async () => {
    const mark = await buildMark()
    expect(await isRunning(mark)).toBe(true)
    expect(await isRunning({ ...mark, pid: deadProcess() })).toBe(false)
    if (mark.started !== '') expect(await isRunning({ ...mark, started: 'another boot/1' })).toBe(false)
  })
})
