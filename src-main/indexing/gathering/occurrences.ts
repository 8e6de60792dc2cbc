// Where terms stand, gathered document by document in flat arrays until they are written as a run. What a run looks
// like is runs.ts; which terms there are is the business of whoever gathers.

/** Numbers kept for each occurrence: key, begin, length; sorted: document, begin, length. */
export const STRIDE = 3
const BYTES = 2 * STRIDE * Uint32Array.BYTES_PER_ELEMENT
const LEAST = 1 << 12

/**
 * Occurrences by key, a term's number times the number of fields plus the field's; those of `key` are from
 * `firsts[key]` to `firsts[key + 1]`, in the order in which they came. `STRIDE` numbers for each in `values`: the
 * document's number among those gathered, where the occurrence begins, how long it is.
 */
export interface SortedOccurrences {
  /** The keys that have any, in the order in which they first came. */
  readonly keys: readonly number[]
  readonly firsts: Uint32Array
  readonly values: Uint32Array
}

/** Occurrences of whole documents, up to a budget. */
export class Occurrences {
  /** How many documents were ended. */
  documents = 0
  #length = 0
  #values = new Uint32Array(LEAST * STRIDE)
  /** For each document, how many occurrences there were at its end. */
  #ends = new Uint32Array(LEAST)
  readonly #most: number

  /** @param budget bytes of memory, sorting included; one document may exceed it */
  constructor(budget: number) {
    this.#most = Math.max(1, Math.floor(budget / BYTES))
  }

  get isFull(): boolean {
    return this.#length >= this.#most
  }

  add(key: number, begin: number, length: number): void {
    let at = this.#length * STRIDE
    if (at + STRIDE > this.#values.length) this.#values = this.#grow()
    const values = this.#values
    values[at++] = key
    values[at++] = begin
    values[at] = length
    this.#length += 1
  }

  endDocument(): void {
    if (this.documents === this.#ends.length) {
      const larger = new Uint32Array(2 * this.documents)
      larger.set(this.#ends)
      this.#ends = larger
    }
    this.#ends[this.documents++] = this.#length
  }

  /** Sorts by counting. @param keys how many keys there may be */
  sort(keys: number): SortedOccurrences {
    const size = this.#length * STRIDE
    const firsts = new Uint32Array(keys + 2)
    const present: number[] = []
    for (let at = 0; at < size; at += STRIDE) {
      const key = this.#values[at] ?? 0
      const count = firsts[key + 2] ?? 0
      if (count === 0) present.push(key)
      firsts[key + 2] = count + 1
    }
    let sum = 0
    for (let key = 2; key < firsts.length; key += 1) firsts[key] = sum += firsts[key] ?? 0
    const values = new Uint32Array(size)
    let at = 0
    for (let document = 0; document < this.documents; document += 1) {
      const end = (this.#ends[document] ?? 0) * STRIDE
      this.#place(document, at, end, firsts, values)
      at = end
    }
    return { keys: present, firsts, values }
  }

  /** Puts the occurrences of a document where they belong: of `key`, from the `firsts[key + 1]`th on. */
  #place(document: number, start: number, end: number, firsts: Uint32Array, values: Uint32Array): void {
    const from = this.#values
    for (let at = start; at < end; at += STRIDE) {
      const next = (from[at] ?? 0) + 1
      const slot = firsts[next] ?? 0
      firsts[next] = slot + 1
      let to = slot * STRIDE
      values[to++] = document
      values[to++] = from[at + 1] ?? 0
      values[to] = from[at + 2] ?? 0
    }
  }

  /** Begins again; the memory is kept. */
  clear(): void {
    this.#length = 0
    this.documents = 0
  }

  #grow(): Uint32Array<ArrayBuffer> {
    const larger = new Uint32Array(Math.max(2 * this.#values.length, STRIDE))
    larger.set(this.#values)
    return larger
  }
}

/** Occurrences of one term in one field, `STRIDE` numbers for each: document, begin, length. */
export class OccurrenceList {
  length = 0
  values = new Uint32Array(1 << 12)

  /** Makes room for so many numbers more. */
  reserve(count: number): void {
    if (this.length + count <= this.values.length) return
    const larger = new Uint32Array(2 * (this.length + count))
    larger.set(this.values.subarray(0, this.length))
    this.values = larger
  }
}

/** Where the occurrences in one document end, of those from `from` to `end` in sorted `values`. */
export function endOfDocument(values: Uint32Array, from: number, end: number): number {
  const document = values[from]
  let to = from + STRIDE
  while (to < end && values[to] === document) to += STRIDE
  return to
}

/** In how many documents the occurrences from `from` to `end` in sorted `values` stand. */
export function countDocuments(values: Uint32Array, from: number, end: number): number {
  let documents = 0
  for (let at = from; at < end; at = endOfDocument(values, at, end)) documents += 1
  return documents
}
