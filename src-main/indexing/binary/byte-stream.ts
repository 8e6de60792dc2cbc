// Streams of whole numbers of varying length (LEB128: seven bits a byte, lowest first), written and read. They know
// nothing of what the numbers mean.
import { unusable } from './unusable.ts'

/** Numbers from here on take more than seven bytes and are refused. */
const LIMIT = 2 ** 49
const LAST_SCALE = 2 ** 42

/** A stream that grows. */
export class ByteWriter {
  length = 0
  #bytes: Uint8Array<ArrayBuffer>

  constructor(capacity = 1 << 12) {
    this.#bytes = new Uint8Array(capacity)
  }

  /** Appends a whole number from 0 to 2⁴⁹ - 1. */
  number(value: number): void {
    if (!(value >= 0 && value < LIMIT)) throw new RangeError(`${value} does not fit an index`)
    this.#reserve(7)
    let rest = value
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[this.length++] = (rest % 0x80) + 0x80
    this.#bytes[this.length++] = rest
  }

  /** Appends a whole number of either sign: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
  signed(value: number): void {
    this.number(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  /** Appends a text: its length in UTF-16 units, then each unit as a number. Any text survives, whatever its units. */
  text(value: string, from = 0): void {
    this.number(value.length - from)
    for (let at = from; at < value.length; at += 1) this.number(value.charCodeAt(at))
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length)
  }

  #reserve(room: number): void {
    if (this.length + room <= this.#bytes.length) return
    const larger = new Uint8Array(this.#bytes.length * 2 + room)
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** A cursor over a part of a stream; it never looks beyond `end`. */
export class ByteReader {
  at: number
  readonly end: number
  readonly #bytes: Uint8Array

  /** @throws LecternError INDEX_UNUSABLE when the part is not within the bytes */
  constructor(bytes: Uint8Array, from: number, end: number) {
    if (!(from >= 0 && from <= end && end <= bytes.length)) throw unusable('a part of it lies outside')
    this.#bytes = bytes
    this.at = from
    this.end = end
  }

  /** @throws LecternError INDEX_UNUSABLE when the stream ends within the number, or the number is too long */
  number(): number {
    const { end } = this
    const bytes = this.#bytes
    let { at } = this
    let value = 0
    for (let scale = 1; at < end && scale <= LAST_SCALE; scale *= 0x80) {
      const byte = bytes[at++] ?? 0
      if (byte < 0x80) {
        this.at = at
        return value + byte * scale
      }
      value += (byte - 0x80) * scale
    }
    throw unusable('a number in it is cut short')
  }

  signed(): number {
    const value = this.number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** @throws LecternError INDEX_UNUSABLE when the text is longer than what is left */
  text(): string {
    const length = this.number()
    if (length > this.end - this.at) throw unusable('a text in it is cut short')
    let text = ''
    for (let unit = 0; unit < length; unit += 1) text += String.fromCharCode(this.number())
    return text
  }

  /** Passes over so many numbers. */
  skip(count: number): void {
    const bytes = this.#bytes
    let { at } = this
    let left = count
    while (left > 0) {
      if (at >= this.end) throw unusable('it ends too early')
      if ((bytes[at++] ?? 0) < 0x80) left -= 1
    }
    this.at = at
  }
}
