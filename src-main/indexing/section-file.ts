// The index file of a bundle, opened: a binary index whose documents are sections, with what says which sections there
// are. See docs/formats/index.md. Nothing is asked here.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import { DocumentId, type Language } from '../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import { LAYOUT_VERSION, openIndexFile, type OpenParts, openTexts } from './binary/index-file.ts'
import { unusable } from './binary/unusable.ts'
import { FIELDS } from './fields.ts'
import type { IndexedSection } from './section-index.ts'
import { toStemmingLanguage } from './stemmers.ts'
import { TERMS_VERSION } from './terms.ts'

/** The kind of an index of sections, in its descriptor. */
export const KIND = 'lectern'

/** What an index is, as this version makes and reads it, when its documents are in these languages. */
export function describeIndex(languages: readonly Language[]): IndexDescriptor {
  const stemming = languages.flatMap((language) => toStemmingLanguage(language) ?? [])
  return { kind: KIND, version: LAYOUT_VERSION, pipeline: toPipeline(stemming) }
}

/** The pipeline of documents whose words are stemmed in these languages. */
export function toPipeline(stemming: readonly string[]): string {
  return [TERMS_VERSION, ...[...new Set(stemming)].sort()].join(' ')
}

/** An index file that is open. Every method throws INDEX_UNUSABLE when it meets damage. */
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
  /** [from, to): the sections of a document. */
  sectionsOf(document: number): readonly [from: number, to: number]
  section(section: number): IndexedSection
}

/**
 * Opens an index file. Cost: its beginning, whatever its size.
 * @throws LecternError INDEX_UNUSABLE when it is of another kind, version or pipeline, cut short or damaged
 */
export function openSectionFile(content: ByteSource, descriptor: IndexDescriptor): SectionFile {
  const { kind, version, pipeline } = descriptor
  if (kind !== KIND) throw unusable(`it is of the kind "${kind}", not "${KIND}"`)
  if (version !== LAYOUT_VERSION) throw unusable(`its layout is ${version}, not ${LAYOUT_VERSION}`)
  const [terms, ...languages] = pipeline.split(' ')
  if (terms !== TERMS_VERSION) throw unusable('it was made by another text pipeline')
  const parts = openIndexFile(content, pipeline)
  const isSound =
    parts.fields.length === FIELDS.length && FIELDS.every((name, at) => parts.fields[at]?.name === name)
  if (!isSound || parts.added !== parts.documents) throw unusable('its fields are not those of sections')
  return { parts, languages, count: parts.documents, ...openSections(parts) }
}

type Sections = Pick<
  SectionFile,
  'documents' | 'opens' | 'documentOf' | 'documentId' | 'sectionsOf' | 'section'
>

function openSections(parts: OpenParts): Sections {
  const documents = parts.extra('documents').size / 4 - 1
  if (!Number.isInteger(documents) || documents < 0) throw unusable('its documents do not fit')
  const ids = openTexts(parts, 'ids', documents)
  const starts = parts.extra('starts')
  if (starts.size !== 4 * (parts.documents + documents)) throw unusable('its sections do not fit')
  let known: Uint32Array | null = null
  const firsts = (): Uint32Array => (known ??= readFirsts(parts))
  const documentOf = (section: number): number => findDocument(firsts(), section)
  const documentId = (document: number): DocumentId => {
    const parsed = DocumentId.safeParse(ids.at(document))
    if (!parsed.success) throw unusable('a document is misnamed')
    return parsed.data
  }
  return {
    documents,
    opens: (section) => firsts()[documentOf(section)] === section,
    documentOf,
    documentId,
    sectionsOf: (document) => [firsts()[document] ?? 0, firsts()[document + 1] ?? 0],
    section(section) {
      const document = documentOf(section)
      const start = starts.uint32(4 * (section + document))
      const end = starts.uint32(4 * (section + document) + 4)
      if (start > end) throw unusable('its sections are out of order')
      const ordinal = section - (firsts()[document] ?? 0)
      return { documentId: documentId(document), ordinal, start, end }
    },
  }
}

/** The first section of each document; last, the number of sections. */
function readFirsts(parts: OpenParts): Uint32Array {
  const firsts = new Uint32Array(parts.extra('documents').copy())
  const isSound = firsts.every((first, document) => document === 0 || first > (firsts[document - 1] ?? 0))
  if (!isSound || firsts[0] !== 0 || firsts.at(-1) !== parts.documents)
    throw unusable('its sections do not fit')
  return firsts
}

/** The document whose sections begin last before or at `section`. */
function findDocument(firsts: Uint32Array, section: number): number {
  let low = 0
  let high = firsts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((firsts[middle] ?? 0) <= section) low = middle
    else high = middle
  }
  return low
}
