// The door of settings: the person's choices, kept in one store file. A file that cannot be read is renamed and kept;
// a write that does not hold is taken back. Settings hold nothing that search, notes or documents depend on.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'
import { Settings, SettingsPatch } from '../../src-shared/domain/settings.ts'
import type { SettingsProblem } from './settings-file.ts'
import { SettingsFile } from './settings-file.ts'

export type { SettingsProblem } from './settings-file.ts'

export interface SettingsOptions {
  /** The data folder; the file in it is `settings.json`. */
  readonly folder: string
  readonly openStore: StoreFactory
}

export interface SettingsService {
  /** All settings; what is not set, or not valid in the file, has its default. */
  get(): Settings
  /**
   * Sets whole top-level values and answers with all settings once they are on the disk. Rejects with INVALID_INPUT
   * naming an unknown or invalid setting, and with NOT_SAVED when it could not be written; then nothing changed.
   */
  update(patch: SettingsPatch): Promise<Settings>
  /** Calls `listener` after every update until the returned function is called. */
  subscribe(listener: (settings: Settings) => void): () => void
  /** What was wrong with the file when it was read. */
  problems(): SettingsProblem[]
}

/** Opens the settings. A damaged file never keeps it from opening. */
export function openSettings(options: SettingsOptions): SettingsService {
  const file = new SettingsFile(join(options.folder, 'settings.json'), options.openStore)
  const listeners = new Set<(settings: Settings) => void>()
  const problems: SettingsProblem[] = []
  let current = readSettings(file, problems)
  let seen = identify(file.path)
  let turn: Promise<unknown> = Promise.resolve()

  const update = (patch: SettingsPatch): Settings => {
    const parsed = SettingsPatch.safeParse(patch)
    if (!parsed.success) throw invalid(parsed.error)
    const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
    file.write({ ...file.read().content, ...given })
    current = readSettings(file, [])
    seen = identify(file.path)
    for (const listener of listeners) listener(current)
    return current
  }
  return {
    get() {
      const now = identify(file.path)
      if (now !== seen) {
        current = readSettings(file, problems)
        seen = identify(file.path)
      }
      return current
    },
    update(patch) {
      const result = turn.then(() => update(patch))
      turn = result.catch(() => undefined)
      return result
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    // An invalid value is found again at every reading; the person is told once.
    problems: () => [...new Map(problems.map((problem) => [problem.message, problem])).values()],
  }
}

/** The settings in the file; a value that is not valid gives way to its default, and is not touched in the file. */
function readSettings(file: SettingsFile, problems: SettingsProblem[]): Settings {
  const { content, problem } = file.read()
  if (problem !== null) problems.push(problem)
  const values: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(Settings.shape)) {
    if (!Object.hasOwn(content, name)) continue
    const parsed = schema.safeParse(content[name])
    if (parsed.success) values[name] = parsed.data
    else
      problems.push({
        file: file.path,
        message: `The setting “${name}” in “${file.path}” is not valid. Its default is used; change it to write a valid one.`,
      })
  }
  return Settings.parse(values)
}

function identify(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? '' : `${found.ino}/${found.size}/${found.mtimeMs}`
}

function invalid(error: {
  readonly issues: readonly {
    readonly code: string
    readonly path: readonly PropertyKey[]
    readonly message: string
  }[]
}): LecternError {
  const [issue] = error.issues
  const unknown =
    issue !== undefined && 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.join(', ') : ''
  const name = unknown === '' ? (issue?.path.map(String).join('.') ?? '') : unknown
  const message =
    unknown === ''
      ? `The setting “${name}” cannot have this value: ${issue?.message ?? 'it is not valid'}.`
      : `There is no setting “${unknown}”. Check its spelling.`
  return new LecternError('INVALID_INPUT', message, { details: { name } })
}
