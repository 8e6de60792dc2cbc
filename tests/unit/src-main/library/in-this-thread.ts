// Importing and indexing without their threads: starting them for each of a hundred tiny bundles would be all that the
// library's tests do. The threads themselves are tested where they are, and in the contract suite.
import { importFiles } from '../../../../src-main/importing/import-files.ts'
import { IMPORT_LIMITS } from '../../../../src-main/importing/limits.ts'
import type { importSources as ImportSources } from '../../../../src-main/importing/index.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import type { buildIndex as BuildIndex } from '../../../../src-main/indexing/index.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { ImportProgress } from '../../../../src-shared/domain/import-job.ts'

/** What the importing thread does, without the thread. */
export const importSources: typeof ImportSources = async (paths, options) => {
  const say = (progress: ImportProgress): void => options?.onProgress?.(progress)
  const result = importFiles(paths, IMPORT_LIMITS, new Map(), say, options?.keepOrder)
  await Promise.resolve()
  if (options?.signal?.aborted === true) throw new LecternError('CANCELLED', 'The import was cancelled.')
  return result
}

/** What indexing fails with; null when it does not. */
export const failing: { with: Error | null } = { with: null }

/** What the indexing thread does, without the thread. */
export const buildIndex: typeof BuildIndex = async (documents, options) => {
  if (failing.with !== null) throw failing.with
  const file = buildIndexFile(documents, (done) => options?.onProgress?.(done, documents.length))
  await Promise.resolve()
  if (options?.signal?.aborted === true) throw new LecternError('CANCELLED', 'Indexing was cancelled.')
  return file
}
