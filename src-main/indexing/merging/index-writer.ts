// The file of an index, laid out as docs/formats/index.md says: beginning, header, page sums, sections. index-file.ts
// opens it. Where terms and postings come from is not known here.
import { closeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { ByteWriter } from '../binary/byte-writer.ts'
import { LONGEST_HEADER } from '../binary/header.ts'
import { BEGINNING, LAYOUT_VERSION, MAGIC, toAligned } from '../binary/index-file.ts'
import { PAGE } from '../binary/paged-bytes.ts'
import { LONGEST_TEXT, TEXT_BLOCK } from '../binary/text-list.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { MergePlan } from './merging.ts'
import type { EncodedTerms } from './parts-encoder.ts'
import { create, lengthOf, type Stored, type StoredFiles, writeAll } from './stored.ts'

/** A field of every document, with how much its words count. */
export interface Field {
  readonly name: string
  readonly boost: number
}

/** A section that the index is for, by its name without `own.`; texts are stored as a list of texts. */
export interface OwnSection {
  readonly name: string
  readonly content: Uint8Array | readonly string[]
}

/** What an index consists of. Arrays are by document, in the order of the index. */
export interface IndexContent {
  readonly pipeline: string
  readonly fields: readonly Field[]
  readonly ordered: boolean
  readonly documents: number
  /** How often a document was added. */
  readonly added: number
  readonly plan: Pick<MergePlan, 'terms' | 'keys' | 'keyBlocks' | 'ids'>
  readonly parts: readonly EncodedTerms[]
  readonly lengths: readonly Uint32Array[]
  /** Null when all are 1. */
  readonly boosts: Float64Array | null
  /** Documents in the order in which they first came; null when that is that of their numbers. */
  readonly order: Uint32Array | null
  /** Null when they are `0`, `1`, `2`, … */
  readonly refs: readonly string[] | null
  readonly own: readonly OwnSection[]
}

/** A file that was written: in memory, or on the disk because it is large. */
export type WrittenIndex =
  | { readonly kind: 'memory'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'file'; readonly path: string }

const LONGEST_STREAM = 2 ** 32 - 1
const COPIED = 1 << 20

interface Section {
  readonly name: string
  readonly pieces: readonly Stored[]
  readonly length: number
}

/** Where the bytes of the file go. */
interface Target {
  write(position: number, bytes: Uint8Array): void
}

/** @param room most bytes in memory: a larger file is written to the disk, as `folder`/`name` */
export function writeIndex(
  content: IndexContent,
  room: number,
  folder: string,
  name: string,
  files: StoredFiles,
): WrittenIndex {
  const sections = toSections(content)
  const header = encodeHeader(content, sections)
  const sumsAt = toAligned(BEGINNING + header.length)
  const data = sections.reduce((at, { length }) => toAligned(at) + length, 0)
  const sums = new Uint32Array(Math.ceil(data / PAGE))
  const dataAt = toAligned(sumsAt + sums.byteLength)
  const size = dataAt + data
  const fill = (target: Target): void => {
    const pages = new PageWriter(target, dataAt, sums)
    for (const section of sections) {
      pages.align()
      for (const piece of section.pieces) copy(piece, files, pages)
    }
    pages.finish()
    target.write(0, toBeginning(header, sums, size))
    target.write(BEGINNING, header)
    target.write(sumsAt, toBytes(sums))
  }
  if (size <= room) {
    const bytes = new Uint8Array(size)
    fill({ write: (position, part) => bytes.set(part, position) })
    return { kind: 'memory', bytes }
  }
  const path = join(folder, name)
  const file = create(folder, path)
  try {
    fill({ write: (position, part) => writeAll(file, part, position) })
  } finally {
    closeSync(file)
  }
  return { kind: 'file', path }
}

/** The bytes of a typed array. */
export function toBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function toSections(content: IndexContent): Section[] {
  const { plan, parts, lengths, boosts, order, refs, own } = content
  const streams = (['table', 'postings', 'positions'] as const).map((name) =>
    toSection(
      name,
      parts.flatMap((part) => part[name]),
    ),
  )
  const sections = [
    toSection('keys', plan.keys),
    inMemory('blocks', toBlocks(plan.keyBlocks, parts)),
    ...streams,
    ...lengths.map((each, field) => inMemory(`lengths.${field}`, toNarrow(each))),
  ]
  if (boosts !== null) sections.push(inMemory('boosts', boosts))
  if (order !== null) sections.push(inMemory('added', order))
  if (refs !== null) sections.push(...toTexts('refs', refs))
  for (const { name, content: each } of own)
    if (each instanceof Uint8Array) sections.push(inMemory(`own.${name}`, each))
    else sections.push(...toTexts(`own.${name}`, each))
  for (const { name, length } of sections)
    if (length > LONGEST_STREAM)
      throw new LecternError(
        'INVALID_INPUT',
        `The search index would be too large: its ${name} alone take ${length} bytes. Index fewer documents at once.`,
      )
  return sections
}

function encodeHeader(content: IndexContent, sections: readonly Section[]): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(toHeader(content, sections)))
  if (header.length <= LONGEST_HEADER) return header
  throw new LecternError(
    'INVALID_INPUT',
    'The names of the fields are too long for a search index. Choose shorter ones.',
  )
}

function toHeader(content: IndexContent, sections: readonly Section[]): unknown {
  const { pipeline, documents, added, plan, ordered, fields, lengths } = content
  return {
    pipeline,
    documents,
    added,
    terms: plan.terms,
    ordered,
    ids: plan.ids !== null,
    fields: fields.map(({ name, boost }, field) => ({
      name,
      boost,
      lengthBytes: toNarrow(lengths[field] ?? new Uint32Array(0)).BYTES_PER_ELEMENT,
      total: lengths[field]?.reduce((sum, each) => sum + each, 0) ?? 0,
    })),
    sections: sections.map(({ name, length }) => [name, length]),
  }
}

function toBeginning(header: Uint8Array, sums: Uint32Array, size: number): Uint8Array {
  const bytes = new Uint8Array(BEGINNING)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint32(8, LAYOUT_VERSION, true)
  view.setUint32(12, header.length, true)
  view.setUint32(16, crc32(header), true)
  view.setUint32(20, crc32(toBytes(sums)), true)
  view.setBigUint64(24, BigInt(size), true)
  return bytes
}

/** Where each block begins in the four streams, the parts' streams put after each other. */
function toBlocks(keyBlocks: Float64Array, parts: readonly EncodedTerms[]): Uint32Array {
  const blocks = new Uint32Array(4 * keyBlocks.length)
  keyBlocks.forEach((at, block) => (blocks[4 * block] = at))
  const bases = [0, 0, 0]
  let block = 0
  for (const { blocks: own } of parts) {
    const last = own.length - 3
    for (let at = 0; at < last; at += 3, block += 1)
      bases.forEach((base, stream) => (blocks[4 * block + stream + 1] = base + (own[at + stream] ?? 0)))
    bases.forEach((base, stream) => (bases[stream] = base + (own[last + stream] ?? 0)))
  }
  bases.forEach((base, stream) => (blocks[4 * block + stream + 1] = base))
  return blocks
}

/** A list of texts: the texts, and where every 64th begins. */
function toTexts(name: string, texts: readonly string[]): Section[] {
  const out = new ByteWriter()
  const at: number[] = []
  texts.forEach((text, number) => {
    if (text.length > LONGEST_TEXT)
      throw new LecternError(
        'INVALID_INPUT',
        `The name that begins with "${text.slice(0, 40)}" is too long for a search index: at most ${LONGEST_TEXT} characters are kept. Choose a shorter one.`,
      )
    if (number % TEXT_BLOCK === 0) at.push(out.length)
    out.text(text)
  })
  return [inMemory(name, out.view()), inMemory(`${name}.at`, Uint32Array.from([...at, out.length]))]
}

function toSection(name: string, pieces: readonly Stored[]): Section {
  return { name, pieces, length: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0) }
}

function inMemory(name: string, values: ArrayBufferView): Section {
  return toSection(name, [{ kind: 'memory', bytes: toBytes(values) }])
}

/** The same numbers in as few bytes as the largest allows. */
function toNarrow(values: Uint32Array): Uint8Array | Uint16Array | Uint32Array {
  const largest = values.reduce((most, each) => Math.max(most, each), 0)
  if (largest < 1 << 8) return Uint8Array.from(values)
  return largest < 1 << 16 ? Uint16Array.from(values) : values
}

function copy(stored: Stored, files: StoredFiles, pages: PageWriter): void {
  if (stored.kind === 'memory') {
    pages.add(stored.bytes)
    return
  }
  const window = new Uint8Array(Math.min(stored.length, COPIED))
  for (let done = 0; done < stored.length;) {
    const part = window.subarray(0, Math.min(window.length, stored.length - done))
    files.read(stored.path, stored.from + done, part)
    pages.add(part)
    done += part.length
  }
}

/** Writes data and sums its pages. */
class PageWriter {
  readonly #target: Target
  readonly #base: number
  readonly #sums: Uint32Array
  #length = 0
  #sum = 0

  constructor(target: Target, base: number, sums: Uint32Array) {
    this.#target = target
    this.#base = base
    this.#sums = sums
  }

  add(bytes: Uint8Array): void {
    this.#target.write(this.#base + this.#length, bytes)
    for (let done = 0; done < bytes.length;) {
      const count = Math.min(bytes.length - done, PAGE - (this.#length % PAGE))
      this.#sum = crc32(bytes.subarray(done, done + count), this.#sum)
      done += count
      this.#length += count
      if (this.#length % PAGE === 0) this.#endPage()
    }
  }

  /** Adds zeros up to the next multiple of eight. */
  align(): void {
    this.add(new Uint8Array(toAligned(this.#length) - this.#length))
  }

  finish(): void {
    if (this.#length % PAGE !== 0) this.#endPage()
  }

  #endPage(): void {
    this.#sums[Math.ceil(this.#length / PAGE) - 1] = this.#sum
    this.#sum = 0
  }
}
