// What every reader of a source format gives back: one document in normal form, before its links are resolved.

import type { SetApart } from '../../src-shared/domain/document.ts'
import type { Normalised } from './normal-form/writer.ts'

/** A source after reading. What it does not say of itself is absent. */
export interface Page {
  readonly normalised: Normalised
  readonly setApart: readonly SetApart[]
  readonly title?: string
  readonly language?: string
  readonly author?: readonly string[]
  readonly description?: string
  /** What had to be mended, in the words of the report. */
  readonly repairs: readonly string[]
}
