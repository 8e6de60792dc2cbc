// The index file of a bundle: a binary index whose documents are sections, with what says which sections there are.
// See docs/formats/index.md. Nothing is asked here.
import { type ByteSource, fromMemory } from '../../src-shared/domain/byte-source.ts'
import { DocumentId } from '../../src-shared/domain/ids.ts'
import type { IndexDescriptor, IndexFile } from '../../src-shared/domain/index-file.ts'
import type { IndexParts } from './binary/index-builder.ts'
import {
  asNumbers,
  decodeTexts,
  encodeTexts,
  LAYOUT_VERSION,
  openIndexBytes,
  type OpenParts,
  toBytes,
  toIndexBytes,
} from './binary/index-file.ts'
import { unusable } from './binary/unusable.ts'
import { FIELDS } from './postings.ts'
import type { IndexedSection } from './section-index.ts'
import { TERMS_VERSION } from './terms.ts'

/** Where the index lies in a bundle. */
const INDEX_PATH = 'lectern/index/sections.idx'

const KIND = 'lectern'

/** A document with the starts of its sections and, last, the end of its text. */
export type DocumentSections = readonly [id: DocumentId, starts: readonly number[]]

/** An index file that is open. */
export interface SectionFile {
  readonly parts: OpenParts
  /** Stemming languages, sorted. */
  readonly languages: readonly string[]
  /** How many sections and documents there are. */
  readonly count: number
  readonly documents: number
  /** Whether a section is the first of its document. */
  opens(section: number): boolean
  documentOf(section: number): number
  documentId(document: number): DocumentId
  sectionsOf(document: number): readonly [from: number, to: number]
  section(section: number): IndexedSection
}

/** The file of an index. @param languages of the stemmers used */
export function buildSectionFile(
  parts: IndexParts,
  documents: readonly DocumentSections[],
  languages: ReadonlySet<string>,
): IndexFile {
  const pipeline = [TERMS_VERSION, ...[...languages].sort()].join(' ')
  const counts = documents.map(([, starts]) => starts.length - 1)
  const bytes = toIndexBytes(parts, pipeline, {
    ids: encodeTexts(documents.map(([id]) => id)),
    counts: toBytes(Uint32Array.from(counts)),
    starts: toBytes(Uint32Array.from(documents.flatMap(([, starts]) => starts))),
  })
  return {
    path: INDEX_PATH,
    content: fromMemory(bytes),
    descriptor: { kind: KIND, version: LAYOUT_VERSION, pipeline },
  }
}

/**
 * Opens an index file.
 * @throws LecternError INDEX_UNUSABLE when it is of another kind, version or pipeline, cut short or damaged
 */
export function openSectionFile(content: ByteSource, descriptor: IndexDescriptor): SectionFile {
  const { kind, version, pipeline } = descriptor
  if (kind !== KIND) throw unusable(`it is of the kind "${kind}", not "${KIND}"`)
  if (version !== LAYOUT_VERSION) throw unusable(`its layout is ${version}, not ${LAYOUT_VERSION}`)
  const [terms, ...languages] = pipeline.split(' ')
  if (terms !== TERMS_VERSION) throw unusable('it was made by another text pipeline')
  const parts = openIndexBytes(content.read(0, content.size), pipeline)
  const isSound =
    parts.fields.length === FIELDS.length && FIELDS.every((name, at) => parts.fields[at]?.name === name)
  if (!isSound || parts.added !== parts.documents) throw unusable('its fields are not those of sections')
  const table = readTable(parts)
  const { ids, firsts, starts } = table
  const documentOf = (section: number): number => {
    let low = 0
    let high = ids.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((firsts[middle] ?? 0) <= section) low = middle
      else high = middle
    }
    return low
  }
  return {
    parts,
    languages,
    count: parts.documents,
    documents: ids.length,
    opens: (section) => firsts[documentOf(section)] === section,
    documentOf,
    documentId: (document) => DocumentId.parse(ids[document]),
    sectionsOf: (document) => [firsts[document] ?? 0, firsts[document + 1] ?? 0],
    section(section) {
      const document = documentOf(section)
      const [start = 0, end = 0] = starts.subarray(section + document, section + document + 2)
      const ordinal = section - (firsts[document] ?? 0)
      return { documentId: DocumentId.parse(ids[document]), ordinal, start, end }
    },
  }
}

interface SectionTable {
  readonly ids: readonly string[]
  readonly starts: Uint32Array
  /** The first section of each document; last, the number of sections. */
  readonly firsts: Uint32Array
}

function readTable(parts: OpenParts): SectionTable {
  const stored = parts.extra('counts')
  const counts = asNumbers(stored, Math.floor(stored.length / 4))
  const ids = decodeTexts(parts.extra('ids'), counts.length)
  const starts = asNumbers(parts.extra('starts'), parts.documents + counts.length)
  const firsts = new Uint32Array(counts.length + 1)
  let section = 0
  let at = 0
  counts.forEach((count, document) => {
    if (count === 0 || count > parts.documents - section) throw unusable('its sections do not fit')
    for (let each = at + 1; each <= at + count; each += 1)
      if ((starts[each] ?? 0) < (starts[each - 1] ?? 0)) throw unusable('its sections are out of order')
    section += count
    firsts[document + 1] = section
    at += count + 1
  })
  if (section !== parts.documents) throw unusable('its sections do not fit')
  if (!ids.every((id) => DocumentId.safeParse(id).success)) throw unusable('a document is misnamed')
  return { ids, starts, firsts }
}
