// The order of hits: documents by their best hit, within each the best hit first. Only as much is put in order as has
// been asked for; the rest waits in a heap. A document's sections and notes stand in one order.
import type { NoteMatches, TextMatches } from '../matches.ts'
import type { NoteSpan } from '../notes/match-notes.ts'
import type { IndexedNote } from '../notes/note-index.ts'
import { type BestFirst, openBestFirst } from './best-first.ts'
import type { DocumentPlace, Groups } from './groups.ts'

/** A hit before it is made ready to be shown. `section` is its number in the index. */
export type Found =
  | { readonly kind: 'section'; readonly text: TextMatches; readonly section: number; readonly score: number }
  | {
      readonly kind: 'note'
      readonly place: DocumentPlace
      readonly note: IndexedNote
      readonly score: number
      spans(): readonly NoteSpan[]
    }

/** All that was found, counted, and put in order as far as it has been looked at. */
export interface Ranking {
  readonly total: number
  readonly documents: number
  /** Hits from `offset` on, at most `limit`. Looking further on is cheap; nothing is put in order twice. */
  page(offset: number, limit: number): Found[]
}

/**
 * Ranks what no filter bars. Equal documents keep the order of bundles and of reading; within a document equal
 * sections come in reading order, then equal notes.
 */
export function rank(groups: Groups): Ranking {
  const { sizes, best, total } = measure(groups)
  const items = Array.from(sizes.keys()).filter((group) => (sizes[group] ?? 0) > 0)
  const documents = items.length
  const next = openBestFirst(items, best, groups.documents)
  const ordered: number[] = []
  const ends: number[] = []
  const orders = new Map<number, Uint32Array>()
  const open = (group: number): Uint32Array => {
    const known = orders.get(group) ?? orderGroup(groups, group)
    orders.set(group, known)
    return known
  }
  return {
    total,
    documents,
    page(offset, limit) {
      const end = Math.min(total, offset + limit)
      extend(ordered, ends, next, sizes, end)
      const page: Found[] = []
      for (let at = findEnd(ends, offset); offset + page.length < end; at += 1) {
        const group = ordered[at] ?? 0
        const from = offset + page.length - (ends[at - 1] ?? 0)
        for (const item of open(group).subarray(from, from + end - offset - page.length))
          page.push(toFound(groups, group, item))
      }
      return page
    },
  }
}

/** Puts documents in order until they have `end` hits together. */
function extend(ordered: number[], ends: number[], next: BestFirst, sizes: Uint32Array, end: number): void {
  while ((ends.at(-1) ?? 0) < end) {
    const group = next()
    if (group === undefined) return
    ends.push((ends.at(-1) ?? 0) + (sizes[group] ?? 0))
    ordered.push(group)
  }
}

/** The first of the ascending `ends` that is greater than `offset`. */
function findEnd(ends: readonly number[], offset: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** How many hits each group has, and the score of its best. */
function measure({ matches, from, to, texts, bars, groupOf }: Groups): {
  readonly sizes: Uint32Array
  readonly best: Float64Array
  readonly total: number
} {
  const sizes = new Uint32Array(from.length)
  const best = new Float64Array(from.length).fill(-1)
  let total = 0
  const count = (group: number, hits: number, score: number): void => {
    sizes[group] = (sizes[group] ?? 0) + hits
    if (score > (best[group] ?? 0)) best[group] = score
    total += hits
  }
  from.forEach((start, group) => {
    const end = to[group] ?? 0
    const scores = matches.texts[texts[group] ?? 0]?.scores
    if (bars[group] !== 0 || scores === undefined || start === end) return
    let most = 0
    for (let at = start; at < end; at += 1) most = Math.max(most, scores[at] ?? 0)
    count(group, end - start, most)
  })
  groupOf.forEach((group, note) => {
    if (matches.notes.bars[note] === 0) count(group, 1, matches.notes.scores[note] ?? 0)
  })
  return { sizes, best, total }
}

/** A document's hits, best first: a section by its place in the matches, a note by its number and all places of text. */
function orderGroup({ matches, texts, from, to, bars, notes }: Groups, group: number): Uint32Array {
  const { scores, sections } = matches.texts[texts[group] ?? 0] ?? { scores: [], sections: [] }
  const items: number[] = []
  if (bars[group] === 0) for (let at = from[group] ?? 0; at < (to[group] ?? 0); at += 1) items.push(at)
  for (const note of sortNotes(matches.notes, notes.get(group) ?? []))
    if (matches.notes.bars[note] === 0) items.push(sections.length + note)
  const scoreOf = (item: number): number =>
    (item < sections.length ? scores[item] : matches.notes.scores[item - sections.length]) ?? 0
  return Uint32Array.from(items.sort((a, b) => scoreOf(b) - scoreOf(a)))
}

/** In reading order, as far as it is known where they stand; else as they were made. */
function sortNotes({ notes }: NoteMatches, numbers: readonly number[]): number[] {
  const startOf = (number: number): number => notes[number]?.note.selectors.position.start ?? 0
  const idOf = (number: number): string => notes[number]?.note.id ?? ''
  return [...numbers].sort((a, b) => startOf(a) - startOf(b) || (idOf(a) < idOf(b) ? -1 : 1))
}

function toFound(groups: Groups, group: number, item: number): Found {
  const { matches, texts } = groups
  const text = matches.texts[texts[group] ?? 0]
  const number = item - (text?.sections.length ?? 0)
  if (text !== undefined && number < 0)
    return { kind: 'section', text, section: text.sections[item] ?? 0, score: text.scores[item] ?? 0 }
  const note = matches.notes.notes[number]
  if (note === undefined) throw new Error(`There is no match ${item}`)
  return {
    kind: 'note',
    place: groups.placeOf(group),
    note,
    score: matches.notes.scores[number] ?? 0,
    spans: () => matches.notes.spans(note),
  }
}
