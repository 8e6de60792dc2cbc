// Folders for what is not yet part of the library: files handed over by the interface, bundles being built. Each
// process has one of its own, and removes those of processes that are gone; nothing in them is ever worth keeping.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { isAlive } from '../saved/file-lock.ts'

export interface Staging {
  /** This process's own folder, absolute, on the same file system as the library. */
  readonly folder: string
  /** A new empty folder in it. */
  makeFolder(): Promise<string>
  /** Removes everything. */
  close(): Promise<void>
}

/** Opens a staging folder in the data folder, which is made when it is not there. Rejects with NOT_SAVED. */
export async function openStaging(dataFolder: string): Promise<Staging> {
  const all = join(dataFolder, 'staging')
  const folder = join(all, `${process.pid}-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(all, { recursive: true, mode: 0o700 })
    for (const name of await readdir(all))
      if (!isAlive(Number(name.split('-')[0]))) await rm(join(all, name), { recursive: true, force: true })
    await mkdir(folder, { mode: 0o700 })
  } catch (cause) {
    throw new LecternError(
      'NOT_SAVED',
      `The data folder “${dataFolder}” cannot be written. Change its permissions, or name another in LECTERN_DATA_DIR.`,
      { details: { folder: dataFolder }, cause },
    )
  }
  return {
    folder,
    makeFolder: () => mkdtemp(join(folder, 'work-')),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
