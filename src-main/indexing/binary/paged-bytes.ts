// The data of an index file, read by position in pages, each checked against its sum before anything in it is used.
// Pages that were used last are kept. What the bytes mean is not known here.
import { crc32 } from 'node:zlib'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { unusable } from './unusable.ts'

/** Bytes of a page; only the last may have fewer. */
export const PAGE = 1 << 15

/** Pages of one generation; two are kept. */
const KEPT_PAGES = 128
/** What spans more pages is read at once and not kept. */
const MOST_PAGES = 4

/** A part of the data, with places counted from its beginning. */
export class Section {
  readonly size: number
  readonly #bytes: PagedBytes
  readonly #start: number

  constructor(bytes: PagedBytes, start: number, size: number) {
    this.#bytes = bytes
    this.#start = start
    this.size = size
  }

  /** The bytes from `from` to `to`. They are not to be changed. */
  read(from: number, to: number): Uint8Array {
    if (!(from >= 0 && from <= to && to <= this.size)) throw unusable('a part of it lies outside')
    return this.#bytes.read(this.#start + from, this.#start + to)
  }

  /** The part of it from `from` to `to`. */
  part(from: number, to: number): Section {
    if (!(from >= 0 && from <= to && to <= this.size)) throw unusable('a part of it lies outside')
    return new Section(this.#bytes, this.#start + from, to - from)
  }

  /** A copy of all bytes, in a buffer of its own, ready to be seen as numbers. */
  copy(): ArrayBuffer {
    return Uint8Array.from(this.read(0, this.size)).buffer
  }

  /** The number in the four bytes at `at`. */
  uint32(at: number): number {
    const bytes = this.read(at, at + 4)
    return (
      ((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0
    )
  }
}

/** Bytes that were looked at last are kept, in at most 2 × 128 pages. Every method throws INDEX_UNUSABLE on damage. */
export class PagedBytes {
  readonly size: number
  readonly #source: ByteSource
  readonly #start: number
  readonly #sums: Uint32Array
  #young = new Map<number, Uint8Array>()
  #old = new Map<number, Uint8Array>()
  #last = -1
  #lastPage: Uint8Array = new Uint8Array(0)

  /** @param start where in the source the data begins; it goes on to its end @param sums of the pages */
  constructor(source: ByteSource, start: number, sums: Uint32Array) {
    this.#source = source
    this.#start = start
    this.#sums = sums
    this.size = source.size - start
  }

  /** The bytes from `from` to `to`. They are not to be changed. */
  read(from: number, to: number): Uint8Array {
    if (!(from >= 0 && from <= to && to <= this.size)) throw unusable('a part of it lies outside')
    const first = Math.floor(from / PAGE)
    const last = Math.floor(Math.max(from, to - 1) / PAGE)
    if (first === last) return this.#page(first).subarray(from - first * PAGE, to - first * PAGE)
    if (last - first >= MOST_PAGES) {
      const pages = this.#load(first, last + 1)
      return pages.subarray(from - first * PAGE, to - first * PAGE)
    }
    const bytes = new Uint8Array(to - from)
    for (let page = first; page <= last; page += 1) {
      const begin = page * PAGE
      const part = this.#page(page).subarray(Math.max(0, from - begin), Math.min(PAGE, to - begin))
      bytes.set(part, Math.max(0, begin - from))
    }
    return bytes
  }

  #page(number: number): Uint8Array {
    if (number === this.#last) return this.#lastPage
    let page = this.#young.get(number)
    if (page === undefined) {
      page = this.#old.get(number) ?? this.#load(number, number + 1)
      if (this.#young.size >= KEPT_PAGES) {
        this.#old = this.#young
        this.#young = new Map()
      }
      this.#young.set(number, page)
    }
    this.#last = number
    this.#lastPage = page
    return page
  }

  /** Pages as they lie in the source, one after the other, checked. */
  #load(first: number, end: number): Uint8Array {
    const from = first * PAGE
    const bytes = this.#readSource(from, Math.min(this.size, end * PAGE))
    for (let page = first; page < end; page += 1) {
      const part = bytes.subarray((page - first) * PAGE, (page - first + 1) * PAGE)
      if (crc32(part) !== this.#sums[page]) throw unusable('it is damaged')
    }
    return bytes
  }

  #readSource(from: number, to: number): Uint8Array {
    try {
      const { buffer, byteOffset, byteLength } = this.#source.read(this.#start + from, to - from)
      // As plain bytes, whatever the source gave: parts of them are cut all the time, and a Buffer is slow at that.
      return new Uint8Array(buffer, byteOffset, byteLength)
    } catch (error) {
      throw unusable('it cannot be read', error)
    }
  }
}
