// Where the person's data lives. Both hosts ask here, so that they always share one folder; nothing is created.
import { join, resolve } from 'node:path'

/** What the answer depends on, so that a test can ask for every platform. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The person's home folder, absolute. */
  readonly home: string
}

/** The application's name in the platform's usual place. */
const NAME = 'Lectern'

/**
 * The data folder, absolute: `LECTERN_DATA_DIR` when it is set and not empty, else the platform's usual place
 * (`%APPDATA%\Lectern`, `~/Library/Application Support/Lectern`, `$XDG_CONFIG_HOME/Lectern` or `~/.config/Lectern`).
 * A relative `XDG_CONFIG_HOME` is ignored, as the XDG Base Directory Specification asks.
 */
export function findDataFolder({ platform, env, home }: Surroundings): string {
  const chosen = env['LECTERN_DATA_DIR']
  if (chosen !== undefined && chosen !== '') return resolve(chosen)
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), NAME)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME)
  const config = env['XDG_CONFIG_HOME']
  return join(config?.startsWith('/') === true ? config : join(home, '.config'), NAME)
}
