// Where the person left each document. Saving is cheap and frequent (every pause in scrolling), so positions are kept
// in memory and written at most twice a second; two processes on one folder are merged by the time of saving.
import { z } from 'zod'
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import type { BundleId, DocumentId, Edition } from '../../../src-shared/domain/ids.ts'
import { Progression, Timestamp, toTextOffset } from '../../../src-shared/domain/ids.ts'
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

/**
 * Opens the positions of a data folder. A damaged file is set aside and an empty one begun. `now` in milliseconds since
 * 1970, for tests: a position from the future was saved while the clock was wrong, and gives way to any other.
 */
export async function openPositions(
  folder: string,
  openStore: StoreFactory,
  now: () => number = Date.now,
): Promise<Positions> {
  const file = openSavedFile({ folder, name: 'positions', schema: PositionsFile, format: 1, openStore })
  const loaded = await file.load()
  const positions = new Map<string, ReadingPosition>()
  const merge = (offered: readonly ReadingPosition[]): boolean => takeNewer(positions, offered, now())
  merge(loaded.kind === 'read' ? loaded.value.positions : [])
  let dirty = false
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  const write = async (): Promise<void> => {
    if (!dirty) return
    dirty = false
    try {
      await file.update((saved) => {
        merge(saved?.positions ?? [])
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
    findLast: (bundleId) => findNewest(positions.values(), bundleId, now()),
    save(position) {
      if (!merge([notAfter(position, now())])) return
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
function takeNewer(
  into: Map<string, ReadingPosition>,
  positions: readonly ReadingPosition[],
  now: number,
): boolean {
  let changed = false
  for (const position of positions) {
    const key = toKey(position.locator.bundleId, position.locator.documentId)
    const known = into.get(key)
    if (known !== undefined && toAge(known, now) <= toAge(position, now)) continue
    into.set(key, position)
    changed = true
  }
  return changed
}

/** Milliseconds since it was saved; without end for one from the future. */
function toAge({ saved }: ReadingPosition, now: number): number {
  const age = now - Date.parse(saved)
  return age < 0 ? Infinity : age
}

/** The position, saved now at the latest: the clock of an interface may run ahead. */
function notAfter(position: ReadingPosition, now: number): ReadingPosition {
  if (Date.parse(position.saved) <= now) return position
  return { ...position, saved: Timestamp.parse(new Date(now).toISOString()) }
}

function findNewest(
  positions: Iterable<ReadingPosition>,
  bundleId: BundleId,
  now: number,
): ReadingPosition | null {
  let newest: ReadingPosition | null = null
  for (const position of positions) {
    if (position.locator.bundleId !== bundleId) continue
    if (newest === null || toAge(position, now) < toAge(newest, now)) newest = position
  }
  return newest
}

function toKey(bundleId: BundleId, documentId: DocumentId): string {
  return `${bundleId}/${documentId}`
}
