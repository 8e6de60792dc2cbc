// Where terms stand in sections, read for many sections at once: each list is gone through once, and positions are
// read only where they are asked for.
import type { PositionCursor } from './binary/position-cursor.ts'
import type { TermTable } from './binary/term-table.ts'

/** By section: the first token and the number of tokens of each place, in turns, term by term. */
export type Places = Map<number, number[]>

/** After how many lists or sections the time is looked at. */
const PATIENCE = 64

/**
 * The places of the terms in one field of the sections, which must ascend; sections without any are left out.
 * @param isOver once true, what has not been read is left out too
 */
export function readPlaces(
  terms: readonly number[],
  field: number,
  sections: readonly number[],
  table: TermTable,
  isOver: () => boolean = () => false,
): Places {
  const places: Places = new Map()
  const first = sections[0] ?? 0
  const wanted = new Uint8Array((sections.at(-1) ?? 0) - first + 1)
  for (const section of sections) wanted[section - first] = 1
  let work = 0
  const hasTime = (): boolean => work++ % PATIENCE !== 0 || !isOver()
  for (const term of terms) {
    if (!hasTime()) break
    const found = findWanted(table.postings(term, field), wanted, first)
    if (found.length > 0) addPlaces(places, found, table.positions(term, field), hasTime)
  }
  return places
}

/** Adds the places of a term in sections. */
function addPlaces(
  places: Places,
  sections: readonly number[],
  cursor: PositionCursor,
  hasTime: () => boolean,
): void {
  for (const section of sections) {
    if (!hasTime()) return
    if (!cursor.seek(section)) continue
    const read = cursor.read()
    const known = places.get(section)
    if (known === undefined) places.set(section, read)
    else for (const each of read) known.push(each)
  }
}

/** The sections of a list that are wanted; `wanted` begins with the section `first`. */
function findWanted(
  { documents, length }: { readonly documents: Uint32Array; readonly length: number },
  wanted: Uint8Array,
  first: number,
): number[] {
  const found: number[] = []
  for (let at = 0; at < length; at += 1) {
    const section = documents[at] ?? 0
    if (wanted[section - first] === 1) found.push(section)
  }
  return found
}
