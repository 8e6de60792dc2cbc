// Streams of whole numbers of varying length (LEB128: seven bits a byte, lowest first), read. What the numbers mean is
// not known here; byte-writer.ts writes them.
import { unusable } from './unusable.ts'

/** Scale of the seventh byte of a number; there is no eighth. */
const LAST_SCALE = 2 ** 42

/** A cursor over a part of a stream; it never looks beyond `end`. */
export class ByteReader {
  at: number
  readonly end: number
  readonly #bytes: Uint8Array

  /** @throws LecternError INDEX_UNUSABLE when the part is not within the bytes */
  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    if (!(from >= 0 && from <= end && end <= bytes.length)) throw unusable('a part of it lies outside')
    this.#bytes = bytes
    this.at = from
    this.end = end
  }

  /** @throws LecternError INDEX_UNUSABLE when the stream ends within the number, or the number is too long */
  number(): number {
    const { at, end } = this
    const bytes = this.#bytes
    const first = bytes[at] ?? 0
    if (first < 0x80 && at < end) {
      this.at = at + 1
      return first
    }
    const second = bytes[at + 1] ?? 0
    if (second < 0x80 && at + 1 < end) {
      this.at = at + 2
      return (first & 0x7f) | (second << 7)
    }
    return this.#long()
  }

  signed(): number {
    const value = this.number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /**
   * @param most units that it may have
   * @throws LecternError INDEX_UNUSABLE when the text is longer than that, or than what is left
   */
  text(most: number): string {
    const length = this.number()
    if (length > most) throw unusable('a text in it is too long')
    if (length > this.end - this.at) throw unusable('a text in it is cut short')
    let text = ''
    for (let unit = 0; unit < length; unit += 1) text += String.fromCharCode(this.number())
    return text
  }

  /** Passes over a text. */
  skipText(): void {
    const bytes = this.#bytes
    let left = this.number()
    let { at } = this
    for (; left > 0 && at < this.end; at += 1) if ((bytes[at] ?? 0) < 0x80) left -= 1
    if (left > 0) throw unusable('a text in it is cut short')
    this.at = at
  }

  /** Passes over so many numbers, and over one more after each that is odd. */
  skipPairs(count: number): void {
    const bytes = this.#bytes
    const { end } = this
    let { at } = this
    for (let left = count; left > 0; left -= 1) {
      let numbers = 1 + ((bytes[at] ?? 0) & 1)
      for (; numbers > 0 && at < end; at += 1) if ((bytes[at] ?? 0) < 0x80) numbers -= 1
      if (numbers > 0) throw unusable('it ends too early')
    }
    this.at = at
  }

  #long(): number {
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
}
