// Documents → sections → terms where they stand, and what says which sections there are. What the sections' fields
// are worth is not known here.
import type { DocumentId, Language } from '../../../src-shared/domain/ids.ts'
import { parseOutline, type Section } from '../../../src-shared/text/canonical-text.ts'
import { FIELD_NUMBERS } from '../fields.ts'
import { toIndexedSections } from '../section-index.ts'
import { toStemmingLanguage } from '../stemmers.ts'
import type { Gatherer } from './gatherer.ts'
import { TokenTerms } from './token-terms.ts'

/** What is indexed of a document. `html` is its body in normal form. */
export interface IndexedDocument {
  readonly id: DocumentId
  readonly title: string
  readonly language: Language
  readonly html: string
}

/** What is known of documents besides their terms. */
export interface SectionTables {
  readonly ids: readonly DocumentId[]
  /** How many sections each document has. */
  readonly counts: readonly number[]
  /** For each document the starts of its sections and, last, the end of its text. */
  readonly starts: readonly number[]
  /** Stemming languages. */
  readonly languages: readonly string[]
}

/** Gathers documents, a section at a time. */
export class SectionDocuments {
  readonly #gatherer: Gatherer
  /** By stemming language; empty where words are left as they are. */
  readonly #terms = new Map<string, TokenTerms>()
  #ids: DocumentId[] = []
  #counts: number[] = []
  #starts: number[] = []
  readonly #languages = new Set<string>()

  constructor(gatherer: Gatherer) {
    this.#gatherer = gatherer
  }

  add({ id, title, language, html }: IndexedDocument): void {
    const stemming = toStemmingLanguage(language)
    if (stemming !== null) this.#languages.add(stemming)
    const terms = this.#openTerms(stemming ?? '')
    const outline = parseOutline(html)
    const sections = toIndexedSections(outline)
    for (const section of sections) {
      terms.add(FIELD_NUMBERS.title, title, 0)
      addTrail(section, terms)
      terms.add(FIELD_NUMBERS.body, outline.text.slice(section.start, section.end), 0)
      this.#gatherer.endDocument()
      this.#starts.push(section.start)
    }
    this.#starts.push(sections.at(-1)?.end ?? 0)
    this.#counts.push(sections.length)
    this.#ids.push(id)
  }

  /** What is known of the documents that were added since the last time. */
  takeTables(): SectionTables {
    const tables = {
      ids: this.#ids,
      counts: this.#counts,
      starts: this.#starts,
      languages: [...this.#languages],
    }
    this.#ids = []
    this.#counts = []
    this.#starts = []
    return tables
  }

  #openTerms(stemming: string): TokenTerms {
    const known = this.#terms.get(stemming)
    if (known !== undefined) return known
    const terms = new TokenTerms(this.#gatherer, stemming)
    this.#terms.set(stemming, terms)
    return terms
  }
}

/** Titles of the section and those around it; a place is left out between two, so that no phrase spans them. */
function addTrail({ trail }: Section, terms: TokenTerms): void {
  let base = 0
  for (const title of trail) base += terms.add(FIELD_NUMBERS.headings, title, base) + 1
}
