// The documents of a term in one field, decoded. Positions are position-cursor.ts.
import { ByteReader } from './byte-reader.ts'
import { unusable } from './unusable.ts'

/** Documents between two skips. */
export const CHUNK = 128

/** The first `length` of each array count; frequencies are how often the term counts in each document. */
export interface PostingList {
  length: number
  documents: Uint32Array
  frequencies: Uint32Array
}

/** Numbers of documents, and of positions in one, have 32 bits. */
const MOST = 0xffff_ffff

/** How many skips a list of so many documents has. */
export function countSkips(count: number): number {
  return count > CHUNK ? Math.floor((count - 1) / CHUNK) : 0
}

/**
 * Decodes an ordered list of `list.length` documents into `list`, whose arrays must be long enough.
 * @throws LecternError INDEX_UNUSABLE unless the bytes are exactly such a list
 */
export function decodePostings(bytes: Uint8Array, documents: number, list: PostingList): void {
  const reader = new ByteReader(bytes)
  for (let left = 3 * countSkips(list.length); left > 0; left -= 1) reader.number()
  decodeSteps(bytes, reader.at, -1, list)
  if ((list.documents[list.length - 1] ?? 0) >= documents)
    throw unusable('it names a document that is not there')
}

/**
 * Decodes what follows the skips, from `at` to the end of the bytes.
 * @param before the number of the document before the first
 */
export function decodeSteps(bytes: Uint8Array, at: number, before: number, list: PostingList): void {
  const { length, documents, frequencies } = list
  let next = at
  let document = before
  // Numbers are read here and not by a reader: this loop is most of what a query does. A byte that another follows is
  // 0x80 too large, which the next one, less one, makes up for.
  for (let each = 0; each < length; each += 1) {
    let byte = bytes[next++] ?? 0
    let step = byte
    for (let scale = 0x80; byte > 0x7f; scale *= 0x80) {
      byte = bytes[next++] ?? 0
      step += (byte - 1) * scale
    }
    let frequency = 1
    if (step % 2 === 0) {
      byte = bytes[next++] ?? 0
      frequency = byte
      for (let scale = 0x80; byte > 0x7f; scale *= 0x80) {
        byte = bytes[next++] ?? 0
        frequency += (byte - 1) * scale
      }
      if (!(frequency <= MOST)) throw unusable('postings are damaged')
    }
    document += Math.floor(step / 2) + 1
    documents[each] = document
    frequencies[each] = frequency
  }
  if (next !== bytes.length || !(document < MOST)) throw unusable('postings are damaged')
}

/** The same for a list that is not ordered. @param counts takes the number of positions in each document */
export function decodeSigned(
  bytes: Uint8Array,
  documents: number,
  list: PostingList,
  counts?: Uint32Array,
): void {
  const reader = new ByteReader(bytes)
  let document = -1
  for (let each = 0; each < list.length; each += 1) {
    document += reader.signed()
    if (!(document >= 0 && document < documents)) throw unusable('it names a document that is not there')
    const count = reader.number()
    const frequency = reader.number()
    if (count > MOST || frequency > MOST) throw unusable('postings are damaged')
    list.documents[each] = document
    list.frequencies[each] = frequency
    if (counts) counts[each] = count
  }
  if (reader.at !== reader.end) throw unusable('postings are damaged')
}
