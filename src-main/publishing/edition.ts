// `lectern/edition.json`: built from what goes into a bundle, and read back when it is opened, in this form of the
// format and in the one before. What a person or another reader goes by stands in the manifest.

import type { z } from 'zod'
import packageFile from '../../package.json' with { type: 'json' }
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { Document, DocumentEntry, Resource } from '../../src-shared/domain/document.ts'
import type { FileRecord, WrittenEdition } from '../../src-shared/domain/edition-file.ts'
import {
  BUNDLE_FORMAT,
  DocumentRecord,
  EditionFile,
  EditionFile1,
  EditionVersion,
  ListedFile,
} from '../../src-shared/domain/edition-file.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import type { BundleFiles } from './bundle-files.ts'
import { differs, invalid, loadJson, notABundle, parse, parseLines } from './bundle-files.ts'
import type { Container } from './container/container.ts'
import { findNameProblem } from './container/entry-name.ts'
import { loadManifest, toMetadata } from './manifest.ts'
import { EDITION_PATH, MANIFEST_PATH, RESOURCES_FOLDER, toDocumentPath, toHref } from './paths.ts'

/** What goes into a bundle, as far as its edition tells of it. */
interface EditionContent {
  readonly metadata: BundleMetadata
  readonly documents: readonly Document[]
  readonly resources: readonly Resource[]
  readonly index: IndexFile | null
}

/** The edition of a bundle, whose other files are known by their paths. `files` are listed in the order given. */
export function buildEdition(
  { metadata, documents, resources, index }: EditionContent,
  files: ReadonlyMap<string, FileRecord>,
): WrittenEdition {
  const types = new Map(resources.map(({ path, mediaType }) => [RESOURCES_FOLDER + path, mediaType]))
  const paths = new Set(documents.map(({ id }) => toDocumentPath(id)))
  return {
    format: BUNDLE_FORMAT,
    minReader: BUNDLE_FORMAT,
    generator: { name: packageFile.productName, version: packageFile.version },
    metadata,
    index: index === null ? null : { path: index.path, ...index.descriptor },
    documents: documents.map(({ id, title, language, direction, wordCount }) => {
      const record = files.get(toDocumentPath(id))
      if (record === undefined) throw new Error(`No record of the document ${id}`)
      return { id, title, language, direction, wordCount, ...record }
    }),
    files: [...files]
      .filter(([path]) => !paths.has(path))
      .map(([path, record]) => {
        const mediaType = types.get(path)
        return { path, ...record, ...(mediaType !== undefined && { mediaType }) }
      }),
  }
}

/**
 * Reads what a bundle says of itself. The manifest is looked into in format 1 alone; it must be there in any.
 * @throws LecternError `BUNDLE_INVALID` (also for a Readium publication of another maker), `BUNDLE_NEWER`,
 * `BUNDLE_DAMAGED`, and what reading the container throws
 */
export async function loadBundleFiles(container: Container): Promise<BundleFiles> {
  checkKind(container)
  const value = await loadJson(container, EDITION_PATH)
  const { format, minReader } = parse(EditionVersion, value, container, EDITION_PATH)
  if (minReader > BUNDLE_FORMAT)
    throw new LecternError(
      'BUNDLE_NEWER',
      `${container.path} was made by a newer Lectern. Update Lectern to open it.`,
      { details: { file: container.path, format: minReader } },
    )
  return format === 1
    ? loadFormat1(container, parse(EditionFile1, value, container, EDITION_PATH))
    : loadCurrent(container, parse(EditionFile, value, container, EDITION_PATH))
}

async function loadCurrent(
  container: Container,
  { format, metadata, index, ...lists }: z.infer<typeof EditionFile>,
): Promise<BundleFiles> {
  const place = (name: string) => ({ path: EDITION_PATH, name })
  const records = new Map<string, FileRecord>()
  const documents: DocumentEntry[] = []
  const add = (path: string, record: FileRecord): void => {
    if (records.has(path)) throw invalid(container, EDITION_PATH, `it lists ${path} twice`)
    records.set(path, record)
  }
  for (const { size, ...entry } of await parseLines(
    DocumentRecord,
    lists.documents,
    container,
    place('documents'),
  )) {
    add(toDocumentPath(entry.id), { sha256: entry.sha256, size })
    documents.push(entry)
  }
  for (const { path, ...record } of await parseLines(ListedFile, lists.files, container, place('files')))
    add(path, record)
  checkRecords(container, documents, records)
  return { format, metadata, documents, index, records }
}

// Format 1 left titles and media types to the manifest.
async function loadFormat1(container: Container, early: z.infer<typeof EditionFile1>): Promise<BundleFiles> {
  const { format, bundle, edition, language, index } = early
  const listed = new Map<string, FileRecord>(Object.entries(early.files))
  const documents = early.documents.map(({ id, ...rest }) => {
    const record = listed.get(toDocumentPath(id))
    if (record === undefined)
      throw invalid(container, EDITION_PATH, `it has no hash for ${toDocumentPath(id)}`)
    return { id, title: id, ...rest, sha256: record.sha256 }
  })
  if (new Set(documents.map(({ id }) => id)).size !== documents.length)
    throw invalid(container, EDITION_PATH, 'it lists a document twice')
  checkRecords(container, documents, listed)
  const manifest = await loadManifest(container, { id: bundle, documents, records: listed })
  const types = new Map(manifest.resources?.map(({ href, type }) => [href, type]))
  const records = new Map(
    [...listed].map(([path, record]) => {
      const mediaType = types.get(toHref(path))
      return [path, mediaType === undefined ? record : { ...record, mediaType }]
    }),
  )
  return {
    format,
    metadata: toMetadata(manifest, { id: bundle, edition, language }),
    documents: documents.map((entry, at) => ({
      ...entry,
      title: manifest.readingOrder[at]?.title ?? entry.title,
    })),
    index,
    records,
  }
}

// Names that the container has were found safe when it was opened.
function checkRecords(
  container: Container,
  documents: readonly Pick<DocumentEntry, 'id'>[],
  records: ReadonlyMap<string, FileRecord>,
): void {
  for (const path of records.keys())
    if (path === EDITION_PATH || (!container.files.has(path) && findNameProblem(path) !== null))
      throw invalid(container, EDITION_PATH, `it lists ${JSON.stringify(path.slice(0, 200))}`)
  if (!records.has(MANIFEST_PATH))
    throw invalid(container, EDITION_PATH, `it has no hash for ${MANIFEST_PATH}`)
  for (const { id } of documents)
    if (!container.files.has(toDocumentPath(id)))
      throw differs(container, toDocumentPath(id), 'is missing from the bundle')
}

function checkKind(container: Container): void {
  const { path, files } = container
  if (files.has(EDITION_PATH) && files.has(MANIFEST_PATH)) return
  if (files.has(EDITION_PATH)) throw differs(container, MANIFEST_PATH, 'is missing from the bundle')
  if (!files.has(MANIFEST_PATH)) throw notABundle(path)
  throw new LecternError(
    'BUNDLE_INVALID',
    `${path} is a Readium publication that was not made by Lectern, and this version opens only its own. Import the documents in it instead.`,
    { details: { file: path } },
  )
}
