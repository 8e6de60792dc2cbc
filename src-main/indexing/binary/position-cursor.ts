// Ways through the positions of a term in one field: to the documents that are asked for, over the others, without
// decoding more than the chunks they are in.
import { ByteReader } from './byte-reader.ts'
import { CHUNK, countSkips, decodeSigned, decodeSteps, type PostingList } from './posting-list.ts'
import type { Entry } from './term-table.ts'
import { unusable } from './unusable.ts'

/** Beginnings and lengths of positions are below this. */
export const POSITION_END = 2 ** 29

/** Where a term stands, document by document. Both methods throw INDEX_UNUSABLE when they meet damage. */
export interface PositionCursor {
  /** Goes to a document that is not before the last one asked for; false when the term does not stand there. */
  seek(document: number): boolean
  /**
   * The positions in the document that was found: where each begins and how long it is, in turns. Occurrences that
   * were stored without a position are not among them.
   */
  read(): number[]
}

/** The cursor of an ordered index: chunk by chunk, by the skips of the list. */
export class ChunkCursor implements PositionCursor {
  readonly #entry: Entry
  readonly #limit: number
  /** For each chunk: its last document, and where its postings and its positions end. */
  readonly #lasts: number[] = []
  readonly #postingEnds: number[] = []
  readonly #positionEnds: number[] = []
  readonly #start: number
  #chunk = -1
  #at = 0
  readonly #list: PostingList
  #positions = new ByteReader(new Uint8Array(0))
  /** How many documents of the chunk the reader of positions has passed. */
  #passed = 0

  /** @param documents how many there are in the index */
  constructor(entry: Entry, documents: number) {
    this.#entry = entry
    this.#limit = documents
    const most = Math.min(CHUNK, entry.count)
    this.#list = { length: 0, documents: new Uint32Array(most), frequencies: new Uint32Array(most) }
    this.#start = this.#readSkips()
  }

  seek(document: number): boolean {
    if (this.#entry.count === 0) return false
    let chunk = Math.max(0, this.#chunk)
    while (chunk < this.#lasts.length - 1 && (this.#lasts[chunk] ?? 0) < document) chunk += 1
    if (chunk !== this.#chunk) this.#open(chunk)
    const { documents, length } = this.#list
    while (this.#at < length && (documents[this.#at] ?? 0) < document) this.#at += 1
    return this.#at < length && documents[this.#at] === document
  }

  read(): number[] {
    const { frequencies } = this.#list
    let passed = 0
    for (; this.#passed < this.#at; this.#passed += 1) passed += frequencies[this.#passed] ?? 0
    this.#positions.skipPairs(passed)
    const mark = this.#positions.at
    const found = readPositions(this.#positions, frequencies[this.#at] ?? 0, this.#entry.usual, false)
    // The same document may be read again.
    this.#positions.at = mark
    return found
  }

  /** @returns where in the postings the first chunk begins */
  #readSkips(): number {
    const { count, postings, positions } = this.#entry
    const skips = countSkips(count)
    if (skips > 0) {
      // Skips are three numbers of at most five bytes; the list is longer than they are.
      const reader = new ByteReader(postings.read(0, Math.min(postings.size, skips * 15)))
      const ends = { last: -1, postings: 0, positions: 0 }
      for (let each = 0; each < skips; each += 1) {
        this.#lasts.push((ends.last += reader.number()))
        this.#postingEnds.push((ends.postings += reader.number()))
        this.#positionEnds.push((ends.positions += reader.number()))
      }
      this.#close(postings.size - reader.at, positions.size)
      return reader.at
    }
    this.#close(postings.size, positions.size)
    return 0
  }

  #close(postings: number, positions: number): void {
    this.#lasts.push(Infinity)
    this.#postingEnds.push(postings)
    this.#positionEnds.push(positions)
  }

  #open(chunk: number): void {
    const { count, postings, positions } = this.#entry
    const before = (ends: readonly number[]): number => (chunk === 0 ? 0 : (ends[chunk - 1] ?? 0))
    const from = this.#start + before(this.#postingEnds)
    const bytes = postings.read(from, this.#start + (this.#postingEnds[chunk] ?? 0))
    this.#list.length = Math.min(CHUNK, count - chunk * CHUNK)
    const last = chunk === 0 ? -1 : (this.#lasts[chunk - 1] ?? 0)
    decodeSteps(bytes, 0, last, this.#list)
    const end = this.#list.documents[this.#list.length - 1] ?? 0
    if (end >= this.#limit) throw unusable('it names a document that is not there')
    if (chunk < this.#lasts.length - 1 && end !== this.#lasts[chunk]) throw unusable('its skips are damaged')
    this.#positions = new ByteReader(
      positions.read(before(this.#positionEnds), this.#positionEnds[chunk] ?? 0),
    )
    this.#passed = 0
    this.#at = 0
    this.#chunk = chunk
  }
}

/** The cursor of an index that is not ordered: all of the list is decoded, its positions when the first are asked for. */
export class SignedCursor implements PositionCursor {
  readonly #entry: Entry
  readonly #counts: Uint32Array
  /** Where in the list each document is. */
  readonly #slots = new Map<number, number>()
  #positions: readonly number[][] | null = null
  #at = -1

  /** @param documents how many there are in the index */
  constructor(entry: Entry, documents: number) {
    const { count, postings } = entry
    this.#entry = entry
    this.#counts = new Uint32Array(count)
    const list = { length: count, documents: new Uint32Array(count), frequencies: new Uint32Array(count) }
    decodeSigned(postings.read(0, postings.size), documents, list, this.#counts)
    list.documents.forEach((document, at) => this.#slots.set(document, at))
  }

  seek(document: number): boolean {
    this.#at = this.#slots.get(document) ?? -1
    return this.#at >= 0
  }

  read(): number[] {
    this.#positions ??= this.#readAll()
    return this.#positions[this.#at]?.slice() ?? []
  }

  #readAll(): number[][] {
    const { positions, usual } = this.#entry
    const reader = new ByteReader(positions.read(0, positions.size))
    return Array.from(this.#counts, (count) => readPositions(reader, count, usual, true))
  }
}

/** Positions of one document; those without a length are none, and left out. */
function readPositions(reader: ByteReader, count: number, usual: number, isSigned: boolean): number[] {
  if (count > reader.end - reader.at) throw unusable('positions are missing')
  const found: number[] = []
  let begin = 0
  for (let left = count; left > 0; left -= 1) {
    const number = reader.number()
    const step = Math.floor(number / 2)
    begin += isSigned ? (step % 2 === 0 ? step / 2 : -(step + 1) / 2) : step
    const length = number % 2 === 1 ? reader.number() : usual
    if (!(begin >= 0 && begin < POSITION_END && length < POSITION_END))
      throw unusable('a position is damaged')
    if (length > 0) found.push(begin, length)
  }
  return found
}
