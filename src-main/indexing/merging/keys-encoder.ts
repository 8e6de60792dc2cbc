// The dictionary of an index: see docs/formats/index.md. dictionary.ts reads it.
import { BLOCK } from '../binary/dictionary.ts'
import { type Store, type Stored, StoredStream } from './stored.ts'

/** A dictionary that was written. */
export interface EncodedKeys {
  readonly keys: readonly Stored[]
  /** Where each block begins; last, the length of the whole. */
  readonly keyBlocks: Float64Array
}

/** Front-codes terms that come in order: in each block a term is the units it shares with the one before, and the rest. */
export class KeysEncoder {
  readonly #keys: StoredStream
  readonly #blocks: number[] = []
  #terms = 0
  #last = new Uint16Array(64)
  #length = 0

  constructor(store: Store) {
    this.#keys = new StoredStream(store)
  }

  add(units: Uint16Array, length: number): void {
    let shared = 0
    if (this.#terms % BLOCK === 0) {
      this.#keys.settle()
      this.#blocks.push(this.#keys.length)
    } else {
      const least = Math.min(length, this.#length)
      while (shared < least && units[shared] === this.#last[shared]) shared += 1
    }
    const { out } = this.#keys
    out.number(shared)
    out.number(length - shared)
    if (length > this.#last.length) this.#last = new Uint16Array(2 * length)
    for (let at = 0; at < length; at += 1) {
      const unit = units[at] ?? 0
      if (at >= shared) out.number(unit)
      this.#last[at] = unit
    }
    this.#length = length
    this.#terms += 1
  }

  /** Whether a term is the one that was added last. */
  isLast(units: Uint16Array, length: number): boolean {
    if (length !== this.#length) return false
    for (let at = 0; at < length; at += 1) if (units[at] !== this.#last[at]) return false
    return true
  }

  finish(): EncodedKeys {
    const keys = this.#keys.finish()
    return { keys, keyBlocks: Float64Array.from([...this.#blocks, this.#keys.length]) }
  }
}
