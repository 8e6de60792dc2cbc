// The file around the parts of an index, opened: its beginning is read and checked, everything else is read when it is
// asked for. See docs/formats/index.md. index-writer.ts writes it; what is asked of an index is not known here.
import { crc32 } from 'node:zlib'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { BLOCK, Dictionary } from './dictionary.ts'
import { type Header, LONGEST_HEADER, parseHeader } from './header.ts'
import { PAGE, PagedBytes, Section } from './paged-bytes.ts'
import { TermTable } from './term-table.ts'
import { TextList } from './text-list.ts'
import { unusable } from './unusable.ts'
import { FieldWeights } from './weights.ts'

/** The version of the layout. */
export const LAYOUT_VERSION = 2

/** `LCTNIDX` and a zero byte. */
export const MAGIC = [0x4c, 0x43, 0x54, 0x4e, 0x49, 0x44, 0x58, 0]
/** Bytes before the header. */
export const BEGINNING = 32
export const ALIGNMENT = 8
/** Read at once when a file is opened; more only when the header is longer. */
const FIRST_READ = 1 << 13

/** Numbers of terms in the documents, in as few bytes as the largest needs. */
export type Lengths = Uint8Array | Uint16Array | Uint32Array

/** A field of an index that is open. `total` is the number of terms in all documents. */
export interface OpenField {
  readonly name: string
  readonly boost: number
  readonly total: number
  /** Its number of terms in each document. */
  lengths(): Lengths
  /** Lunr's weights, when the mean number of terms is `average`; the last are kept. */
  weights(average: number): FieldWeights
}

/** An index file whose parts are read when asked for. Every method throws INDEX_UNUSABLE when it meets damage. */
export interface OpenParts {
  readonly fields: readonly OpenField[]
  readonly documents: number
  readonly added: number
  readonly dictionary: Dictionary
  readonly terms: TermTable
  /** Documents in the order in which they first came; null when that is the order of their numbers. */
  addOrder(): Uint32Array | null
  /** The ref of a document. */
  ref(document: number): string
  /** A section that whoever made the file added. */
  extra(name: string): Section
}

type Sections = ReadonlyMap<string, Section>

/**
 * Opens an index file. Cost: its beginning, whatever its size. Its bytes must not change afterwards.
 * @throws LecternError INDEX_UNUSABLE when it is damaged, of another layout or made by another pipeline
 */
export function openIndexFile(source: ByteSource, pipeline: string): OpenParts {
  const { header, sections } = readBeginning(source)
  if (header.pipeline !== pipeline) throw unusable('it was made by another text pipeline')
  const { documents, added } = header
  const boosts = once(() => readBoosts(sections, documents))
  const refs = sections.has('refs') ? listTexts(sections, 'refs', documents) : null
  return {
    fields: header.fields.map(({ name, boost, total, lengthBytes }, number) => {
      const section = get(sections, `lengths.${number}`, documents * lengthBytes)
      const lengths = once(() => toLengths(section, lengthBytes))
      const open = (average: number): FieldWeights => new FieldWeights(lengths(), average, boost, boosts())
      return { name, boost, total, lengths, weights: keepLast(open) }
    }),
    documents,
    added,
    dictionary: new Dictionary(get(sections, 'keys'), getBlocks(header, sections), header.terms),
    terms: openTable(header, sections),
    addOrder: once(() => readAddOrder(sections, documents)),
    ref: (document) => (refs === null ? String(document) : refs.at(document)),
    extra: (name) => get(sections, `own.${name}`),
  }
}

/** The sections `name` and `name.at` of an index's own as a list. */
export function openTexts(parts: OpenParts, name: string, count: number): TextList {
  return new TextList(parts.extra(name), parts.extra(`${name}.at`), count)
}

/** Where the next section begins. */
export function toAligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT
}

function readBeginning(source: ByteSource): { header: Header; sections: Sections } {
  const beginning = readAt(source, 0, Math.min(source.size, FIRST_READ))
  if (beginning.length < BEGINNING || MAGIC.some((byte, at) => beginning[at] !== byte))
    throw unusable('it is no index file')
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength)
  const version = view.getUint32(8, true)
  if (version !== LAYOUT_VERSION) throw unusable(`its layout is ${version}, not ${LAYOUT_VERSION}`)
  if (Number(view.getBigUint64(24, true)) !== source.size) throw unusable('it does not have its length')
  const headerLength = view.getUint32(12, true)
  const headerEnd = BEGINNING + headerLength
  if (headerLength > LONGEST_HEADER || headerEnd > source.size) throw unusable('it is cut short')
  const read = (from: number, to: number): Uint8Array =>
    to <= beginning.length ? beginning.subarray(from, to) : readAt(source, from, to - from)
  const headerBytes = read(BEGINNING, headerEnd)
  if (crc32(headerBytes) !== view.getUint32(16, true)) throw unusable('it is damaged')
  const header = parseHeader(headerBytes)
  const size = header.sections.reduce((at, [, each]) => toAligned(at) + each, 0)
  const sumsAt = toAligned(headerEnd)
  const sumsEnd = sumsAt + 4 * Math.ceil(size / PAGE)
  if (toAligned(sumsEnd) + size !== source.size) throw unusable('its sections do not fit')
  const sums = read(sumsAt, sumsEnd)
  if (crc32(sums) !== view.getUint32(20, true)) throw unusable('it is damaged')
  const data = new PagedBytes(source, toAligned(sumsEnd), new Uint32Array(Uint8Array.from(sums).buffer))
  return { header, sections: cutSections(header, data) }
}

function readAt(source: ByteSource, position: number, length: number): Uint8Array {
  try {
    return source.read(position, length)
  } catch (error) {
    throw unusable('it cannot be read', error)
  }
}

function cutSections(header: Header, data: PagedBytes): Sections {
  const sections = new Map<string, Section>()
  let at = 0
  for (const [name, size] of header.sections) {
    if (sections.has(name)) throw unusable('a section of it comes twice')
    at = toAligned(at)
    sections.set(name, new Section(data, at, size))
    at += size
  }
  return sections
}

function openTable(header: Header, sections: Sections): TermTable {
  const streams = {
    table: get(sections, 'table'),
    postings: get(sections, 'postings'),
    positions: get(sections, 'positions'),
  }
  const { terms, documents, ordered, ids, fields } = header
  return new TermTable(streams, getBlocks(header, sections), {
    terms,
    fields: fields.length,
    documents,
    ordered,
    ids,
  })
}

function getBlocks({ terms }: Header, sections: Sections): Section {
  return get(sections, 'blocks', 16 * (Math.ceil(terms / BLOCK) + 1))
}

function get(sections: Sections, name: string, size?: number): Section {
  const section = sections.get(name)
  if (section === undefined) throw unusable('a section of it is missing')
  if (size !== undefined && section.size !== size) throw unusable('a section of it has the wrong length')
  return section
}

function listTexts(sections: Sections, name: string, count: number): TextList {
  return new TextList(get(sections, name), get(sections, `${name}.at`), count)
}

function toLengths(section: Section, bytes: 1 | 2 | 4): Lengths {
  const buffer = section.copy()
  if (bytes === 1) return new Uint8Array(buffer)
  return bytes === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer)
}

function readBoosts(sections: Sections, documents: number): Float64Array | null {
  if (!sections.has('boosts')) return null
  const boosts = new Float64Array(get(sections, 'boosts', documents * 8).copy())
  if (!boosts.every(Number.isFinite)) throw unusable('its boosts are damaged')
  return boosts
}

function readAddOrder(sections: Sections, documents: number): Uint32Array | null {
  if (!sections.has('added')) return null
  const order = new Uint32Array(get(sections, 'added', documents * 4).copy())
  if (!order.every((document) => document < documents)) throw unusable('its order is damaged')
  return order
}

/** Remembers what was made last. */
function keepLast<T>(make: (value: number) => T): (value: number) => T {
  let last: { readonly value: number; readonly made: T } | undefined
  return (value) => (last = last?.value === value ? last : { value, made: make(value) }).made
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
