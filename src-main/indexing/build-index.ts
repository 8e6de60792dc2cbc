// Documents → index file. Runs where it is called: the door runs it in a worker thread.
import type { DocumentId, Language } from '../../src-shared/domain/ids.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { parseOutline, type Section } from '../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../src-shared/text/tokens.ts'
import { type FieldTerms, IndexBuilder } from './binary/index-builder.ts'
import { FIELD_BOOSTS, FIELDS, toPlace } from './postings.ts'
import { buildSectionFile, type DocumentSections } from './section-file.ts'
import { toIndexedSections } from './section-index.ts'
import { getStemmer, type Stemmer, toStemmingLanguage } from './stemmers.ts'
import { buildTerms, type IndexTerm } from './terms.ts'

/** What is indexed of a document. `html` is its body in normal form. */
export interface IndexedDocument {
  readonly id: DocumentId
  readonly title: string
  readonly language: Language
  readonly html: string
}

/**
 * The index of the documents, in their order. The same documents give the same bytes.
 * @param onDocument called after each document with the number done
 */
export function buildIndexFile(
  documents: readonly IndexedDocument[],
  onDocument: (done: number) => void = () => undefined,
): IndexFile {
  const builder = new IndexBuilder(
    FIELDS.map((name, field) => ({ name, boost: FIELD_BOOSTS[field] ?? 1 })),
    1,
  )
  const languages = new Set<string>()
  const entries: DocumentSections[] = []
  let sections = 0
  documents.forEach((document, index) => {
    const language = toStemmingLanguage(document.language)
    if (language !== null) languages.add(language)
    const starts = addDocument(document, getStemmer(language ?? ''), (fields) => {
      builder.add(String(sections++), fields)
    })
    entries.push([document.id, starts])
    onDocument(index + 1)
  })
  return buildSectionFile(builder.build({ byName: true }), entries, languages)
}

/** Adds the sections of a document; returns their starts and, last, the end of the text. */
function addDocument(
  { title, html }: IndexedDocument,
  stem: Stemmer,
  add: (fields: readonly FieldTerms[]) => void,
): number[] {
  const outline = parseOutline(html)
  const sections = toIndexedSections(outline)
  const titleTerms = toFieldTerms(buildTerms(readTokens(title), stem))
  for (const section of sections) {
    const own = outline.text.slice(section.start, section.end)
    add([
      titleTerms,
      toFieldTerms(buildTrailTerms(section, stem)),
      toFieldTerms(buildTerms(readTokens(own), stem)),
    ])
  }
  return [...sections.map(({ start }) => start), sections.at(-1)?.end ?? 0]
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

function toFieldTerms(terms: readonly IndexTerm[]): FieldTerms {
  return { terms: terms.map(({ term }) => term), positions: terms.map(toPlace) }
}
