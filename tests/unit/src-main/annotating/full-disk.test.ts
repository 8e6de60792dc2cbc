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
      'lose nothing at any level of free space when checkpoints are written',
      { timeout: 120_000 },
      async () => {
        let refused = 0
        for (let free = 4; free <= 124; free += 8) {
          const disk = mountSmall(512)
          const folder = join(disk, 'notes')
          const notes = await openTestNotes(folder)
          const acknowledged: string[] = []
          const add = async (count: number, name: string): Promise<void> => {
            for (let number = 0; number < count; number += 1) {
              const body = `${name}-${number}`
              const saved = await notes.create(draftOn('the wind', { body })).catch(() => null)
              if (saved !== null) acknowledged.push(body)
              else refused += 1
            }
          }
          await add(30, 'early')
          await notes.close()
          const used = usedIn(disk)
          writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, 512 - used - free) * 1024))
          const later = await openTestNotes(folder)
          for (let number = 0; number < 10; number += 1) {
            const body = `late-${number}`
            if ((await later.create(draftOn('the wind', { body })).catch(() => null)) !== null)
              acknowledged.push(body)
            else refused += 1
          }
          await later.close()
          const found = await bodies(await openTestNotes(folder))
          expect(
            acknowledged.filter((body) => !found.includes(body)),
            `${free} KiB free`,
          ).toEqual([])
        }
        expect(refused).toBeGreaterThan(0)
      },
    )
  },
)

/** KiB that files take in a folder, in pages of 4 KiB. */
function usedIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + Math.ceil(statSync(join(entry.parentPath, entry.name)).size / 4096) * 4, 0)
}
