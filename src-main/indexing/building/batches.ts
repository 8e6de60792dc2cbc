// Documents to batches of such a size that threads have enough to do and none waits long for another.
const LEAST = 1 << 17
const MOST = 1 << 21

/**
 * Puts documents that follow each other together: small batches first, larger ones later.
 * @param sizeOf about how many UTF-16 units a document has
 */
export async function* toBatches<T>(
  documents: AsyncIterable<T> | Iterable<T>,
  sizeOf: (document: T) => number,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  let size = 0
  let total = 0
  for await (const document of documents) {
    batch.push(document)
    size += sizeOf(document) + 1
    if (size < Math.min(MOST, Math.max(LEAST, total / 4))) continue
    yield batch
    total += size
    size = 0
    batch = []
  }
  if (batch.length > 0) yield batch
}
