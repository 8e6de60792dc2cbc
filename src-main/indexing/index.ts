// The door of the indexing stage: documents → index file, built in a worker thread; index file → sections that can
// be asked. What the file looks like (docs/formats/index.md) and what engine is behind it stays inside.
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { toBatches } from './building/batches.ts'
import type { IndexedDocument } from './gathering/section-documents.ts'
import type { DocumentBatch } from './building/thread-steps.ts'
import { buildInThreads } from './building/threads.ts'
import { FIELDS } from './fields.ts'
import { toSectionFile, toSectionShape } from './section-writer.ts'

export type { IndexedDocument } from './gathering/section-documents.ts'
export { toNorm, toRarity, toWeight } from './binary/weights.ts'
export { openIndex } from './open-index.ts'
export { describeIndex } from './section-file.ts'
export { getStemmer, type Stemmer, toStemmingLanguage } from './stemmers.ts'
export { type TermSink, TokenTerms } from './gathering/token-terms.ts'
export { type Collection, joinStatistics } from './collection.ts'
export {
  type Clause,
  type IndexedSection,
  type Pattern,
  PATTERN_BOOSTS,
  type PreparedQuery,
  type SectionField,
  type SectionIndex,
  type SectionMatches,
  type Sequence,
  type Step,
  type TokenSpan,
  toIndexedSections,
} from './section-index.ts'

/** How a build is followed and stopped. */
export interface BuildOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the number of documents indexed and their total, at most twenty times a second. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Number of threads; when none is given, as many as pay. */
  readonly workers?: number | undefined
}

/**
 * Builds the index of the documents in threads. The same documents in the same order give the same bytes, whatever
 * the number of threads; no documents give an index in which nothing is found. Whoever asked for it closes its content:
 * a large one is a temporary file until then.
 * @throws LecternError CANCELLED when `signal` is aborted
 */
export async function buildIndex(
  documents: readonly IndexedDocument[],
  { signal, onProgress, workers }: BuildOptions = {},
): Promise<IndexFile> {
  const batches = async function* (): AsyncGenerator<DocumentBatch> {
    for await (const batch of toBatches(documents, toPlain)) yield { kind: 'sections', documents: batch }
  }
  let shape = toSectionShape([])
  const content = await buildInThreads(
    {
      fields: FIELDS.length,
      batches: batches(),
      shape: (chunks) => (shape = toSectionShape(chunks.map(({ tables }) => tables))),
    },
    { signal, workers, onProgress: (done) => onProgress?.(done, documents.length) },
  )
  return toSectionFile(shape, content)
}

/** A document with nothing on it but what is indexed, and its size: whatever else its object carries is not copied. */
function toPlain({ id, title, language, html }: IndexedDocument): readonly [IndexedDocument, number] {
  return [{ id, title, language, html }, html.length]
}
