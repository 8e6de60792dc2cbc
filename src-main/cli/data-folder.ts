// Where the notes are that a command works on: the folder that was given, or the one both hosts use.

import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { findDataFolder } from '../hosts/data-folder.ts'

/** The data folder, absolute. `given` comes before `LECTERN_DATA_DIR`, and that before the platform's usual place. */
export function findFolder(env: NodeJS.ProcessEnv, given: string | undefined): string {
  if (given !== undefined) return resolve(given)
  return findDataFolder({ platform: process.platform, env, home: homedir() })
}
