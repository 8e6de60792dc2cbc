// Where the person left each document. Saving is cheap and frequent (every pause in scrolling), so positions are kept
// in memory and written at most twice a second; two processes on one folder are merged by the time of saving.
import { z } from 'zod'
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import type { BundleId, DocumentId, Edition } from '../../../src-shared/domain/ids.ts'
import { Progression, toTextOffset } from '../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../src-shared/domain/key-value-store.ts'
import { ReadingPosition } from '../../../src-shared/domain/locator.ts'
import { openSavedFile } from './saved-file.ts'

export interface Positions {
  find(bundleId: BundleId, documentId: DocumentId): ReadingPosition | null
  /** The newest position in the bundle, whichever document it is in. */
  findLast(bundleId: BundleId): ReadingPosition | null
  /** Takes it over at once; it is on the disk within half a second, or after `flush`. An older one is ignored. */
  save(position: ReadingPosition): void
  /** Resolves when everything saved is on the disk. Rejects with NOT_SAVED; what is in memory is kept and tried again. */
  flush(): Promise<void>
  /** What was wrong with the file. */
  problems(): NotesProblem[]
}

/** The file `positions.json`, format 1. */
export const PositionsFile = z.looseObject({ format: z.literal(1), positions: z.array(ReadingPosition) })
export type PositionsFile = z.infer<typeof PositionsFile>

const FLUSH_MS = 500

/** Opens the positions of a data folder. A damaged file is set aside and an empty one begun. */
export async function openPositions(folder: string, openStore: StoreFactory): Promise<Positions> {
  const file = openSavedFile({ folder, name: 'positions', schema: PositionsFile, format: 1, openStore })
  const loaded = await file.load()
  const positions = new Map<string, ReadingPosition>()
  merge(positions, loaded.kind === 'read' ? loaded.value.positions : [])
  let dirty = false
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  const write = async (): Promise<void> => {
    if (!dirty) return
    dirty = false
    try {
      await file.update((saved) => {
        merge(positions, saved?.positions ?? [])
        return { ...saved, format: 1, positions: [...positions.values()] }
      })
    } catch (error) {
      dirty = true
      throw error
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write, write)
    return writing
  }
  return {
    find: (bundleId, documentId) => positions.get(toKey(bundleId, documentId)) ?? null,
    findLast: (bundleId) => findNewest(positions.values(), bundleId),
    save(position) {
      if (!merge(positions, [position])) return
      dirty = true
      /** A failed write is tried again with the next position and at the end, where it is reported. */
      timer ??= setTimeout(() => void flush().catch(() => undefined), FLUSH_MS)
    },
    flush,
    problems: () => file.problems(),
  }
}

/**
 * The position in the edition that is installed: as it was saved when the edition is the same, else by progression.
 * @param length of the document's canonical text
 */
export function carryPosition(position: ReadingPosition, edition: Edition, length: number): ReadingPosition {
  const { locator } = position
  if (locator.edition === edition && locator.start <= length) return position
  const progression = locator.progression ?? Progression.parse(0)
  const start = toTextOffset(Math.round(progression * length))
  const { bundleId, documentId } = locator
  return { ...position, lineOffset: 0, locator: { bundleId, documentId, edition, start, progression } }
}

/** Takes over what is newer; true when anything was. */
function merge(into: Map<string, ReadingPosition>, positions: readonly ReadingPosition[]): boolean {
  let changed = false
  for (const position of positions) {
    const key = toKey(position.locator.bundleId, position.locator.documentId)
    const known = into.get(key)
    if (known !== undefined && known.saved >= position.saved) continue
    into.set(key, position)
    changed = true
  }
  return changed
}

function findNewest(positions: Iterable<ReadingPosition>, bundleId: BundleId): ReadingPosition | null {
  let newest: ReadingPosition | null = null
  for (const position of positions) {
    if (position.locator.bundleId !== bundleId) continue
    if (newest === null || position.saved > newest.saved) newest = position
  }
  return newest
}

function toKey(bundleId: BundleId, documentId: DocumentId): string {
  return `${bundleId}/${documentId}`
}
