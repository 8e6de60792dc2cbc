// The text that was set apart from documents: that of neighbours stands in one file, so that a manual of ten thousand
// pages has a few hundred of them, each small enough to be read for the sake of one document.

import { z } from 'zod'
import type { Document } from '../../src-shared/domain/document.ts'
import { SetApart } from '../../src-shared/domain/document.ts'
import { DocumentId } from '../../src-shared/domain/ids.ts'
import type { BundleFiles } from './bundle-files.ts'
import { invalid, parse, parseJson, readVerified } from './bundle-files.ts'
import type { Container } from './container/container.ts'
import { toSetApartPath } from './paths.ts'

/** A file covers at most so many documents in a row, and takes no further one once it has so many UTF-16 units. */
const MOST = { documents: 64, units: 128 * 1024 }

/** One line of a file: a text, and the document it was set apart from. */
const Line = SetApart.extend({ document: DocumentId })
type Line = z.infer<typeof Line>

/** A file of lines in the order of the documents and of their sources. */
export interface SetApartFile {
  readonly path: string
  readonly lines: Line[]
}

/** The files for documents in reading order. The first document that a file has lines of gives it its name. */
export function groupSetApart(documents: readonly Pick<Document, 'id' | 'setApart'>[]): SetApartFile[] {
  const files: SetApartFile[] = []
  let first = 0
  let units = Infinity
  for (const [index, { id, setApart }] of documents.entries()) {
    if (setApart.length === 0) continue
    if (units >= MOST.units || index - first >= MOST.documents) {
      files.push({ path: toSetApartPath(id), lines: [] })
      first = index
      units = 0
    }
    for (const { where, text } of setApart) {
      files.at(-1)?.lines.push({ document: id, where, text })
      units += text.length
    }
  }
  return files
}

/**
 * The text set apart from the document at a place of the reading order, in the order of its source; empty where there
 * is none.
 * @throws LecternError `BUNDLE_INVALID`, `BUNDLE_DAMAGED`
 */
export async function loadSetApart(
  container: Container,
  files: BundleFiles,
  at: number,
): Promise<SetApart[]> {
  const first = findFirst(files, at)
  if (first === null) return []
  const bytes = await readVerified(container, files.records, first.path)
  const id = files.documents[at]?.id
  return parseSetApart(bytes, container, files, first.at)
    .filter((line) => line.document === id)
    .map(({ where, text }) => ({ where, text }))
}

/**
 * All lines of the file that is named for the document at a place of the reading order.
 * @throws LecternError `BUNDLE_INVALID`, also when a line is of no document that the file covers
 */
export function parseSetApart(
  bytes: Uint8Array,
  container: Container,
  { format, documents }: BundleFiles,
  first: number,
): Line[] {
  const covered = documents.slice(first, first + MOST.documents).map(({ id }) => id)
  const [id] = covered
  if (id === undefined) throw new Error(`No document at ${first}`)
  const path = toSetApartPath(id)
  const value = parseJson(bytes, container, path)
  if (format === 1)
    return parse(z.array(SetApart), value, container, path).map((line) => ({ ...line, document: id }))
  const lines = parse(z.array(Line), value, container, path)
  const ids = new Set(covered)
  if (lines.some(({ document }) => !ids.has(document)))
    throw invalid(container, path, 'it holds text of other documents than its name says')
  return lines
}

// The file that covers a document is the nearest one that is named for it or for one before it.
function findFirst(
  { format, documents, records }: BundleFiles,
  from: number,
): { readonly at: number; readonly path: string } | null {
  const last = format === 1 ? from : Math.max(0, from - MOST.documents + 1)
  for (const [back, { id }] of documents
    .slice(last, from + 1)
    .toReversed()
    .entries()) {
    const path = toSetApartPath(id)
    if (records.has(path)) return { at: from - back, path }
  }
  return null
}
