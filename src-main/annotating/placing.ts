// Where annotations stand in the edition that is installed. Within the edition they were made on this is arithmetic;
// elsewhere the quote decides, and an annotation whose passage is gone is orphaned rather than put in a wrong place.
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { Annotation, PlacedAnnotation } from '../../src-shared/domain/annotation.ts'
import type { BundleId, DocumentId, Sha256 } from '../../src-shared/domain/ids.ts'
import { toTextOffset } from '../../src-shared/domain/ids.ts'
import type { Anchoring, Selectors } from '../../src-shared/domain/selector.ts'
import type { QuoteMatch } from '../../src-shared/text/quote.ts'
import type { DocumentText } from './drafting.ts'
import type { SoughtQuote } from './jobs.ts'

export interface PlacerOptions {
  /** The installed document; null when it is not installed. */
  readonly readDocument: (bundleId: BundleId, documentId: DocumentId) => Promise<DocumentText | null>
  /** Finds quotes in a text, off this thread: one answer for each, null when there is no convincing place. */
  readonly findQuotes: (
    text: string,
    quotes: readonly SoughtQuote[],
  ) => Promise<readonly (QuoteMatch | null)[]>
}

interface KnownPlaces {
  readonly sha256: Sha256
  /** By the selectors themselves: they are never changed in place. */
  readonly places: WeakMap<Selectors, Anchoring>
}

const ORPHANED: Anchoring = { kind: 'orphaned' }

export class Placer {
  readonly #options: PlacerOptions
  /** What was found in the installed edition of each document. */
  readonly #known = new Map<string, KnownPlaces>()

  constructor(options: PlacerOptions) {
    this.#options = options
  }

  /** Places annotations, keeping their order. Each document is read once. */
  async place(annotations: readonly Annotation[]): Promise<PlacedAnnotation[]> {
    const byDocument = new Map<string, Annotation[]>()
    for (const annotation of annotations) {
      const key = `${annotation.bundleId}/${annotation.documentId}`
      const group = byDocument.get(key)
      if (group === undefined) byDocument.set(key, [annotation])
      else group.push(annotation)
    }
    const placed = new Map<Annotation, Anchoring>()
    for (const [key, group] of byDocument) await this.#placeGroup(key, group, placed)
    return annotations.map((annotation) => ({
      annotation,
      anchoring: placed.get(annotation) ?? ORPHANED,
    }))
  }

  async #placeGroup(
    key: string,
    group: readonly Annotation[],
    placed: Map<Annotation, Anchoring>,
  ): Promise<void> {
    const [first] = group
    const document = first === undefined ? null : await this.#readDocument(first)
    if (document === null) return
    const places = this.#placesFor(key, document.sha256)
    const sought: Annotation[] = []
    for (const annotation of group) {
      const anchoring = places.get(annotation.selectors) ?? placeExactly(annotation, document)
      if (anchoring === null) sought.push(annotation)
      else placed.set(annotation, anchoring)
    }
    if (sought.length === 0) return
    const matches = await this.#options.findQuotes(document.text, sought.map(toSought))
    for (const [index, annotation] of sought.entries()) {
      const anchoring = toAnchoring(annotation, matches[index] ?? null, document.text)
      places.set(annotation.selectors, anchoring)
      placed.set(annotation, anchoring)
    }
  }

  /** A damaged document has no places, like one that is not installed: its notes must be there all the same. */
  async #readDocument({ bundleId, documentId }: Annotation): Promise<DocumentText | null> {
    try {
      return await this.#options.readDocument(bundleId, documentId)
    } catch (error) {
      if (error instanceof LecternError) return null
      throw error
    }
  }

  #placesFor(key: string, sha256: Sha256): WeakMap<Selectors, Anchoring> {
    const known = this.#known.get(key)
    if (known?.sha256 === sha256) return known.places
    const places = new WeakMap<Selectors, Anchoring>()
    this.#known.set(key, { sha256, places })
    return places
  }
}

/** The stored position, when it was made on this very text and the text is there; null when it has to be sought. */
function placeExactly({ documentHash, selectors }: Annotation, document: DocumentText): Anchoring | null {
  const { position, quote } = selectors
  if (documentHash !== document.sha256 || position.end > document.text.length) return null
  if (position.end - position.start !== quote.exact.length) return null
  return document.text.startsWith(quote.exact, position.start) ? { kind: 'exact', position } : null
}

function toSought({ selectors }: Annotation): SoughtQuote {
  return { quote: selectors.quote, position: selectors.position.start }
}

function toAnchoring({ selectors }: Annotation, match: QuoteMatch | null, text: string): Anchoring {
  if (match === null) return ORPHANED
  const position = { start: toTextOffset(match.start), end: toTextOffset(match.end) }
  if (text.slice(match.start, match.end) !== selectors.quote.exact)
    return { kind: 'fuzzy', position, score: match.score }
  return { kind: match.start === selectors.position.start ? 'exact' : 'moved', position }
}
