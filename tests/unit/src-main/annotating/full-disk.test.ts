import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Notes } from '../../../../src-main/annotating/index.ts'
import { draftOn } from './stock.ts'
import { openTestNotes } from './support.ts'

/** Whether a small file system can be mounted here, and why not. */
const reason = ((): string | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'mounting a small tmpfs needs root on Linux'
  const folder = mkdtempSync(join(tmpdir(), 'lectern-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'lectern-test', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return null
  } catch {
    return 'mount -t tmpfs is not permitted here'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})()

/** A file system of so many KiB, gone when the test is over. */
function mountSmall(size: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-full-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'lectern-test', folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

async function bodies(notes: Notes): Promise<string[]> {
  return (await notes.list({ kind: 'everything' })).map(({ annotation }) => annotation.body).sort()
}

/** Makes annotations until the disk is full; gives what was acknowledged and how the last one failed. */
async function fill(notes: Notes, name: string): Promise<{ acknowledged: string[]; failure: unknown }> {
  const acknowledged: string[] = []
  for (let number = 0; number < 10_000; number += 1) {
    const body = `${name}-${number} ${'x'.repeat(number % 900)}`
    try {
      await notes.create(draftOn('the wind', { body }))
      acknowledged.push(body)
    } catch (failure) {
      return { acknowledged, failure }
    }
  }
  throw new Error('The disk did not fill')
}

describe.skipIf(reason !== null)(
  `notes on a full disk${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    it('refuse what does not fit, keep what was acknowledged, and go on when there is room', async () => {
      const disk = mountSmall(256)
      const folder = join(disk, 'notes')
      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, Buffer.alloc(96 * 1024))
      const notes = await openTestNotes(folder)
      const { acknowledged, failure } = await fill(notes, 'first')
      expect(failure).toMatchObject({ code: 'NOT_SAVED', details: { reason: 'ENOSPC' } })
      expect(acknowledged.length).toBeGreaterThan(20)
      expect(await bodies(notes)).toEqual([...acknowledged].sort())
      await expect(notes.create(draftOn('the rain'))).rejects.toMatchObject({ code: 'NOT_SAVED' })
      const before = await openTestNotes(folder)
      expect(await bodies(before)).toEqual([...acknowledged].sort())
      expect(before.problems()).toEqual([])
      rmSync(ballast)
      await notes.create(draftOn('the rain', { body: 'room again' }))
      await notes.close()
      expect(await bodies(await openTestNotes(folder))).toEqual([...acknowledged, 'room again'].sort())
    })

    it(
      'lose nothing, and destroy no checkpoint, at any level of free space',
      { timeout: 120_000 },
      async () => {
        const outcome = { refused: 0, waiting: 0 }
        for (let free = 4; free <= 140; free += 4) await tryLevel(free, outcome)
        expect(outcome.refused).toBeGreaterThan(0)
        expect(outcome.waiting, 'journals whose checkpoints did not fit').toBeGreaterThan(3)
      },
    )
  },
)

/** Makes notes, then more with so many KiB free, and compares what was acknowledged with what is found again. */
async function tryLevel(free: number, outcome: { refused: number; waiting: number }): Promise<void> {
  const disk = mountSmall(512)
  const folder = join(disk, 'notes')
  const acknowledged: string[] = []
  const add = async (notes: Notes, count: number, name: string): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      const body = `${name}-${number}`
      const saved = await notes.create(draftOn('the wind', { body })).catch(() => null)
      if (saved === null) outcome.refused += 1
      else acknowledged.push(body)
    }
  }
  const early = await openTestNotes(folder)
  await add(early, 30, 'early')
  await early.close()
  writeFileSync(join(disk, 'ballast'), Buffer.alloc((512 - usedIn(disk) - free) * 1024))
  const late = await openTestNotes(folder)
  await add(late, 10, 'late')
  await late.close()
  outcome.waiting += readdirSync(folder).filter((name) => name.startsWith('journal-')).length
  const after = await openTestNotes(folder)
  const found = await bodies(after)
  expect(
    acknowledged.filter((body) => !found.includes(body)),
    `${free} KiB free`,
  ).toEqual([])
  expect(after.problems(), `${free} KiB free`).toEqual([])
}

/** KiB that files take in a folder, in pages of 4 KiB. */
function usedIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + Math.ceil(statSync(join(entry.parentPath, entry.name)).size / 4096) * 4, 0)
}
