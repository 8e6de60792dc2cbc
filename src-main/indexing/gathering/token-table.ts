// Which tokens were seen before, found by their place in a text, so that no string is made for those that were. A hash
// table with open addressing over the tokens' UTF-16 units. What a token means is kept by whoever asks.

const SEED = 0x811c9dc5
const FACTOR = 0x01000193
const LEAST = 1 << 10

/** The hash of no units. */
export const NO_HASH = SEED | 0

/** The hash of some units and one more. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FACTOR)
}

/** Numbers tokens from 0 on, in the order in which they were first asked for. */
export class TokenTable {
  size = 0
  /** For each slot, 1 more than the number of the token that has it, and the token's hash; 0 when it is free. */
  #slots = new Int32Array(2 * LEAST)
  #units = new Uint16Array(16 * LEAST)
  /** For each token, where its units begin; then, where the last one's end. */
  #starts = new Uint32Array(LEAST)

  /** How many units are kept. */
  get units(): number {
    return this.#starts[this.size] ?? 0
  }

  /** The number of a part of a text, `size` as it was before when it is new. @param hash of its units, in order */
  find(text: string, from: number, to: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const length = to - from
    // Neighbouring hashes differ in their low bits only; the high ones are mixed in.
    let slot = ((hash ^ (hash >>> 15)) << 1) & mask
    for (; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] !== hash) continue
      const token = (slots[slot] ?? 0) - 1
      const start = this.#starts[token] ?? 0
      if ((this.#starts[token + 1] ?? 0) - start !== length) continue
      const units = this.#units
      let at = 0
      while (at < length && units[start + at] === text.charCodeAt(from + at)) at += 1
      if (at === length) return token
    }
    slots[slot] = this.size + 1
    slots[slot + 1] = hash
    return this.#add(text, from, to)
  }

  clear(): void {
    this.size = 0
    this.#slots = new Int32Array(2 * LEAST)
    this.#units = new Uint16Array(16 * LEAST)
    this.#starts = new Uint32Array(LEAST)
  }

  #add(text: string, from: number, to: number): number {
    const token = this.size++
    const start = this.#starts[token] ?? 0
    const end = start + to - from
    if (end > this.#units.length) {
      const larger = new Uint16Array(2 * end)
      larger.set(this.#units)
      this.#units = larger
    }
    for (let at = from; at < to; at += 1) this.#units[start + at - from] = text.charCodeAt(at)
    if (this.size === this.#starts.length) {
      const larger = new Uint32Array(2 * this.size)
      larger.set(this.#starts)
      this.#starts = larger
    }
    this.#starts[this.size] = end
    // At most half of the slots are taken.
    if (4 * this.size > this.#slots.length) this.#spread()
    return token
  }

  #spread(): void {
    const old = this.#slots
    const slots = new Int32Array(2 * old.length)
    const mask = slots.length - 1
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue
      const hash = old[at + 1] ?? 0
      let slot = ((hash ^ (hash >>> 15)) << 1) & mask
      while (slots[slot] !== 0) slot = (slot + 2) & mask
      slots[slot] = old[at] ?? 0
      slots[slot + 1] = hash
    }
    this.#slots = slots
  }
}
