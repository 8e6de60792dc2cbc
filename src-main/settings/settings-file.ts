// The settings file: read with care, written so that a full disk cannot destroy it. It knows nothing of what settings
// there are. Calls are synchronous and rare; the file is a few kilobytes.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'

/** Something about the saved settings that the person should know. `file` is what was kept. */
export interface SettingsProblem {
  readonly file: string
  readonly message: string
}

export interface FileContent {
  readonly content: Readonly<Record<string, unknown>>
  /** Set when the file was damaged: it was renamed, and the copy before it, or nothing, is used. */
  readonly problem: SettingsProblem | null
}

/** A file that is being written is at most milliseconds old. */
const LEFT_AFTER_MS = 60_000

const FORBIDDEN = ['__proto__', 'constructor', 'prototype']

export class SettingsFile {
  readonly path: string
  readonly #openStore: StoreFactory
  /** The content before the last write, known to be good. */
  readonly #copy: string

  constructor(path: string, openStore: StoreFactory) {
    this.path = path
    this.#copy = path.replace(/\.json$/, '.previous.json')
    this.#openStore = openStore
    removeLeftovers(path)
  }

  /** What the file holds. A damaged one is renamed to `settings.damaged-<n>.json`. Throws when it cannot be renamed. */
  read(): FileContent {
    if (!existsSync(this.path)) return { content: {}, problem: null }
    const content = parse(this.path)
    if (content !== null) return { content, problem: null }
    const kept = this.#setAside()
    const previous = existsSync(this.#copy) ? parse(this.#copy) : null
    const instead = previous === null ? 'Defaults are used.' : 'The settings before the last change are used.'
    return {
      content: previous ?? {},
      problem: {
        file: kept,
        message: `“${this.path}” could not be read; it was kept as “${kept}”. ${instead}`,
      },
    }
  }

  /**
   * Writes the whole content through the store, flushes it and reads it back. Throws NOT_SAVED when it did not hold;
   * the file is then as it was.
   */
  write(content: Readonly<Record<string, unknown>>): void {
    const wanted: unknown = JSON.parse(JSON.stringify(content))
    let undo = (): void => undefined
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      undo = this.#preserve()
      this.#openStore({ folder: dirname(this.path), name: basename(this.path, '.json') }).store = {
        ...content,
      }
      flush(this.path)
      if (!isDeepStrictEqual(parse(this.path), wanted))
        throw new Error('The file does not hold what was written')
    } catch (cause) {
      undo()
      throw new LecternError(
        'NOT_SAVED',
        `The settings could not be written to “${this.path}”. Check that the disk has room and can be written to, then try again.`,
        { details: { file: this.path }, cause },
      )
    }
  }

  /** Makes a flushed copy of the file. Gives what puts the file back: renaming, which needs no room on the disk. */
  #preserve(): () => void {
    if (!existsSync(this.path)) return () => rmSync(this.path, { force: true })
    const part = `${this.#copy}.new`
    try {
      copyFileSync(this.path, part)
      flush(part)
      renameSync(part, this.#copy)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
    return () => renameSync(this.#copy, this.path)
  }

  #setAside(): string {
    for (let count = 1; ; count += 1) {
      const kept = join(dirname(this.path), `${basename(this.path, '.json')}.damaged-${count}.json`)
      if (existsSync(kept)) continue
      renameSync(this.path, kept)
      return kept
    }
  }
}

/** Removes what processes that were killed while writing left. A younger file may be another process's own. */
function removeLeftovers(path: string): void {
  try {
    for (const name of readdirSync(dirname(path))) {
      const file = join(dirname(path), name)
      if (!name.startsWith(`${basename(path)}.tmp-`)) continue
      if (Date.now() - statSync(file).mtimeMs > LEFT_AFTER_MS) rmSync(file, { force: true })
    }
  } catch {
    // There is no folder yet, or nothing may be removed from it: it harms nobody.
  }
}

/** The object in a JSON file; null when it is not one, or has a key that could reach a prototype. */
function parse(path: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isPlain(value) && isSafe(value) ? value : null
  } catch {
    return null
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSafe(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => !FORBIDDEN.includes(key) && isSafe(item))
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
