// The file around the parts of an index: a fixed beginning, a small header, and sections of bytes that start at
// multiples of eight, so that they are used where they lie. See docs/formats/index.md. What is asked of an index is
// not known here.
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { ByteReader, ByteWriter } from './byte-stream.ts'
import { BLOCK, Dictionary } from './dictionary.ts'
import type { IndexParts } from './index-builder.ts'
import { TermTable } from './term-table.ts'
import { unusable } from './unusable.ts'

/** The version of the layout. */
export const LAYOUT_VERSION = 1

/** `LCTNIDX` and a zero byte. */
const MAGIC = [0x4c, 0x43, 0x54, 0x4e, 0x49, 0x44, 0x58, 0]
const BEGINNING = 24
const ALIGNMENT = 8

const Count = z.number().int().min(0).max(0xffff_ffff)
const Size = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const Boost = z.number().min(-1e9).max(1e9)

const Header = z.object({
  pipeline: z.string().max(256),
  documents: Count,
  added: Count,
  terms: Count,
  width: z.number().int().min(1).max(8),
  ordered: z.boolean(),
  fields: z
    .array(
      z.object({ name: z.string().max(256), boost: Boost, lengthBytes: z.literal([1, 2, 4]), total: Size }),
    )
    .min(1)
    .max(16),
  sections: z.array(z.tuple([z.string().max(32), Size])).max(64),
})
type Header = z.infer<typeof Header>

/** A field of an index that is open. `lengths` has its number of terms in each document; `total` is their sum, `average` their mean. */
export interface OpenField {
  readonly name: string
  readonly boost: number
  readonly lengths: Uint8Array | Uint16Array | Uint32Array
  readonly total: number
  readonly average: number
}

/** An index file whose parts are read when asked for. */
export interface OpenParts {
  readonly fields: readonly OpenField[]
  readonly documents: number
  readonly added: number
  /** Null when every document counts alike. */
  readonly boosts: Float64Array | null
  /** Null when documents came in the order of their numbers. */
  readonly addOrder: Uint32Array | null
  readonly dictionary: Dictionary
  readonly terms: TermTable
  /** The ref of a document. */
  ref(document: number): string
  /** A section that whoever made the file added; empty when there is none of that name. */
  extra(name: string): Uint8Array
}

type Sections = ReadonlyMap<string, Uint8Array>

/** The bytes of an index. @param extras further sections, by names of up to 28 signs */
export function toIndexBytes(
  parts: IndexParts,
  pipeline: string,
  extras: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array<ArrayBuffer> {
  const lengths = parts.lengths.map(toNarrow)
  const sections: [string, Uint8Array][] = [
    ['offsets', toBytes(parts.keys.offsets)],
    ['keys', parts.keys.keys],
    ['bases', toBytes(parts.bases)],
    ['table', parts.table],
    ['postings', parts.postings],
    ['positions', parts.positions],
    ...lengths.map((each, field): [string, Uint8Array] => [`lengths.${field}`, toBytes(each)]),
  ]
  if (parts.boosts.some((boost) => boost !== 1))
    sections.push(['boosts', toBytes(Float64Array.from(parts.boosts))])
  if (parts.addOrder.some((document, at) => document !== at))
    sections.push(['added', toBytes(Uint32Array.from(parts.addOrder))])
  if (parts.refs.some((ref, number) => ref !== String(number)))
    sections.push(['refs', encodeTexts(parts.refs)])
  for (const [name, bytes] of Object.entries(extras)) sections.push([`own.${name}`, bytes])
  const header: Header = {
    pipeline,
    documents: parts.refs.length,
    added: parts.added,
    terms: parts.terms,
    width: parts.width,
    ordered: parts.ordered,
    fields: parts.fields.map(({ name, boost }, field) => ({
      name,
      boost,
      lengthBytes: toLengthBytes(lengths[field]?.BYTES_PER_ELEMENT),
      total: parts.lengths[field]?.reduce((sum, each) => sum + each, 0) ?? 0,
    })),
    sections: sections.map(([name, bytes]) => [name, bytes.length]),
  }
  return assemble(new TextEncoder().encode(JSON.stringify(header)), sections)
}

/**
 * Opens the bytes of an index. What is needed to find anything is checked here; the streams themselves when they are
 * read. The bytes must not change afterwards.
 * @throws LecternError INDEX_UNUSABLE when they are damaged, of another layout or made by another pipeline
 */
export function openIndexBytes(bytes: Uint8Array, pipeline: string): OpenParts {
  const aligned = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes)
  const { header, sections } = readSections(aligned)
  if (header.pipeline !== pipeline) throw unusable('it was made by another text pipeline')
  const refs = sections.get('refs')
  const listed = refs === undefined ? null : decodeTexts(refs, header.documents)
  const boosts = sections.has('boosts') ? toFloats(sections, 'boosts', header.documents) : null
  if (boosts?.some((boost) => !Number.isFinite(boost))) throw unusable('its boosts are damaged')
  const addOrder = sections.has('added') ? toNumbers(sections, 'added', header.documents) : null
  if (addOrder?.some((document) => document >= header.documents)) throw unusable('its order is damaged')
  return {
    fields: header.fields.map((field, number) => ({
      name: field.name,
      boost: field.boost,
      lengths: toLengths(sections, `lengths.${number}`, field.lengthBytes, header.documents),
      total: field.total,
      average: field.total / header.documents,
    })),
    documents: header.documents,
    added: header.added,
    boosts,
    addOrder,
    dictionary: openDictionary(header, sections),
    terms: openTable(header, sections),
    ref: (document) => (listed === null ? String(document) : (listed[document] ?? '')),
    extra: (name) => sections.get(`own.${name}`) ?? new Uint8Array(0),
  }
}

/** Texts as a stream, one after the other. */
export function encodeTexts(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter()
  for (const text of texts) out.text(text)
  return out.toBytes()
}

/** @throws LecternError INDEX_UNUSABLE unless the stream has exactly so many texts */
export function decodeTexts(bytes: Uint8Array, count: number): string[] {
  const reader = new ByteReader(bytes, 0, bytes.length)
  if (count > bytes.length) throw unusable('texts are missing')
  const texts = Array.from({ length: count }, () => reader.text())
  if (reader.at !== reader.end) throw unusable('it has too many texts')
  return texts
}

/** The bytes of a typed array. */
export function toBytes(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** A section's bytes as numbers. @throws LecternError INDEX_UNUSABLE unless there are exactly so many */
export function asNumbers(bytes: Uint8Array, count: number): Uint32Array {
  if (bytes.length !== count * 4) throw unusable('a section of it has the wrong length')
  return new Uint32Array(bytes.buffer, bytes.byteOffset, count)
}

function assemble(
  header: Uint8Array,
  sections: readonly (readonly [string, Uint8Array])[],
): Uint8Array<ArrayBuffer> {
  const size = sections.reduce((at, [, each]) => toAligned(at) + each.length, BEGINNING + header.length)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint32(8, LAYOUT_VERSION, true)
  view.setUint32(12, header.length, true)
  bytes.set(header, BEGINNING)
  let at = BEGINNING + header.length
  for (const [, each] of sections) {
    at = toAligned(at)
    bytes.set(each, at)
    at += each.length
  }
  view.setUint32(16, crc32(bytes.subarray(BEGINNING)), true)
  return bytes
}

function readSections(bytes: Uint8Array): { header: Header; sections: Sections } {
  if (bytes.length < BEGINNING || MAGIC.some((byte, at) => bytes[at] !== byte))
    throw unusable('it is no index file')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint32(8, true)
  if (version !== LAYOUT_VERSION) throw unusable(`its layout is ${version}, not ${LAYOUT_VERSION}`)
  const length = view.getUint32(12, true)
  if (length > bytes.length - BEGINNING) throw unusable('it is cut short')
  if (crc32(bytes.subarray(BEGINNING)) !== view.getUint32(16, true)) throw unusable('it is damaged')
  const header = parseHeader(bytes.subarray(BEGINNING, BEGINNING + length))
  const sections = new Map<string, Uint8Array>()
  let at = BEGINNING + length
  for (const [name, size] of header.sections) {
    at = toAligned(at)
    if (size > bytes.length - at) throw unusable('a section of it is cut short')
    if (sections.has(name)) throw unusable('a section of it comes twice')
    sections.set(name, bytes.subarray(at, at + size))
    at += size
  }
  if (at !== bytes.length) throw unusable('it is longer than it says')
  return { header, sections }
}

function parseHeader(bytes: Uint8Array): Header {
  try {
    return Header.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (error) {
    throw unusable('its header is damaged', error)
  }
}

function openDictionary({ terms }: Header, sections: Sections): Dictionary {
  const keys = get(sections, 'keys')
  const offsets = toNumbers(sections, 'offsets', Math.ceil(terms / BLOCK) + 1)
  if (offsets[0] !== 0 || offsets.at(-1) !== keys.length || !isAscending(offsets, 1))
    throw unusable('its dictionary is damaged')
  return new Dictionary({ keys, offsets }, terms)
}

function openTable(header: Header, sections: Sections): TermTable {
  const bases = toFloats(sections, 'bases', 3 * (Math.ceil(header.terms / BLOCK) + 1))
  const table = get(sections, 'table')
  const postings = get(sections, 'postings')
  const positions = get(sections, 'positions')
  const isSound = [table, postings, positions].every(
    ({ length }, stream) => bases[stream] === 0 && bases[bases.length - 3 + stream] === length,
  )
  if (!isSound || !bases.every(Number.isSafeInteger) || !isAscending(bases, 3))
    throw unusable('its tables are damaged')
  const { terms, documents, width, ordered } = header
  const shape = { terms, fields: header.fields.length, documents, width, ordered }
  return new TermTable({ table, postings, positions, bases }, shape)
}

function isAscending(values: Uint32Array | Float64Array, stride: number): boolean {
  for (let at = stride; at < values.length; at += 1)
    if ((values[at] ?? 0) < (values[at - stride] ?? 0)) return false
  return true
}

function get(sections: Sections, name: string): Uint8Array {
  const bytes = sections.get(name)
  if (bytes === undefined) throw unusable('a section of it is missing')
  return bytes
}

function toNumbers(sections: Sections, name: string, count: number): Uint32Array {
  return asNumbers(get(sections, name), count)
}

function toFloats(sections: Sections, name: string, count: number): Float64Array {
  const bytes = get(sections, name)
  if (bytes.length !== count * 8) throw unusable('a section of it has the wrong length')
  return new Float64Array(bytes.buffer, bytes.byteOffset, count)
}

function toLengths(
  sections: Sections,
  name: string,
  each: 1 | 2 | 4,
  count: number,
): Uint8Array | Uint16Array | Uint32Array {
  const bytes = get(sections, name)
  if (bytes.length !== count * each) throw unusable('a section of it has the wrong length')
  if (each === 1) return bytes
  return each === 2
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, count)
    : new Uint32Array(bytes.buffer, bytes.byteOffset, count)
}

/** The same numbers in as few bytes as the largest allows. */
function toNarrow(values: Uint32Array): Uint8Array | Uint16Array | Uint32Array {
  const largest = values.reduce((most, each) => Math.max(most, each), 0)
  if (largest < 1 << 8) return Uint8Array.from(values)
  return largest < 1 << 16 ? Uint16Array.from(values) : values
}

function toLengthBytes(bytes: number | undefined): 1 | 2 | 4 {
  return bytes === 4 ? 4 : bytes === 2 ? 2 : 1
}

function toAligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT
}
