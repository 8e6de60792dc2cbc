// Documents → index file, with Lunr's builder. Runs where it is called: the door runs it in a worker thread.
import type { DocumentId, Language } from '../../src-shared/domain/ids.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { parseOutline, type Section } from '../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../src-shared/text/tokens.ts'
import { FIELD_NAMES, INDEX_PATH, type IndexHeader, LAYOUT_VERSION, toIndexBytes } from './lunr-file.ts'
import { lunr } from './lunr-corrected.ts'
import { toIndexedSections } from './section-index.ts'
import { getStemmer, type Stemmer, toStemmingLanguage } from './stemmers.ts'
import { buildTerms, type IndexTerm, TERMS_VERSION } from './terms.ts'

/** What is indexed of a document. `html` is its body in normal form. */
export interface IndexedDocument {
  readonly id: DocumentId
  readonly title: string
  readonly language: Language
  readonly html: string
}

/** How much a word counts in each field, by the field's letter in the file. */
const BOOSTS: Readonly<Record<(typeof FIELD_NAMES)[number], number>> = { t: 3, h: 2, b: 1 }

interface Fields {
  readonly ref: string
  readonly t: readonly IndexTerm[]
  readonly h: readonly IndexTerm[]
  readonly b: readonly IndexTerm[]
}

/**
 * The index of the documents, in their order. The same documents give the same bytes.
 * @param onDocument called after each document with the number done
 */
export function buildIndexFile(
  documents: readonly IndexedDocument[],
  onDocument: (done: number) => void = () => undefined,
): IndexFile {
  const builder = openBuilder()
  const languages = new Set<string>()
  const entries: IndexHeader['documents'] = []
  let count = 0
  documents.forEach((document, index) => {
    const language = toStemmingLanguage(document.language)
    if (language !== null) languages.add(language)
    const stem = getStemmer(language ?? '')
    const outline = parseOutline(document.html)
    const sections = toIndexedSections(outline)
    const t = buildTerms(readTokens(document.title), stem)
    for (const section of sections) {
      const b = buildTerms(readTokens(outline.text.slice(section.start, section.end)), stem)
      builder.add({ ref: String(count), t, h: buildTrailTerms(section, stem), b } satisfies Fields)
      count += 1
    }
    entries.push([document.id, [...sections.map(({ start }) => start), sections.at(-1)?.end ?? 0]])
    onDocument(index + 1)
  })
  return toFile(builder, [...languages].sort(), entries, count)
}

/** Titles of the section and those around it; a place is left out between two, so that no phrase spans them. */
function buildTrailTerms(section: Section, stem: Stemmer): IndexTerm[] {
  const terms: IndexTerm[] = []
  let base = 0
  for (const title of section.trail) {
    const tokens = readTokens(title)
    for (const term of buildTerms(tokens, stem)) terms.push({ ...term, place: term.place + base })
    base += tokens.length + 1
  }
  return terms
}

function openBuilder(): lunr.Builder {
  const builder = new lunr.Builder()
  builder.ref('ref')
  for (const field of FIELD_NAMES) builder.field(field, { boost: BOOSTS[field] })
  builder.metadataWhitelist = ['p']
  builder.tokenizer = Object.assign(toLunrTokens, { separator: lunr.tokenizer.separator })
  return builder
}

/** Stands in for Lunr's tokeniser: the terms are made already, with their places. */
function toLunrTokens(terms?: unknown): lunr.Token[] {
  if (!Array.isArray(terms)) return []
  return terms.map(({ term, place, span }: IndexTerm) => new lunr.Token(term, { p: place * 8 + span - 1 }))
}

function toFile(
  builder: lunr.Builder,
  languages: readonly string[],
  documents: IndexHeader['documents'],
  sections: number,
): IndexFile {
  const { vectors, postings } = readIndex(builder.build(), sections)
  const pipeline = [TERMS_VERSION, ...languages].join(' ')
  const header: IndexHeader = {
    kind: 'lunr',
    version: LAYOUT_VERSION,
    pipeline,
    lunr: lunr.version,
    languages: [...languages],
    documents,
    vectors: vectors.length,
    terms: postings.length,
  }
  return {
    path: INDEX_PATH,
    bytes: toIndexBytes(header, vectors, postings),
    descriptor: { kind: 'lunr', version: LAYOUT_VERSION, pipeline },
  }
}

/** What a built Lunr index holds, in the order of the file. */
function readIndex(
  index: object,
  sections: number,
): { vectors: (readonly number[])[]; postings: (readonly [string, unknown])[] } {
  const kept: unknown = Reflect.get(index, 'fieldVectors')
  const inverted: unknown = Reflect.get(index, 'invertedIndex')
  if (!isTable(kept) || !isTable(inverted)) throw new Error('Lunr built an index of another shape')
  const vectors: (readonly number[])[] = []
  for (let section = 0; section < sections; section += 1)
    for (const field of FIELD_NAMES) {
      const vector = kept[`${field}/${section}`]
      vectors.push(vector instanceof lunr.Vector ? vector.toJSON() : [])
    }
  const terms = Object.keys(inverted).sort()
  return { vectors, postings: terms.map((term) => [term, inverted[term]] as const) }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
