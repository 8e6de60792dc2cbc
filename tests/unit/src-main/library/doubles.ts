// Stand-ins for what surrounds the library: a store as conf writes it, a search that only remembers, and folders of
// source texts to import.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SearchService } from '../../../../src-main/searching/index.ts'
import type { StoreFactory } from '../../../../src-shared/domain/key-value-store.ts'

/** A folder of its own for one test; the test removes it. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'lectern-library-'))
}

/** Reads and writes one JSON file, as conf does, without its dependencies. */
export const openJsonStore: StoreFactory = ({ folder, name }) => {
  const path = join(folder, `${name}.json`)
  return {
    path,
    get store() {
      if (!existsSync(path)) return {}
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
    },
    set store(value) {
      writeFileSync(path, JSON.stringify(value))
    },
  }
}

export interface SearchDouble extends SearchService {
  /** Bundle ids with editions that a query would look at. */
  readonly known: Map<string, string>
}

/** A search that finds nothing and remembers what it was given. */
export function makeSearch(): SearchDouble {
  const known = new Map<string, string>()
  return {
    known,
    add({ bundleId, edition }) {
      known.set(bundleId, edition)
      return Promise.resolve()
    },
    remove(bundleId) {
      known.delete(bundleId)
      return Promise.resolve()
    },
    putNotes: () => undefined,
    query: ({ text }) =>
      Promise.resolve({ query: text, took: 0, total: 0, documents: 0, hits: [], limited: [] }),
    close: () => Promise.resolve(),
  }
}

/** Writes files by their paths under `folder`. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}
