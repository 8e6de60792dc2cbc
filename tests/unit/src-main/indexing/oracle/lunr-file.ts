// The index file: one JSON array with a value on each line, so that a reader parses only the lines that a query
// touches. See docs/formats/index.md. What the terms mean is not known here.
import { z } from 'zod'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { DocumentId } from '../../../../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../../../../src-shared/domain/index-file.ts'
import { FIELDS, NO_POSTINGS, placesAt, type Postings, type TermPostings } from './postings.ts'

/** Where the index lies in a bundle. */
export const INDEX_PATH = 'lectern/index/lunr.json'

/** The version of the file's layout. */
export const LAYOUT_VERSION = 1

/** What the file says of itself on its first line. */
export const IndexHeader = z.object({
  kind: z.literal('lunr'),
  version: z.literal(LAYOUT_VERSION),
  pipeline: z.string().max(256),
  /** Stemming languages, sorted. */
  languages: z.array(z.string().max(8)).max(64),
  /** Each document with the starts of its sections and, last, the end of its text. */
  documents: z.array(z.tuple([DocumentId, z.array(z.number().int().min(0)).min(2)])),
  /** How many lines of postings follow the line of lengths. */
  terms: z.number().int().min(0),
})
export type IndexHeader = z.infer<typeof IndexHeader>

/** An index file whose postings are parsed when asked for. */
export interface IndexLines {
  readonly header: IndexHeader
  /** Number of terms of each field of each section: by field within section. */
  readonly lengths: readonly number[]
  /** In ascending order of UTF-16 units. */
  readonly terms: readonly string[]
  /**
   * The postings of a term by its number in `terms`.
   * @throws LecternError INDEX_UNUSABLE when they are damaged
   */
  postings(number: number): TermPostings
}

const NEWLINE = 10
const COMMA = 44
const QUOTE = 34
const HEADER_LINE = 1
const LENGTHS_LINE = 2
const FIRST_TERM = 3

/** The bytes of an index file. `terms` are in ascending order. */
export function toIndexBytes(
  header: IndexHeader,
  lengths: readonly number[],
  terms: Iterable<readonly [string, TermPostings]>,
): Uint8Array {
  const pieces: Buffer[] = []
  let waiting = `[\n${JSON.stringify(header)},\n${JSON.stringify(lengths)}`
  for (const [term, postings] of terms) {
    waiting += `,\n${JSON.stringify([term, ...postings.map(toFlat)])}`
    if (waiting.length < 1_000_000) continue
    pieces.push(Buffer.from(waiting))
    waiting = ''
  }
  pieces.push(Buffer.from(`${waiting}\n]\n`))
  return Buffer.concat(pieces)
}

/**
 * Opens an index file. Of the postings only the terms are read, so the cost is that of going through the bytes once.
 * @throws LecternError INDEX_UNUSABLE when the file is of another kind, version or pipeline, cut short or damaged
 */
export function parseIndexLines(bytes: Uint8Array, descriptor: IndexDescriptor): IndexLines {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = findLines(buffer)
  const line = (number: number): unknown => parseLine(buffer, starts, number)
  const header = parseHeader(line, descriptor)
  if (starts.length !== FIRST_TERM + header.terms + 2) throw unusable('its number of lines is wrong')
  const sections = countSections(header)
  const lengths = line(LENGTHS_LINE)
  if (!isNumbers(lengths) || lengths.length !== sections * FIELDS.length)
    throw unusable('its lengths do not fit its sections')
  const terms: string[] = []
  for (let number = FIRST_TERM; terms.length < header.terms; number += 1) {
    const term = readTerm(buffer, starts[number] ?? 0)
    if (terms.length > 0 && term <= (terms.at(-1) ?? '')) throw unusable('its terms are not in order')
    terms.push(term)
  }
  return {
    header,
    lengths,
    terms,
    postings(number) {
      const entry = line(FIRST_TERM + number)
      if (!Array.isArray(entry) || entry.length !== FIELDS.length + 1)
        throw unusable('the postings of a term are damaged')
      return FIELDS.map((_, field) => fromFlat(entry[field + 1], sections))
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

function parseHeader(line: (number: number) => unknown, descriptor: IndexDescriptor): IndexHeader {
  if (descriptor.kind !== 'lunr') throw unusable(`it is of the kind "${descriptor.kind}", not "lunr"`)
  if (descriptor.version !== LAYOUT_VERSION)
    throw unusable(`its layout is ${descriptor.version}, not ${LAYOUT_VERSION}`)
  const header = IndexHeader.safeParse(line(HEADER_LINE))
  if (!header.success) throw unusable('its first line is damaged', header.error)
  if (header.data.pipeline !== descriptor.pipeline) throw unusable('it was made by another text pipeline')
  if (!header.data.documents.every(([, starts]) => isAscending(starts)))
    throw unusable('its sections are out of order')
  return header.data
}

function countSections({ documents }: IndexHeader): number {
  return documents.reduce((sum, [, starts]) => sum + starts.length - 1, 0)
}

/** Where each line begins; the last entry is the length of the file. */
function findLines(buffer: Buffer): number[] {
  const starts = [0]
  for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, at + 1)) starts.push(at + 1)
  return starts
}

function parseLine(buffer: Buffer, starts: readonly number[], number: number): unknown {
  const start = starts[number] ?? 0
  const end = Math.max(start, (starts[number + 1] ?? 0) - 1)
  try {
    return JSON.parse(buffer.toString('utf8', start, buffer[end - 1] === COMMA ? end - 1 : end))
  } catch (error) {
    throw unusable('a line is damaged', error)
  }
}

/** The term that a line `["term",…` begins with. A term never holds a quotation mark, a backslash or a control. */
function readTerm(buffer: Buffer, start: number): string {
  const end = buffer.indexOf(QUOTE, start + 2)
  if (end < 0) throw unusable('a term is damaged')
  return buffer.toString('utf8', start + 2, end)
}

/** Sections and places as differences, places after their number: `[section, count, place, …, section, …]`. */
function toFlat(postings: Postings): number[] {
  const flat: number[] = []
  let before = 0
  postings.sections.forEach((section, index) => {
    const places = placesAt(postings, index)
    flat.push(section - before, places.length)
    before = section
    let last = 0
    for (const place of places) {
      flat.push(place - last)
      last = place
    }
  })
  return flat
}

function fromFlat(flat: unknown, count: number): Postings {
  if (!isNumbers(flat)) throw unusable('the postings of a term are damaged')
  if (flat.length === 0) return NO_POSTINGS
  const sections: number[] = []
  const starts = [0]
  const places: number[] = []
  let section = 0
  for (let at = 0; at < flat.length;) {
    const step = flat[at] ?? 0
    section += step
    if (section >= count || (at > 0 && step === 0)) throw unusable('it names a section that is not there')
    const end = at + 2 + (flat[at + 1] ?? Infinity)
    if (end > flat.length) throw unusable('the places of a term are cut short')
    let place = 0
    for (at += 2; at < end; at += 1) places.push((place += flat[at] ?? 0))
    sections.push(section)
    starts.push(places.length)
  }
  return { sections, starts, places }
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((each, index) => index === 0 || each >= (numbers[index - 1] ?? 0))
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0)
}
