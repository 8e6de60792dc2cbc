// Reads a whole index file, written from docs/formats/index.md alone: nothing of the sources is used, so that the
// description is proved to be complete. Not a test.
import { crc32 } from 'node:zlib'

/** A document in which a term stands. */
export interface DecodedPosting {
  readonly document: number
  readonly frequency: number
  readonly positions: readonly (readonly [begin: number, length: number])[]
}

export interface DecodedTerm {
  readonly id: number | null
  /** By field. */
  readonly postings: readonly (readonly DecodedPosting[])[]
}

export interface DecodedHeader {
  readonly pipeline: string
  readonly documents: number
  readonly added: number
  readonly terms: number
  readonly ordered: boolean
  readonly ids: boolean
  readonly fields: readonly { name: string; boost: number; lengthBytes: 1 | 2 | 4; total: number }[]
  readonly sections: readonly (readonly [name: string, bytes: number])[]
}

export interface DecodedIndex {
  readonly header: DecodedHeader
  /** In the order of the dictionary. */
  readonly terms: ReadonlyMap<string, DecodedTerm>
  /** By field, by document. */
  readonly lengths: readonly (readonly number[])[]
  readonly boosts: readonly number[]
  readonly added: readonly number[]
  readonly refs: readonly string[]
  readonly sections: ReadonlyMap<string, Uint8Array>
}

class Stream {
  at: number
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  number(): number {
    let value = 0
    for (let scale = 1, count = 1; ; scale *= 128, count += 1) {
      if (count > 7) throw new Error('A number is too long')
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new Error('A stream is too short')
      value += (byte % 128) * scale
      if (byte < 128) return value
    }
  }

  signed(): number {
    return toSigned(this.number())
  }

  text(): string {
    return String.fromCharCode(...Array.from({ length: this.number() }, () => this.number()))
  }
}

function toSigned(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Not as described: ${what}`)
}

const align = (at: number): number => Math.ceil(at / 8) * 8

function uint32s(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true))
}

/** A list of texts, by the name of its section. */
export function decodeTexts(
  sections: ReadonlyMap<string, Uint8Array>,
  name: string,
  count: number,
): string[] {
  const stream = new Stream(sections.get(name)!)
  const at = uint32s(sections.get(`${name}.at`)!)
  check(at.length === Math.ceil(count / 16) + 1, 'places of texts')
  const texts = Array.from({ length: count }, (_, number) => {
    if (number % 16 === 0) check(at[number / 16] === stream.at, 'place of a text')
    return stream.text()
  })
  check(stream.at === stream.bytes.length && at.at(-1) === stream.at, 'end of texts')
  return texts
}

/** Everything that stands in an index file. @throws Error when anything is not as the description says */
export function decodeIndex(file: Uint8Array): DecodedIndex {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  check(Buffer.from(file.subarray(0, 8)).toString('latin1') === 'LCTNIDX\0', 'magic')
  check(view.getUint32(8, true) === 2, 'version')
  check(view.getBigUint64(24, true) === BigInt(file.length), 'length of the file')
  const headerBytes = file.subarray(32, 32 + view.getUint32(12, true))
  check(crc32(headerBytes) === view.getUint32(16, true), 'sum of the header')
  const header = JSON.parse(new TextDecoder().decode(headerBytes)) as DecodedHeader
  const sumsAt = align(32 + headerBytes.length)
  const size = header.sections.reduce((at, [, bytes]) => align(at) + bytes, 0)
  const pages = Math.ceil(size / 32_768)
  const sums = file.subarray(sumsAt, sumsAt + 4 * pages)
  check(crc32(sums) === view.getUint32(20, true), 'sum of the sums')
  const dataAt = align(sumsAt + 4 * pages)
  const data = file.subarray(dataAt)
  check(data.length === size, 'length of the data')
  const expected = Array.from({ length: pages }, (_, page) =>
    crc32(data.subarray(page * 32_768, (page + 1) * 32_768)),
  )
  check(expected.join() === uint32s(sums).join(), 'sums of pages')
  const sections = new Map<string, Uint8Array>()
  let at = 0
  for (const [name, bytes] of header.sections) {
    check(
      data.subarray(at, align(at)).every((byte) => byte === 0),
      'zeros in between',
    )
    at = align(at)
    sections.set(name, data.subarray(at, at + bytes))
    at += bytes
  }
  const numbers = Array.from({ length: header.documents }, (_, number) => number)
  const added = sections.get('added')
  const boosts = sections.get('boosts')
  return {
    header,
    sections,
    terms: decodeTerms(header, sections),
    lengths: header.fields.map((field, each) =>
      decodeLengths(sections.get(`lengths.${each}`)!, field, header),
    ),
    boosts: boosts ? decodeFloats(boosts) : numbers.map(() => 1),
    added: added ? uint32s(added) : numbers,
    refs: sections.has('refs') ? decodeTexts(sections, 'refs', header.documents) : numbers.map(String),
  }
}

function decodeFloats(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 8 }, (_, at) => view.getFloat64(8 * at, true))
}

function decodeLengths(
  bytes: Uint8Array,
  { lengthBytes, total }: DecodedHeader['fields'][number],
  { documents }: DecodedHeader,
): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  check(bytes.length === documents * lengthBytes, 'number of lengths')
  const lengths = Array.from({ length: documents }, (_, at) => {
    if (lengthBytes === 1) return view.getUint8(at)
    return lengthBytes === 2 ? view.getUint16(2 * at, true) : view.getUint32(4 * at, true)
  })
  check(lengths.reduce((sum, each) => sum + each, 0) === total, 'total of lengths')
  return lengths
}

function decodeTerms(
  header: DecodedHeader,
  sections: ReadonlyMap<string, Uint8Array>,
): Map<string, DecodedTerm> {
  const names = ['keys', 'table', 'postings', 'positions']
  const streams = names.map((name) => new Stream(sections.get(name)!))
  const [keys, table] = streams as [Stream, Stream]
  const blocks = uint32s(sections.get('blocks')!)
  check(blocks.length === 4 * (Math.ceil(header.terms / 16) + 1), 'number of blocks')
  const terms = new Map<string, DecodedTerm>()
  let before = ''
  const checkBlock = (block: number): void =>
    streams.forEach((stream, each) =>
      check(blocks[4 * block + each] === stream.at, `place of ${names[each]}`),
    )
  for (let term = 0; term < header.terms; term += 1) {
    if (term % 16 === 0) checkBlock(term / 16)
    const shared = keys.number()
    if (term % 16 === 0) check(shared === 0, 'first term of a block')
    const text = before.slice(0, shared) + keys.text()
    check(term === 0 || isBefore(before, text), 'order of terms')
    before = text
    const id = header.ids ? table.number() : null
    const postings = header.fields.map(() => decodeField(header, streams))
    terms.set(text, { id, postings })
  }
  checkBlock(Math.ceil(header.terms / 16))
  streams.forEach((stream) => check(stream.at === stream.bytes.length, 'end of a stream'))
  return terms
}

/** "A term before those it begins; otherwise by the first unit that differs, …" */
function isBefore(a: string, b: string): boolean {
  const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return isDigit(x) === isDigit(y) ? x > y : isDigit(y)
  }
  return a.length < b.length
}

function decodeField({ ordered, documents }: DecodedHeader, streams: readonly Stream[]): DecodedPosting[] {
  const [, table, postings, positions] = streams as [Stream, Stream, Stream, Stream]
  const count = table.number()
  if (count === 0) return []
  const ends = [postings.at + table.number(), positions.at + table.number()]
  const usual = table.number()
  const skips = ordered ? decodeSkips(postings, count) : []
  const found: DecodedPosting[] = []
  let document = -1
  let before = [-1, postings.at, positions.at]
  while (found.length < count) {
    const posting = ordered ? decodePosting(postings, document) : decodeUnordered(postings, document)
    document = posting.document
    check(document >= 0 && document < documents, 'a document')
    found.push({
      document,
      frequency: posting.frequency,
      positions: decodePositions(positions, posting.times, usual, ordered),
    })
    const skip = found.length % 128 === 0 ? skips[found.length / 128 - 1] : undefined
    if (skip === undefined) continue
    const now = [document, postings.at, positions.at]
    check(now.map((each, at) => each - before[at]!).join() === skip.join(), 'a skip')
    before = now
  }
  check([postings.at, positions.at].join() === ends.join(), 'end of a posting')
  check(usual === findUsual(found), 'usual length')
  return found
}

/** "When there are more than 128 documents, … one for each whole 128 documents that others follow" */
function decodeSkips(postings: Stream, count: number): number[][] {
  const skips: number[][] = []
  for (let left = count; left > 128; left -= 128)
    skips.push([postings.number(), postings.number(), postings.number()])
  return skips
}

function decodePosting(
  postings: Stream,
  before: number,
): { document: number; times: number; frequency: number } {
  const head = postings.number()
  const times = head % 2 === 1 ? 1 : postings.number()
  return { document: before + Math.floor(head / 2) + 1, times, frequency: times }
}

function decodeUnordered(
  postings: Stream,
  before: number,
): { document: number; times: number; frequency: number } {
  const document = before + postings.signed()
  return { document, times: postings.number(), frequency: postings.number() }
}

function decodePositions(
  positions: Stream,
  times: number,
  usual: number,
  ordered: boolean,
): [number, number][] {
  let begin = 0
  return Array.from({ length: times }, () => {
    const step = positions.number()
    const moved = Math.floor(step / 2)
    begin += ordered ? moved : toSigned(moved)
    return [begin, step % 2 === 0 ? usual : positions.number()]
  })
}

function findUsual(found: readonly DecodedPosting[]): number {
  const counts = new Map<number, number>()
  for (const [, length] of found.flatMap(({ positions }) => positions))
    counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b)[0]![0]
}
