// What the building thread says to the one that started it.
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import type { IndexedDocument } from './build-index.ts'

/** Given to the thread when it starts. */
export interface BuildOrder {
  readonly documents: readonly IndexedDocument[]
}

/** `done` documents are indexed; or the index is ready and the thread ends. */
export type BuildNews =
  | { readonly kind: 'progress'; readonly done: number }
  | {
      readonly kind: 'ready'
      readonly path: string
      readonly descriptor: IndexDescriptor
      readonly bytes: Uint8Array
    }
