// Documents → index file, in the thread in which it is called. The door builds in threads of its own.
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { LocalBuild } from './building/index-builder.ts'
import { type IndexedDocument, SectionDocuments } from './gathering/section-documents.ts'
import { FIELDS } from './fields.ts'
import { toSectionFile, toSectionShape } from './section-writer.ts'

export type { IndexedDocument } from './gathering/section-documents.ts'

/**
 * The index of the documents, in their order. The same documents give the same bytes.
 * @param onDocument called after each document with the number done
 */
export function buildIndexFile(
  documents: readonly IndexedDocument[],
  onDocument: (done: number) => void = () => undefined,
): IndexFile {
  const build = new LocalBuild(FIELDS.length)
  try {
    const sections = new SectionDocuments(build.gatherer)
    documents.forEach((document, index) => {
      sections.add(document)
      onDocument(index + 1)
    })
    const shape = toSectionShape([sections.takeTables()])
    return toSectionFile(shape, build.finish(shape))
  } finally {
    build.close()
  }
}
