// Where the notes are that a command works on: the folder that was given, or the one both hosts use.

import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { LecternError } from '../../src-shared/contract/errors.ts'
import { findDataFolder } from '../hosts/data-folder.ts'

/** The data folder, absolute. `given` comes before `LECTERN_DATA_DIR`, and that before the platform's usual place. */
export function findFolder(env: NodeJS.ProcessEnv, given: string | undefined): string {
  if (given !== undefined) return resolve(given)
  return findDataFolder({ platform: process.platform, env, home: homedir() })
}

/** Rejects with NOT_FOUND where there is no such folder: a command that only reads notes must not make one. */
export async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory() === true) return
  throw new LecternError(
    'NOT_FOUND',
    `There is no data folder ${folder}, so there are no notes. Name another with --data-dir.`,
    { details: { file: folder } },
  )
}
