// The one failure of an index file, whatever is wrong with it. What follows from it (building another) is not decided
// here.
import { LecternError } from '../../../src-shared/contract/errors.ts'

/** The failure that makes the searching stage build the index again. */
export function unusable(reason: string, cause?: unknown): LecternError {
  return new LecternError(
    'INDEX_UNUSABLE',
    `The search index cannot be used: ${reason}. It can be built again from the documents.`,
    cause === undefined ? {} : { cause },
  )
}
