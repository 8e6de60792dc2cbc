// Documents to batches of such a size that threads have enough to do and none waits long for another.

/** Least and most UTF-16 units of a batch. */
const LEAST = 1 << 17
const MOST = 1 << 20

/**
 * Puts documents that follow each other together: small batches first, larger ones later.
 * @param take what is put in a batch for a document, and about how many UTF-16 units that has
 */
export async function* toBatches<D, T>(
  documents: AsyncIterable<D> | Iterable<D>,
  take: (document: D) => readonly [taken: T, size: number],
): AsyncGenerator<readonly T[]> {
  const batch = new Batch(take)
  if (Symbol.iterator in documents) {
    for (const document of documents) if (batch.add(document)) yield batch.finish()
  } else {
    for await (const document of documents) if (batch.add(document)) yield batch.finish()
  }
  const rest = batch.finish()
  if (rest.length > 0) yield rest
}

class Batch<D, T> {
  readonly #take: (document: D) => readonly [taken: T, size: number]
  #taken: T[] = []
  #size = 0
  #total = 0

  constructor(take: (document: D) => readonly [taken: T, size: number]) {
    this.#take = take
  }

  /** @returns whether that is enough */
  add(document: D): boolean {
    const [taken, size] = this.#take(document)
    this.#taken.push(taken)
    this.#size += size + 1
    return this.#size >= Math.min(MOST, Math.max(LEAST, this.#total / 4))
  }

  /** What was put together; another batch begins. */
  finish(): readonly T[] {
    const taken = this.#taken
    this.#total += this.#size
    this.#size = 0
    this.#taken = []
    return taken
  }
}
