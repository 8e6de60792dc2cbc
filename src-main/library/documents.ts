// Documents as they are read: the verified HTML with its outline, for the reader and for the anchoring of notes.
// The last few are kept, because a document is read, searched and annotated at the same time.
import { setImmediate } from 'node:timers/promises'
import type { DocumentEntry, SetApart } from '../../src-shared/domain/document.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { DocumentId, Edition } from '../../src-shared/domain/ids.ts'
import { type Outline, parseOutlineInTurns } from '../../src-shared/text/canonical-text.ts'
import type { Bundle } from '../publishing/index.ts'

/** A document of one edition, whole. Offsets in `outline` are UTF-16 in its canonical text. */
export interface LoadedDocument {
  readonly edition: Edition
  readonly entry: DocumentEntry
  readonly html: string
  readonly setApart: readonly SetApart[]
  readonly outline: Outline
}

export interface Documents {
  /** Rejects with NOT_FOUND, BUNDLE_DAMAGED or FILE_UNREADABLE. */
  load(bundle: Bundle, documentId: DocumentId): Promise<LoadedDocument>
}

/** UTF-16 units of HTML that are kept; the newest document is kept whatever its size. */
const KEPT_UNITS = 16_000_000

/** A cache that belongs to one library. Two requests for the same document read it once. */
export function openDocuments(): Documents {
  const kept = new Map<string, { loading: Promise<LoadedDocument>; units: number }>()
  const drop = (): void => {
    let units = [...kept.values()].reduce((sum, each) => sum + each.units, 0)
    for (const [key, each] of kept) {
      if (units <= KEPT_UNITS || kept.size === 1) return
      units -= each.units
      kept.delete(key)
    }
  }
  return {
    load(bundle, documentId) {
      const { id, edition } = bundle.metadata
      const entry = bundle.documents.find((each) => each.id === documentId)
      if (entry === undefined) return Promise.reject(notFound(bundle, documentId))
      const key = `${id}/${edition}/${entry.sha256}/${documentId}`
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known.loading
      }
      const item = { loading: read(bundle, entry), units: 0 }
      kept.set(key, item)
      item.loading.then(
        (document) => {
          item.units = document.html.length
          drop()
        },
        () => kept.delete(key),
      )
      return item.loading
    },
  }
}

async function read(bundle: Bundle, entry: DocumentEntry): Promise<LoadedDocument> {
  const { html, setApart } = await bundle.readDocument(entry.id)
  const outline = await parseOutlineInTurns(html, setImmediate)
  return { edition: bundle.metadata.edition, entry, html, setApart, outline }
}

function notFound(bundle: Bundle, documentId: DocumentId): LecternError {
  const { id, title, edition } = bundle.metadata
  return new LecternError('NOT_FOUND', `“${title}”, edition ${edition}, has no document “${documentId}”.`, {
    details: { bundleId: id, documentId },
  })
}
