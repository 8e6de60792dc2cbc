// Notes for the tests of searching. Not a test.
import { v7 } from 'uuid'
import { type SearchableNote, toSearchableNote } from '../../../../../src-main/searching/notes/note.ts'
import { Annotation } from '../../../../../src-shared/domain/annotation.ts'

const QUOTE = { exact: '', prefix: '', suffix: '' }

interface Wanted {
  readonly id?: string
  readonly kind?: Annotation['kind']
  readonly bundleId?: string
  readonly documentId?: string
  readonly documentHash?: string
  readonly body?: string
  readonly quote?: string
  readonly start?: number
  readonly passage?: string
  readonly tags?: readonly string[]
  readonly color?: Annotation['color']
  readonly layerId?: string
  readonly author?: string
  readonly deleted?: boolean
}

/** An annotation on a passage of the briefs, unless it says otherwise. */
export function buildAnnotation(wanted: Wanted = {}): Annotation {
  const { quote = '', start = 0, passage = '', documentId = 'virus', tags = [], ...rest } = wanted
  return Annotation.parse({
    id: v7(),
    kind: 'note',
    bundleId: 'briefs',
    edition: '1.0.0',
    documentHash: '0'.repeat(64),
    documentTitle: `Saved title of ${documentId}`,
    color: 'yellow',
    style: 'solid',
    body: '',
    author: 'Ada Lovelace',
    layerId: 'mine',
    created: '2025-01-01T00:00:00.000Z',
    modified: '2025-01-01T00:00:00.000Z',
    deleted: false,
    ...rest,
    documentId,
    tags: [...tags],
    selectors: {
      quote: { ...QUOTE, exact: quote },
      position: { start, end: start + quote.length },
      progression: 0,
    },
    passage: { text: passage, headings: ['Saved heading'] },
  })
}

export function buildNote(wanted: Wanted = {}): SearchableNote {
  return toSearchableNote(buildAnnotation(wanted))
}
