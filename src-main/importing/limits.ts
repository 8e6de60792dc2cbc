// How much an import takes on. The door reads it, so it loads none of the readers.

import type { WalkLimits } from './files/walk.ts'

/** What is too much. Sizes in bytes. */
export interface ImportLimits extends WalkLimits {
  readonly textBytes: number
  readonly imageBytes: number
  /** Seconds that one file may take. */
  readonly fileSeconds: number
}

export const IMPORT_LIMITS: ImportLimits = {
  files: 20_000,
  depth: 32,
  textBytes: 67_108_864,
  imageBytes: 67_108_864,
  fileSeconds: 300,
}
