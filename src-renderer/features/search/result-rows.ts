// What the list of results needs to know of hits: where a document begins, where a key leads, how a snippet falls into
// pieces. Pure; a row of the list is a hit, whether it was fetched or not.
import type { SearchHit } from '../../../src-shared/domain/search.ts'

/** A key that no other document has. */
export function toDocumentKey({ bundleId, documentId }: Pick<SearchHit, 'bundleId' | 'documentId'>): string {
  return `${bundleId}/${documentId}`
}

/**
 * The hit is the first of its document in the list, so that the document is named above it.
 * @param previous the hit before it; absent for the first of all, and where it is not known
 */
export function isFirstOfDocument(hit: SearchHit, previous: SearchHit | undefined): boolean {
  return previous === undefined || toDocumentKey(previous) !== toDocumentKey(hit)
}

export interface HitKey {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

export interface HitPlace {
  /** Place of the chosen hit; -1 when the caret is in the box alone. */
  readonly active: number
  readonly total: number
  /** Hits in view. */
  readonly page: number
}

/**
 * The hit that a key leads to, -1 for back to the box, null when the key is the box's own. Home and End are the
 * caret's until a hit is chosen; Escape and Shift+Enter go back to the box.
 */
export function findTarget(event: HitKey, place: HitPlace): number | null {
  const { key, shiftKey } = event
  if (place.total === 0 || event.ctrlKey || event.altKey || event.metaKey) return null
  if (place.active === -1) return shiftKey ? null : findFirst(key, place)
  if (key === 'Escape' || (key === 'Enter' && shiftKey)) return -1
  return shiftKey ? null : findNext(key, place)
}

/** Where a key leads from the box. */
function findFirst(key: string, { total, page }: HitPlace): number | null {
  if (key === 'ArrowDown') return 0
  return key === 'PageDown' ? Math.min(total - 1, page) : null
}

/** Where a key leads from a hit. */
function findNext(key: string, { active, total, page }: HitPlace): number | null {
  const last = total - 1
  const targets = new Map([
    ['ArrowDown', Math.min(last, active + 1)],
    ['ArrowUp', active - 1],
    ['PageDown', Math.min(last, active + page)],
    ['PageUp', Math.max(0, active - page)],
    ['Home', 0],
    ['End', last],
  ])
  return targets.get(key) ?? null
}

/** A snippet in pieces, those that matched told from the rest. Marks that do not fit the text are left out. */
export function splitSnippet(
  text: string,
  marks: readonly (readonly [number, number])[],
): readonly { readonly text: string; readonly isMark: boolean }[] {
  const pieces: { text: string; isMark: boolean }[] = []
  let at = 0
  for (const [start, end] of marks) {
    if (start < at || end <= start || end > text.length) continue
    if (start > at) pieces.push({ text: text.slice(at, start), isMark: false })
    pieces.push({ text: text.slice(start, end), isMark: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMark: false })
  return pieces
}
