// A stream of whole numbers of varying length (LEB128: seven bits a byte, lowest first) that is being written.
// byte-reader.ts reads it. What the numbers mean is not known here.

/** Numbers from here on take more than seven bytes and are refused. */
const LIMIT = 2 ** 49
/** Below this, bit operations do. */
const SMALL = 2 ** 31
const LONGEST_NUMBER = 7

/** A stream that grows. */
export class ByteWriter {
  length = 0
  #bytes: Uint8Array<ArrayBuffer>

  constructor(capacity = 1 << 12) {
    this.#bytes = new Uint8Array(capacity)
  }

  /** Appends a whole number from 0 to 2⁴⁹ - 1. */
  number(value: number): void {
    if (this.length + LONGEST_NUMBER > this.#bytes.length) this.#grow(LONGEST_NUMBER)
    const bytes = this.#bytes
    let at = this.length
    let rest = value
    if (rest >= SMALL) {
      if (rest >= LIMIT) throw new RangeError(`${value} does not fit an index`)
      for (; rest >= SMALL; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) + 0x80
    }
    if (!(rest >= 0)) throw new RangeError(`${value} does not fit an index`)
    for (; rest >= 0x80; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80
    bytes[at++] = rest
    this.length = at
  }

  /** Appends a whole number of either sign: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
  signed(value: number): void {
    this.number(toUnsigned(value))
  }

  /** Appends a text: its length in UTF-16 units, then each unit as a number. Any text survives, whatever its units. */
  text(value: string): void {
    this.number(value.length)
    for (let at = 0; at < value.length; at += 1) this.number(value.charCodeAt(at))
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#bytes.length) this.#grow(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written, until more is written. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length)
  }

  /** Begins again; the memory is kept. */
  clear(): void {
    this.length = 0
  }

  #grow(room: number): void {
    const larger = new Uint8Array(this.#bytes.length * 2 + room)
    larger.set(this.#bytes.subarray(0, this.length))
    this.#bytes = larger
  }
}

/** 0, -1, 1, -2, … as 0, 1, 2, 3, … */
export function toUnsigned(value: number): number {
  return value >= 0 ? 2 * value : -2 * value - 1
}
