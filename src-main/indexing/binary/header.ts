// The header of an index file: what there is, and how long each part is. It is checked here by hand, because this is
// all that opening an index costs, and it must cost nothing.
import { unusable } from './unusable.ts'

export interface HeaderField {
  readonly name: string
  readonly boost: number
  /** Bytes in which each of its lengths is kept. */
  readonly lengthBytes: 1 | 2 | 4
  /** The sum of its lengths. */
  readonly total: number
}

export interface Header {
  readonly pipeline: string
  readonly documents: number
  readonly added: number
  readonly terms: number
  readonly ordered: boolean
  readonly ids: boolean
  readonly fields: readonly HeaderField[]
  /** Name and bytes of each section, in the order of the file. */
  readonly sections: readonly (readonly [name: string, size: number])[]
}

/** Most fields that an index may have. */
export const MOST_FIELDS = 16
const MOST_SECTIONS = 64
const MOST_COUNT = 0xffff_ffff

/** Most bytes of a header: it names a few fields and sections. */
export const LONGEST_HEADER = 1 << 16

/** @throws LecternError INDEX_UNUSABLE unless the bytes are a header */
export function parseHeader(bytes: Uint8Array): Header {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw unusable('its header is damaged', error)
  }
  if (!isHeader(value)) throw unusable('its header is damaged')
  return value
}

function isHeader(value: unknown): value is Header {
  if (!isRecord(value)) return false
  const { pipeline, documents, added, terms, ordered, ids, fields, sections } = value
  return (
    typeof pipeline === 'string' &&
    [documents, added, terms].every(isCount) &&
    typeof ordered === 'boolean' &&
    typeof ids === 'boolean' &&
    Array.isArray(fields) &&
    fields.length > 0 &&
    fields.length <= MOST_FIELDS &&
    fields.every(isField) &&
    Array.isArray(sections) &&
    sections.length <= MOST_SECTIONS &&
    sections.every(isSection)
  )
}

function isField(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { name, boost, lengthBytes, total } = value
  return (
    typeof name === 'string' &&
    Number.isFinite(boost) &&
    (lengthBytes === 1 || lengthBytes === 2 || lengthBytes === 4) &&
    isSize(total)
  )
}

function isSection(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isSize(value[1])
}

function isCount(value: unknown): boolean {
  return isSize(value) && Number(value) <= MOST_COUNT
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
