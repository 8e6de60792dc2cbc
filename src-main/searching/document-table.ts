// What filters and facets need to know of a bundle's documents, by their numbers in the index, so that thousands of
// matches are looked up in arrays. It is made once for an index.
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { DocumentEntry } from '../../src-shared/domain/document.ts'
import type { DocumentId, Language } from '../../src-shared/domain/ids.ts'
import type { SectionIndex } from '../indexing/index.ts'

/** Everything is by the number of a document. */
export interface DocumentTable {
  readonly entries: readonly DocumentEntry[]
  /** First section of each document; last, the number of sections. */
  readonly firsts: Uint32Array
  /** For each document, the number of its language in `languages`. */
  readonly languageOf: Uint16Array
  readonly languages: readonly Language[]
  /** The number of a document; undefined when the index does not have it. */
  numberOf(id: DocumentId): number | undefined
}

/**
 * The table of an index.
 * @throws LecternError INDEX_UNUSABLE when the index names a document that the bundle does not have
 */
export function buildDocumentTable(
  index: SectionIndex,
  known: ReadonlyMap<DocumentId, DocumentEntry>,
): DocumentTable {
  const entries: DocumentEntry[] = []
  const numbers = new Map<DocumentId, number>()
  const languages = new Map<Language, number>()
  const firsts = new Uint32Array(index.documents + 1).fill(index.sections)
  const languageOf = new Uint16Array(index.documents)
  for (let document = 0; document < index.documents; document += 1) {
    const entry = known.get(index.documentId(document))
    if (entry === undefined)
      throw new LecternError('INDEX_UNUSABLE', 'The index names a document that is not there.')
    entries.push(entry)
    numbers.set(entry.id, document)
    firsts[document] = index.sectionsOf(document)[0]
    const language = languages.get(entry.language) ?? languages.size
    languages.set(entry.language, language)
    languageOf[document] = language
  }
  return { entries, firsts, languageOf, languages: [...languages.keys()], numberOf: (id) => numbers.get(id) }
}
