// The order of the documents in an index: that in which Lunr enumerates their refs, and what becomes of a document
// whose ref comes again. Nearly always the order in which they came; then there is nothing to do.
import { type OccurrenceList, STRIDE } from '../gathering/occurrences.ts'

/** Refs from here on are no array indices. */
const LIMIT = 2 ** 32 - 1
const INDEX = /^(0|[1-9]\d{0,9})$/

/** How documents as they came become documents of the index. Arrays are by number of arrival or by number. */
export interface DocumentOrder {
  readonly documents: number
  /** For each arrival, its document's number. */
  readonly numbers: Uint32Array
  /** For each document, the arrival that counts: the last of its ref. */
  readonly latest: Uint32Array
  /** For each document, 1 when its ref is an array index. */
  readonly isIndex: Uint8Array
  /** Documents by number, in the order in which they first came. */
  readonly added: Uint32Array
  /** False when a ref came again. */
  readonly unique: boolean
}

/** Works out the order. Null when documents are numbered as they came, each ref once. */
export function findOrder(refs: readonly string[]): DocumentOrder | null {
  const known = new Map<string, number>()
  const arrivals = refs.map((ref) => {
    const document = known.get(ref) ?? known.size
    known.set(ref, document)
    return document
  })
  const names = [...known.keys()]
  const indices = names.map((ref) => INDEX.test(ref) && Number(ref) < LIMIT)
  const order = names.map((_, document) => document)
  // JavaScript enumerates refs that are indices first, ascending; Lunr's ties follow that.
  order.sort((a, b) => {
    if (indices[a] !== indices[b]) return indices[a] ? -1 : 1
    return indices[a] ? Number(names[a]) - Number(names[b]) : a - b
  })
  const unique = names.length === refs.length
  if (unique && order.every((document, number) => document === number)) return null
  const added = shared(names.length)
  order.forEach((document, number) => (added[document] = number))
  const numbers = shared(refs.length)
  const latest = shared(names.length)
  arrivals.forEach((document, arrival) => {
    const number = added[document] ?? 0
    numbers[arrival] = number
    latest[number] = arrival
  })
  const isIndex = new Uint8Array(new SharedArrayBuffer(names.length))
  order.forEach((document, number) => (isIndex[number] = indices[document] ? 1 : 0))
  return { documents: names.length, numbers, latest, isIndex, added, unique }
}

/** What came by arrival, by document: of each document that which counts. */
export function arrange<T extends Uint32Array | Float64Array>(values: T, order: DocumentOrder | null): T {
  if (order === null) return values
  const arranged = values.slice(0, order.documents)
  order.latest.forEach((arrival, number) => (arranged[number] = values[arrival] ?? 0))
  return arranged as T
}

/** Occurrences by document of the index. */
export interface ArrangedOccurrences {
  readonly list: OccurrenceList
  /** For each document, how often the term stands in the version that counts. */
  readonly frequencies: readonly number[]
}

/**
 * The occurrences of one term in one field, by arrival, put by document: those of all versions, in the order in which
 * Lunr enumerates the documents of a posting.
 * @param order null when documents are numbered as they came
 */
export function arrangeOccurrences(
  list: OccurrenceList,
  order: DocumentOrder | null,
  arranged: OccurrenceList,
): ArrangedOccurrences {
  const { values, length } = list
  const groups = new Map<number, { readonly occurrences: number[]; frequency: number }>()
  for (let at = 0; at < length; at += STRIDE) {
    const arrival = values[at] ?? 0
    const document = order?.numbers[arrival] ?? arrival
    const group = groups.get(document) ?? { occurrences: [], frequency: 0 }
    groups.set(document, group)
    group.occurrences.push(at)
    if ((order?.latest[document] ?? arrival) === arrival) group.frequency += 1
  }
  const documents = [...groups.keys()]
  if (order !== null) documents.sort((a, b) => rankOf(a, order) - rankOf(b, order))
  arranged.length = 0
  arranged.reserve(length)
  const frequencies = documents.map((document) => {
    const group = groups.get(document)
    for (const at of group?.occurrences ?? []) {
      arranged.values[arranged.length++] = document
      arranged.values[arranged.length++] = values[at + 1] ?? 0
      arranged.values[arranged.length++] = values[at + 2] ?? 0
    }
    return group?.frequency ?? 0
  })
  return { list: arranged, frequencies }
}

/** When refs come again, those that are no indices follow their first occurrence in the posting. */
function rankOf(document: number, { isIndex, unique }: DocumentOrder): number {
  return unique || isIndex[document] === 1 ? document : Number.MAX_SAFE_INTEGER
}

function shared(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length))
}
