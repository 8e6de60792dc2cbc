// Documents → index file. Runs where it is called: the door runs it in a worker thread.
import type { DocumentId, Language } from '../../../../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../../../../src-shared/domain/index-file.ts'
import { parseOutline, type Section } from '../../../../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../../../../src-shared/text/tokens.ts'
import { INDEX_PATH, type IndexHeader, LAYOUT_VERSION, toIndexBytes } from './lunr-file.ts'
import { gatherPostings, type Gathered } from './postings.ts'
import { toIndexedSections } from '../../../../../src-main/indexing/section-index.ts'
import { getStemmer, type Stemmer, toStemmingLanguage } from '../../../../../src-main/indexing/stemmers.ts'
import { TERMS_VERSION } from '../../../../../src-main/indexing/terms.ts'
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
): { path: string; bytes: Uint8Array; descriptor: IndexDescriptor } {
  const gathered = gatherPostings()
  const languages = new Set<string>()
  const entries: IndexHeader['documents'] = []
  documents.forEach((document, index) => {
    const language = toStemmingLanguage(document.language)
    if (language !== null) languages.add(language)
    entries.push([document.id, addDocument(document, getStemmer(language ?? ''), gathered)])
    onDocument(index + 1)
  })
  const pipeline = [TERMS_VERSION, ...[...languages].sort()].join(' ')
  const terms = gathered.terms()
  const header: IndexHeader = {
    kind: 'lunr',
    version: LAYOUT_VERSION,
    pipeline,
    languages: [...languages].sort(),
    documents: entries,
    terms: terms.length,
  }
  return {
    path: INDEX_PATH,
    bytes: toIndexBytes(header, gathered.lengths, terms),
    descriptor: { kind: 'lunr', version: LAYOUT_VERSION, pipeline },
  }
}

/** Adds the sections of a document; returns their starts and, last, the end of the text. */
function addDocument({ title, html }: IndexedDocument, stem: Stemmer, gathered: Gathered): number[] {
  const outline = parseOutline(html)
  const sections = toIndexedSections(outline)
  const titleTerms = buildTerms(readTokens(title), stem)
  for (const section of sections) {
    const own = outline.text.slice(section.start, section.end)
    gathered.add([titleTerms, buildTrailTerms(section, stem), buildTerms(readTokens(own), stem)])
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
