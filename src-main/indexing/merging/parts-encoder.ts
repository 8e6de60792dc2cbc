// The streams of an index: entries, postings and positions of its terms, written in the order of the dictionary. See
// docs/formats/index.md. term-table.ts reads them.
import { countDocuments, endOfDocument, type OccurrenceList, STRIDE } from '../gathering/occurrences.ts'
import { type Store, type Stored, StoredStream } from './stored.ts'
import { ByteWriter, toUnsigned } from '../binary/byte-writer.ts'
import { BLOCK } from '../binary/dictionary.ts'

/** Documents from one skip to the next. */
const SKIP = 128
/** Where, among the numbers of an occurrence, its length is. */
const LENGTH = 2

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
    const documents = countDocuments(list.values, 0, list.length)
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
    const skip = { document: -1, postings: out.length, positions: positions.length }
    let written = 0
    let last = -1
    for (let at = 0; at < length;) {
      const document = values[at] ?? 0
      const to = endOfDocument(values, at, length)
      const count = (to - at) / STRIDE
      out.number(2 * (document - last - 1) + (count === 1 ? 1 : 0))
      if (count > 1) out.number(count)
      last = document
      writePositions(positions, values, at, to, usual, false)
      at = to
      written += 1
      if (written % SKIP !== 0 || written === documents) continue
      this.#skips.number(document - skip.document)
      this.#skips.number(out.length - skip.postings)
      this.#skips.number(positions.length - skip.positions)
      skip.document = document
      skip.postings = out.length
      skip.positions = positions.length
    }
  }

  #writeUnordered({ values, length }: OccurrenceList, frequencies: readonly number[], usual: number): void {
    const out = this.#postings.out
    let last = -1
    let each = 0
    for (let at = 0; at < length;) {
      const document = values[at] ?? 0
      const to = endOfDocument(values, at, length)
      out.signed(document - last)
      out.number((to - at) / STRIDE)
      out.number(frequencies[each++] ?? 0)
      last = document
      writePositions(this.#positions.out, values, at, to, usual, true)
      at = to
    }
  }
}

/** Differences are written with their sign when positions may go backwards. */
function writePositions(
  out: ByteWriter,
  values: Uint32Array,
  from: number,
  end: number,
  usual: number,
  isSigned: boolean,
): void {
  let begin = 0
  for (let at = from; at < end; at += STRIDE) {
    const next = values[at + 1] ?? 0
    const length = values[at + 2] ?? 0
    const step = isSigned ? toUnsigned(next - begin) : next - begin
    out.number(2 * step + (length === usual ? 0 : 1))
    if (length !== usual) out.number(length)
    begin = next
  }
}

/** The length that most occurrences have; the smallest of those when there are several. */
function findUsualLength({ values, length }: OccurrenceList): number {
  const first = values[LENGTH] ?? 0
  let at = LENGTH
  while (at < length && values[at] === first) at += STRIDE
  if (at >= length) return first
  const counts = new Map<number, number>()
  for (at = LENGTH; at < length; at += STRIDE) {
    const each = values[at] ?? 0
    counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  let usual = first
  let most = 0
  for (const [each, count] of counts) {
    if (count < most || (count === most && each > usual)) continue
    usual = each
    most = count
  }
  return usual
}
