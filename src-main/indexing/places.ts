// Where terms stand in sections, read for many sections at once: each list is gone through once, and positions are
// read only where they are asked for.
import type { TermTable } from './binary/term-table.ts'

/** By section: the first token and the number of tokens of each place, in turns, term by term. */
export type Places = Map<number, number[]>

/** The places of the terms in one field of the sections, which must ascend; sections without any are left out. */
export function readPlaces(
  terms: readonly number[],
  field: number,
  sections: readonly number[],
  table: TermTable,
): Places {
  const places: Places = new Map()
  const first = sections[0] ?? 0
  const wanted = new Uint8Array((sections.at(-1) ?? 0) - first + 1)
  for (const section of sections) wanted[section - first] = 1
  for (const term of terms) {
    const found = findWanted(table.postings(term, field), wanted, first)
    if (found.length === 0) continue
    const cursor = table.positions(term, field)
    for (const section of found) {
      if (!cursor.seek(section)) continue
      const read = cursor.read()
      const known = places.get(section)
      if (known === undefined) places.set(section, read)
      else for (const each of read) known.push(each)
    }
  }
  return places
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
