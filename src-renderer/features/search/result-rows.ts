// Hits as the rows of one list: a row for each document, then its hits. Later pages only add rows at the end, so that
// nothing moves under the reader's eyes. Pure.
import type { SearchHit } from '../../../src-shared/domain/search.ts'

export type ResultRow =
  | {
      readonly kind: 'document'
      readonly key: string
      readonly title: string
      readonly bundleTitle: string
      /** Hits of the document in this page. */
      readonly count: number
    }
  | { readonly kind: 'hit'; readonly key: string; readonly hit: SearchHit; readonly index: number }

/**
 * Rows in the order in which they are shown. Documents stand in the order of their best hit, hits of a document in the
 * order of score; `index` is the hit's place in `hits`. Linear.
 *
 * @param pageSize hits are grouped within pages of this size
 */
export function toRows(hits: readonly SearchHit[], pageSize: number): readonly ResultRow[] {
  const rows: ResultRow[] = []
  for (let start = 0; start < hits.length; start += pageSize) {
    const page = hits.slice(start, start + pageSize).map((hit, offset) => ({ hit, index: start + offset }))
    const groups = Map.groupBy(page, ({ hit }) => `${hit.bundleId}/${hit.documentId}`)
    for (const [key, members] of groups) {
      const first = members[0]?.hit
      if (first === undefined) continue
      const { documentTitle: title, bundleTitle } = first
      rows.push({ kind: 'document', key: `${start}:${key}`, title, bundleTitle, count: members.length })
      for (const { hit, index } of members) rows.push({ kind: 'hit', key: `hit-${index}`, hit, index })
    }
  }
  return rows
}

/** The hit before or after one in the order of the rows; from none, the first or the last. -1 when there are none. */
export function findNextHit(rows: readonly ResultRow[], active: number, step: 1 | -1): number {
  const order = rows.flatMap((row) => (row.kind === 'hit' ? [row.index] : []))
  const at = order.indexOf(active)
  if (at === -1) return (step === 1 ? order[0] : order.at(-1)) ?? -1
  return order[Math.max(0, Math.min(order.length - 1, at + step))] ?? -1
}

/** A snippet in pieces, those that matched told from the rest. Marks that do not fit the text are left out. */
export function splitSnippet(
  text: string,
  marks: readonly (readonly [number, number])[],
): readonly { readonly text: string; readonly isMark: boolean }[] {
  const pieces: { text: string; isMark: boolean }[] = []
  let at = 0
  for (const [start, end] of marks) {
    if (start < at || end <= start || end > text.length) continue
    if (start > at) pieces.push({ text: text.slice(at, start), isMark: false })
    pieces.push({ text: text.slice(start, end), isMark: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMark: false })
  return pieces
}
