// What a process that was killed while it wrote leaves beside the library's files: a ticket of a lock, or a new file
// that never took its name. It touches nothing that a running process may still need, and no file's content.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './file-lock.ts'

/** A ticket, or a new file, with the writing process's id; the store adds `.tmp-…` while it writes. */
const LEFTOVER = /^(?:library|positions)\.(?:json\.lock|new)-(\d+)-\d+(?:\.json(?:\.tmp-[0-9a-f]+)?)?$/

/** Removes the leftovers of processes that are gone. Never rejects: what cannot be removed harms nobody. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const pid = LEFTOVER.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}
