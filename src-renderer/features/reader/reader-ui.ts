// What floats over the text at the moment: the tools for a selection, the popover of an annotation, the link dialogue.
// Local to the reading view. What they do is in reader-actions.ts.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnnotationId } from '../../../src-shared/domain/ids.ts'
import type { TextRange } from '../../anchoring/trim.ts'
import type { LinkTarget } from './links.ts'

/**
 * What the popover is about: an annotation, or a note that will be one when something is written. `session` stays the
 * same when the one becomes the other, so that writing goes on.
 */
export type PopoverTarget =
  | {
      readonly kind: 'annotation'
      readonly session: number
      readonly id: AnnotationId
      /** Others at the same spot, the next smallest first. */
      readonly others: readonly AnnotationId[]
      /** Opened to write: the note has the focus. */
      readonly writing: boolean
    }
  | {
      readonly kind: 'draft'
      readonly session: number
      readonly range: TextRange
      /** What was written already and could not be saved; else empty. */
      readonly body: string
    }

export interface ReaderUi {
  readonly selection: TextRange | null
  readonly popover: PopoverTarget | null
  readonly link: LinkTarget | null
  /** Counts moves of the text, so that what stands by it can move along. */
  readonly moves: number
  /** Said once to screen readers. */
  readonly announcement: string
}

export type ReaderUiStore = StoreApi<ReaderUi>

let sessions = 0

/** A number for a popover that opens. */
export function nextSession(): number {
  sessions += 1
  return sessions
}

export function createReaderUi(): ReaderUiStore {
  return createStore<ReaderUi>(() => ({
    selection: null,
    popover: null,
    link: null,
    moves: 0,
    announcement: '',
  }))
}
