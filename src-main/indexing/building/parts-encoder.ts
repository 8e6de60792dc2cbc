// The streams of an index: entries, postings and positions of its terms, written in the order of the dictionary. See
// docs/formats/index.md. term-table.ts reads them.
import { type OccurrenceList, STRIDE } from './occurrences.ts'
import { type Store, type Stored, StoredStream } from './stored.ts'
import { ByteWriter } from '../binary/byte-writer.ts'
import { BLOCK } from '../binary/dictionary.ts'

/** Documents from one skip to the next. */
const SKIP = 128
const COUNTED = 256

/** What is written of terms that follow each other from the beginning of a block on. */
export interface EncodedTerms {
  readonly table: readonly Stored[]
  readonly postings: readonly Stored[]
  readonly positions: readonly Stored[]
  /** Where each block begins in `table`, `postings` and `positions`; last, the lengths of the three. */
  readonly blocks: Float64Array
}

/** Writes term after term: `beginTerm`, then `addField` for each of its fields. */
export class PartsEncoder {
  readonly #table: StoredStream
  readonly #postings: StoredStream
  readonly #positions: StoredStream
  readonly #blocks: number[] = []
  readonly #body = new ByteWriter()
  readonly #skips = new ByteWriter()
  #terms = 0

  constructor(store: Store) {
    this.#table = new StoredStream(store)
    this.#postings = new StoredStream(store)
    this.#positions = new StoredStream(store)
  }

  /** @param id null when terms have no numbers of their own */
  beginTerm(id: number | null): void {
    if (this.#terms % BLOCK === 0) this.#addBlock()
    this.#terms += 1
    if (id !== null) this.#table.out.number(id)
  }

  /**
   * Adds the occurrences of the term in the next field, by document.
   * @param frequencies of each document, when the index is not ordered
   */
  addField(list: OccurrenceList, frequencies: readonly number[] | null): void {
    const table = this.#table.out
    const documents = countDocuments(list)
    table.number(documents)
    if (documents === 0) return
    const usual = findUsualLength(list)
    const postings = this.#postings.length
    const positions = this.#positions.length
    if (frequencies !== null) this.#writeUnordered(list, frequencies, usual)
    else if (documents <= SKIP) this.#writeOrdered(list, documents, usual, this.#postings.out)
    else {
      this.#body.clear()
      this.#skips.clear()
      this.#writeOrdered(list, documents, usual, this.#body)
      this.#postings.out.append(this.#skips.view())
      this.#postings.out.append(this.#body.view())
    }
    table.number(this.#postings.length - postings)
    table.number(this.#positions.length - positions)
    table.number(usual)
  }

  finish(): EncodedTerms {
    this.#addBlock()
    return {
      table: this.#table.finish(),
      postings: this.#postings.finish(),
      positions: this.#positions.finish(),
      blocks: Float64Array.from(this.#blocks),
    }
  }

  #addBlock(): void {
    for (const stream of [this.#table, this.#postings, this.#positions]) {
      stream.settle()
      this.#blocks.push(stream.length)
    }
  }

  #writeOrdered({ values, length }: OccurrenceList, documents: number, usual: number, out: ByteWriter): void {
    const positions = this.#positions.out
    let written = 0
    let last = -1
    let skipped = -1
    let postingsAt = out.length
    let positionsAt = positions.length
    for (let at = 0; at < length;) {
      const document = values[at] ?? 0
      let to = at + STRIDE
      while (to < length && values[to] === document) to += STRIDE
      const count = (to - at) / STRIDE
      const head = 2 * (document - last - 1)
      out.number(count === 1 ? head + 1 : head)
      if (count > 1) out.number(count)
      last = document
      for (let begin = 0; at < to; at += STRIDE) {
        const next = values[at + 1] ?? 0
        const each = values[at + 2] ?? 0
        positions.number(2 * (next - begin) + (each === usual ? 0 : 1))
        if (each !== usual) positions.number(each)
        begin = next
      }
      written += 1
      if (written % SKIP !== 0 || written === documents) continue
      this.#skips.number(document - skipped)
      this.#skips.number(out.length - postingsAt)
      this.#skips.number(positions.length - positionsAt)
      skipped = document
      postingsAt = out.length
      positionsAt = positions.length
    }
  }

  #writeUnordered({ values, length }: OccurrenceList, frequencies: readonly number[], usual: number): void {
    const out = this.#postings.out
    const positions = this.#positions.out
    let last = -1
    for (let at = 0, each = 0; at < length; each += 1) {
      const document = values[at] ?? 0
      let to = at + STRIDE
      while (to < length && values[to] === document) to += STRIDE
      out.signed(document - last)
      out.number((to - at) / STRIDE)
      out.number(frequencies[each] ?? 0)
      last = document
      for (let begin = 0; at < to; at += STRIDE) {
        const step = (values[at + 1] ?? 0) - begin
        const own = values[at + 2] ?? 0
        positions.number(2 * (step >= 0 ? 2 * step : -2 * step - 1) + (own === usual ? 0 : 1))
        if (own !== usual) positions.number(own)
        begin += step
      }
    }
  }
}

function countDocuments({ values, length }: OccurrenceList): number {
  let documents = 0
  for (let at = 0, last = -1; at < length; at += STRIDE) {
    const document = values[at] ?? 0
    if (document !== last) documents += 1
    last = document
  }
  return documents
}

const counts = new Uint32Array(COUNTED)

/** The length that most occurrences have; the smallest of those when there are several. */
function findUsualLength({ values, length }: OccurrenceList): number {
  const first = values[2] ?? 0
  let at = 2
  while (at < length && values[at] === first) at += STRIDE
  if (at >= length) return first
  counts.fill(0)
  const long = new Map<number, number>()
  for (at = 2; at < length; at += STRIDE) {
    const each = values[at] ?? 0
    if (each < COUNTED) counts[each] = (counts[each] ?? 0) + 1
    else long.set(each, (long.get(each) ?? 0) + 1)
  }
  let usual = 0
  let most = 0
  for (let each = 0; each < COUNTED; each += 1) {
    const count = counts[each] ?? 0
    if (count <= most) continue
    usual = each
    most = count
  }
  for (const [each, count] of long) {
    if (count < most || (count === most && each > usual)) continue
    usual = each
    most = count
  }
  return usual
}
