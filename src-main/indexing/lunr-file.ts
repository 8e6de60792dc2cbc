// The index file: Lunr's vectors and postings as one JSON array with a value on each line, so that a reader parses
// only the lines a query touches. See docs/formats/index.md. What the terms mean is not known here.
import { z } from 'zod'
import { LecternError } from '../../src-shared/contract/errors.ts'
import { DocumentId } from '../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'

/** Where the index lies in a bundle. */
export const INDEX_PATH = 'lectern/index/lunr.json'

/** The version of the file's layout. */
export const LAYOUT_VERSION = 1

/** Lunr's fields, by the letter they have in the file, in the order in which vectors stand. */
export const FIELD_NAMES = ['t', 'h', 'b'] as const

/** What the file says of itself on its first line. */
export const IndexHeader = z.object({
  kind: z.literal('lunr'),
  version: z.literal(LAYOUT_VERSION),
  pipeline: z.string().max(256),
  lunr: z.string(),
  /** Stemming languages, sorted. */
  languages: z.array(z.string().max(8)).max(64),
  /** Each document with the starts of its sections and, last, the end of its text. */
  documents: z.array(z.tuple([DocumentId, z.array(z.number().int().min(0)).min(2)])),
  /** How many lines follow. */
  vectors: z.number().int().min(0),
  terms: z.number().int().min(0),
})
export type IndexHeader = z.infer<typeof IndexHeader>

/** The postings of a term as Lunr keeps them: field → section → places, each `place * 8 + span - 1`. */
export type Posting = Readonly<Record<string, unknown>>

/** An index file whose lines are parsed when asked for. */
export interface IndexLines {
  readonly header: IndexHeader
  /** All terms in ascending order of UTF-16 units. */
  readonly terms: readonly string[]
  /** Elements of a Lunr vector by its number: three for each section, in the order of `FIELD_NAMES`. */
  vector(number: number): readonly number[]
  posting(term: string): Posting
}

const NEWLINE = 10
const COMMA = 44
const QUOTE = 34

/**
 * The bytes of an index file.
 * @param vectors elements of each vector, three a section
 * @param postings by term, in ascending order
 */
export function toIndexBytes(
  header: IndexHeader,
  vectors: Iterable<readonly number[]>,
  postings: Iterable<readonly [string, unknown]>,
): Uint8Array {
  const pieces: Buffer[] = []
  let waiting = `[\n${JSON.stringify(header)}`
  const write = (value: unknown): void => {
    waiting += `,\n${JSON.stringify(value)}`
    if (waiting.length < 1_000_000) return
    pieces.push(Buffer.from(waiting))
    waiting = ''
  }
  for (const vector of vectors) write(vector)
  for (const posting of postings) write(posting)
  pieces.push(Buffer.from(`${waiting}\n]\n`))
  return Buffer.concat(pieces)
}

/**
 * Opens an index file. Only the first line and the terms are parsed, so the cost is that of reading through the
 * bytes once.
 * @throws LecternError INDEX_UNUSABLE when the file is of another kind, version or pipeline, cut short or damaged;
 * also later, by `vector` and `posting`, when a line proves to be damaged
 */
export function parseIndexLines(bytes: Uint8Array, descriptor: IndexDescriptor): IndexLines {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = parseHeader(buffer, descriptor)
  const starts = findLines(buffer)
  const first = 2
  if (starts.length !== first + header.vectors + header.terms + 2)
    throw unusable('its number of lines is wrong')
  const line = (number: number): unknown => parseLine(buffer, starts, number)
  const numbers = new Map<string, number>()
  const terms: string[] = []
  for (let number = first + header.vectors; terms.length < header.terms; number += 1) {
    const term = readTerm(buffer, starts[number] ?? 0)
    if (terms.length > 0 && term <= (terms.at(-1) ?? '')) throw unusable('its terms are not in order')
    terms.push(term)
    numbers.set(term, number)
  }
  return {
    header,
    terms,
    vector(number) {
      const elements = line(first + number)
      if (!isNumbers(elements)) throw unusable('a vector is damaged')
      return elements
    },
    posting(term) {
      const number = numbers.get(term)
      const entry = number === undefined ? null : line(number)
      if (!Array.isArray(entry) || entry[0] !== term || !isPosting(entry[1]))
        throw unusable(`the postings of a term are damaged`)
      return entry[1]
    },
  }
}

/** The failure that makes the searching stage build the index again. */
export function unusable(reason: string, cause?: unknown): LecternError {
  return new LecternError(
    'INDEX_UNUSABLE',
    `The search index cannot be used: ${reason}. It can be built again from the documents.`,
    cause === undefined ? {} : { cause },
  )
}

function parseHeader(buffer: Buffer, descriptor: IndexDescriptor): IndexHeader {
  if (descriptor.kind !== 'lunr') throw unusable(`it is of the kind "${descriptor.kind}", not "lunr"`)
  if (descriptor.version !== LAYOUT_VERSION)
    throw unusable(`its layout is ${descriptor.version}, not ${LAYOUT_VERSION}`)
  const end = buffer.indexOf(NEWLINE, 2)
  if (end < 0 || buffer.toString('latin1', 0, 2) !== '[\n') throw unusable('it does not begin as one')
  let value: unknown
  try {
    value = JSON.parse(toText(buffer, 2, end))
  } catch (error) {
    throw unusable('its first line is damaged', error)
  }
  const header = IndexHeader.safeParse(value)
  if (!header.success) throw unusable('its first line is damaged', header.error)
  if (header.data.pipeline !== descriptor.pipeline) throw unusable('it was made by another text pipeline')
  const sections = header.data.documents.reduce((sum, [, starts]) => sum + starts.length - 1, 0)
  if (header.data.vectors !== sections * FIELD_NAMES.length || !header.data.documents.every(isAscending))
    throw unusable('its sections do not fit its vectors')
  return header.data
}

function isAscending([, starts]: IndexHeader['documents'][number]): boolean {
  return starts.every((start, index) => index === 0 || start >= (starts[index - 1] ?? 0))
}

/** Where each line begins; the last entry is the length of the file. */
function findLines(buffer: Buffer): number[] {
  const starts = [0]
  for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, at + 1)) starts.push(at + 1)
  return starts
}

function parseLine(buffer: Buffer, starts: readonly number[], number: number): unknown {
  try {
    return JSON.parse(toText(buffer, starts[number] ?? 0, (starts[number + 1] ?? 0) - 1))
  } catch (error) {
    throw unusable('a line is damaged', error)
  }
}

function toText(buffer: Buffer, start: number, end: number): string {
  return buffer.toString('utf8', start, buffer[end - 1] === COMMA ? end - 1 : end)
}

/** The term that a line `["term",…` begins with. A term never holds a quotation mark, a backslash or a control. */
function readTerm(buffer: Buffer, start: number): string {
  const end = buffer.indexOf(QUOTE, start + 2)
  if (end < 0) throw unusable('a term is damaged')
  return buffer.toString('utf8', start + 2, end)
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'number')
}

function isPosting(value: unknown): value is Posting {
  if (typeof value !== 'object' || value === null) return false
  if (typeof Reflect.get(value, '_index') !== 'number') return false
  return FIELD_NAMES.every((field) => {
    const sections: unknown = Reflect.get(value, field)
    return typeof sections === 'object' && sections !== null && Object.values(sections).every(hasPlaces)
  })
}

function hasPlaces(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'p'))
}
