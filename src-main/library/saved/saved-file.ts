// One JSON file of the library, held in a key-value store and never written in place: the store writes a new file
// beside it, that file is flushed and read back, and only then takes the name. What cannot be read is set aside.
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import { withFileLock } from './file-lock.ts'

/** What was found: `damaged` was set aside under `file`, `newer` was written by a later version and is left alone. */
export type Loaded<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged'; readonly file: string }
  | { readonly kind: 'newer' }

export interface SavedFile<T> {
  /** Reads the file anew. Never throws for its content. */
  load(): Promise<Loaded<T>>
  /**
   * Reads, changes and writes the file while no other process does. `change` gets null where `load` finds no value.
   * @returns what was written
   * @throws LecternError NOT_SAVED (the old file is untouched) or DATA_NEWER
   */
  update(change: (saved: T | null) => T): Promise<T>
  /** Differs whenever the file was written, by any process; the empty string when it is not there. */
  stamp(): Promise<string>
  /** What was found wrong with the file since it was opened, for the person. */
  problems(): NotesProblem[]
}

interface SavedFileOptions<T> {
  readonly folder: string
  /** Without `.json`. */
  readonly name: string
  /** The current shape. It has a whole number `format`; a higher one in the file means a newer version. */
  readonly schema: z.ZodType<T>
  readonly format: number
  readonly openStore: StoreFactory
}

let writes = 0

/** Opens nothing yet; the folder must exist. */
export function openSavedFile<T extends Record<string, unknown>>(options: SavedFileOptions<T>): SavedFile<T> {
  const path = join(options.folder, `${options.name}.json`)
  const stamp = async (): Promise<string> => {
    const found = await stat(path, { bigint: true }).catch(() => null)
    return found === null ? '' : `${found.ino}-${found.size}-${found.mtimeNs}`
  }
  const problems = new Map<string, NotesProblem>()
  const load = async (): Promise<Loaded<T>> => {
    const loaded = await read()
    const problem = describeProblem(path, loaded)
    if (problem !== null) problems.set(problem.file, problem)
    return loaded
  }
  const read = async (): Promise<Loaded<T>> => {
    if ((await stamp()) === '') return { kind: 'absent' }
    const saved = readStore(options)
    if (saved !== null && isNewer(saved, options.format)) return { kind: 'newer' }
    const parsed = saved === null ? null : options.schema.safeParse(saved)
    if (parsed?.success === true) return { kind: 'read', value: parsed.data }
    const file = join(options.folder, `${options.name}.damaged-${Date.now()}.json`)
    await rename(path, file)
    return { kind: 'damaged', file }
  }
  return {
    load,
    stamp,
    problems: () => [...problems.values()],
    update: (change) =>
      withFileLock(`${path}.lock`, async () => {
        const loaded = await load()
        if (loaded.kind === 'newer')
          throw new LecternError('DATA_NEWER', `“${path}” was written by a newer Lectern and is not changed.`)
        const next = change(loaded.kind === 'read' ? loaded.value : null)
        await write(options, path, next)
        return next
      }),
  }
}

function describeProblem(path: string, loaded: Loaded<unknown>): NotesProblem | null {
  if (loaded.kind === 'newer') {
    const message = `“${path}” was written by a newer Lectern and is not changed. Update Lectern.`
    return { kind: 'read-only', file: path, message }
  }
  if (loaded.kind !== 'damaged') return null
  const message = `“${path}” could not be read; it was kept as “${loaded.file}”, and a new one begun.`
  return { kind: 'quarantined', file: loaded.file, message }
}

function readStore<T>({ openStore, folder, name }: SavedFileOptions<T>): Record<string, unknown> | null {
  try {
    return openStore({ folder, name }).store
  } catch {
    return null
  }
}

function isNewer(saved: Record<string, unknown>, format: number): boolean {
  return typeof saved['format'] === 'number' && saved['format'] > format
}

async function write<T extends Record<string, unknown>>(
  options: SavedFileOptions<T>,
  path: string,
  value: T,
): Promise<void> {
  writes += 1
  const name = `${options.name}.new-${process.pid}-${writes}`
  const temporary = join(options.folder, `${name}.json`)
  try {
    const store = options.openStore({ folder: options.folder, name })
    store.store = value
    await flush(temporary, 'r+')
    const written = options.openStore({ folder: options.folder, name }).store
    if (!isDeepStrictEqual(toPlain(written), toPlain(value))) throw new Error('It reads back differently.')
    await rename(temporary, path)
    await flushFolder(options.folder)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw new LecternError('NOT_SAVED', `“${path}” could not be written. Check the free space.`, { cause })
  }
}

function toPlain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** Waits until a folder's entries are on the disk. Windows cannot do that, and does not need it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await flush(folder, 'r')
}

async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
