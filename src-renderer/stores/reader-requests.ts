// What can be asked of the reader, and where that leads: requests, places and landings. Pure; nothing is opened here.
import type { ReadableDocument } from '../../src-shared/contract/contract.ts'
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'

/** Offsets are UTF-16 in the document's canonical text; ranges are [start, end). */
export interface OpenRequest {
  readonly bundleId: BundleId
  /** Absent: where the person left the bundle, or its first document. */
  readonly documentId?: DocumentId | undefined
  readonly start?: number | undefined
  readonly end?: number | undefined
  /** Instead of `start`: the id of an element, as in `#fragment` or a contents entry's `blockId`. */
  readonly fragment?: string | undefined
  /** With `start`: how far below the top edge its line should stand, in CSS pixels. Absent: where it reads best. */
  readonly lineOffset?: number | undefined
  /** Other ranges to be marked, such as all hits of a search. They stay until the next request. */
  readonly marks?: readonly (readonly [number, number])[] | undefined
}

/** A place one can come back to, exact to the line. */
export interface Place {
  readonly bundleId: BundleId
  readonly documentId: DocumentId
  readonly start: number
  readonly lineOffset: number
}

/**
 * Where the view is to go. A new object every time, so that the same place can be asked for twice.
 * `line` restores a line to its distance from the top edge; `range` brings a passage into view and draws the eye to it.
 */
export type Landing =
  | { readonly kind: 'line'; readonly offset: number; readonly lineOffset: number }
  | { readonly kind: 'range'; readonly start: number; readonly end: number }
  | { readonly kind: 'fragment'; readonly id: string }

/** Where a request wants to go; without a wish, where the person left the document. Null when neither is known. */
export function toLanding(request: OpenRequest, document: ReadableDocument | null): Landing | null {
  const { start, end, fragment, lineOffset } = request
  if (start !== undefined && lineOffset !== undefined) return { kind: 'line', offset: start, lineOffset }
  if (start !== undefined) return { kind: 'range', start, end: end ?? start }
  if (fragment !== undefined) return { kind: 'fragment', id: fragment }
  const position = document?.position ?? null
  if (position === null || document === null) return null
  const isExact = position.locator.edition === document.edition
  if (isExact) return { kind: 'line', offset: position.locator.start, lineOffset: position.lineOffset }
  return {
    kind: 'line',
    offset: Math.floor((position.locator.progression ?? 0) * document.length),
    lineOffset: 0,
  }
}

/** The offset at which a landing begins, as far as it is known without the text. */
export function toStart(landing: Landing, document: ReadableDocument | null): number {
  switch (landing.kind) {
    case 'line':
      return landing.offset
    case 'range':
      return landing.start
    case 'fragment':
      return document?.headings.find((heading) => heading.id === landing.id)?.offset ?? 0
  }
}
