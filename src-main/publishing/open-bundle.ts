// Bundle → documents: opens an archive or an unpacked folder and hands out its files, each checked against its hash.
// It shows a bundle as it is; nothing is sanitised here, and nothing is kept in memory but the two descriptive files.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata, ContentsEntry } from '../../src-shared/domain/bundle.ts'
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { DocumentEntry } from '../../src-shared/domain/document.ts'
import { SetApart } from '../../src-shared/domain/document.ts'
import type { FileRecord } from '../../src-shared/domain/edition-file.ts'
import type { DocumentId, Sha256 } from '../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import type { BundleFiles } from './bundle-files.ts'
import { getRecord, loadBundleFiles, notABundle, parse, parseJson, readVerified } from './bundle-files.ts'
import { openArchive } from './container/archive.ts'
import type { Container, ContainerLimits } from './container/container.ts'
import { INDEX_FOLDER, toFileFailure } from './container/container.ts'
import { openFolder } from './container/folder.ts'
import { parseContents } from './contents.ts'
import { decodeDocument, toDocumentPath, toSetApartPath } from './document-file.ts'
import { EDITION_PATH, MANIFEST_PATH, RESOURCES_FOLDER, toHref, toMetadata } from './manifest.ts'

/** An open bundle. Whoever opened it closes it; nothing can be read after that. */
export interface Bundle {
  readonly path: string
  readonly metadata: BundleMetadata
  /** In reading order. */
  readonly documents: readonly DocumentEntry[]
  readonly contents: readonly ContentsEntry[]
  /** Bytes on disk. */
  readonly size: number
  /** Hash and unpacked size of every file but `lectern/edition.json`, by path: what tells two contents apart. */
  readonly files: ReadonlyMap<string, FileRecord>
  /** Null when the bundle was made without a search index. */
  readonly index: { readonly path: string; readonly descriptor: IndexDescriptor } | null
  /**
   * The body of a document in normal form, and the text that was set apart from it.
   * @throws LecternError `NOT_FOUND`, `BUNDLE_DAMAGED` (hash), `BUNDLE_INVALID` (form)
   */
  readDocument(id: DocumentId): Promise<{ readonly html: string; readonly setApart: SetApart[] }>
  /**
   * A file under `resources/` or `lectern/index/`. The media type is one that is safe to serve, or
   * `application/octet-stream`.
   * @throws LecternError `NOT_FOUND`, `BUNDLE_DAMAGED`, `FILE_TOO_LARGE` (an index over 512 MiB; see `openFile`)
   */
  readFile(path: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }>
  /**
   * A file under `lectern/index/` for reading by position, so that even a large index opens at once; null where it is
   * compressed, as early bundles have it: read it whole then. The headers, the place and the size are checked, the
   * hash is **not**: that would read all of it. An index guards itself by sums of its own, and `verifyBundle` checks
   * the hash. The source has a file descriptor of its own, which whoever asked for it closes. A read throws
   * `BUNDLE_DAMAGED` when the file has been cut short since.
   * @throws LecternError `NOT_FOUND`, `BUNDLE_DAMAGED` (also when the bundle was replaced since it was opened),
   * `ARCHIVE_DAMAGED`, `ARCHIVE_HOSTILE`, `FILE_NOT_REGULAR`, `FILE_UNREADABLE`, `TIMED_OUT`
   */
  openFile(path: string): Promise<ByteSource | null>
  close(): Promise<void>
}

const SERVED_TYPE =
  /^(?:(?:image|font|audio|video)\/[A-Za-z0-9.+-]{1,64}|text\/(?:css|plain)|application\/pdf)$/
const OCTETS = 'application/octet-stream'

/**
 * Opens a bundle. Cost: the archive's list of files and the two descriptive files; documents are read when asked for.
 * @throws LecternError `NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_REGULAR`, `FILE_EMPTY`, `FILE_TOO_LARGE`,
 * `FORMAT_UNSUPPORTED`, `ARCHIVE_DAMAGED`, `ARCHIVE_HOSTILE`, `BUNDLE_INVALID`, `BUNDLE_NEWER`, `BUNDLE_DAMAGED`,
 * `TIMED_OUT`
 */
export async function openBundle(path: string): Promise<Bundle> {
  const container = await openContainer(path)
  try {
    return toBundle(container, await loadBundleFiles(container))
  } catch (error) {
    await container.close()
    throw error
  }
}

/** Opens what is at `path`, a file as an archive, a folder as an unpacked one. */
export async function openContainer(path: string, limits?: ContainerLimits): Promise<Container> {
  try {
    if (!(await stat(path)).isDirectory()) return await openArchive(path, limits)
    // Looked for before the walk, so that no other folder is ever walked through.
    await Promise.any([MANIFEST_PATH, EDITION_PATH].map((name) => stat(join(path, name))))
  } catch (error) {
    if (error instanceof AggregateError) throw notABundle(path)
    throw toFileFailure(error, path)
  }
  return openFolder(path, limits)
}

/** The bundle in a container whose descriptive files have been read. @throws LecternError `BUNDLE_INVALID` */
export function toBundle(container: Container, files: BundleFiles): Bundle {
  const { edition, manifest, records } = files
  const byPath = new Map(edition.documents.map(({ id }) => [toDocumentPath(id), id]))
  const types = new Map(manifest.resources?.map(({ href, type }) => [href, type]))
  return {
    path: container.path,
    metadata: toMetadata(manifest, edition),
    documents: toEntries(files),
    contents: parseContents(manifest.toc, byPath, container.path),
    size: container.size,
    files: records,
    index: toIndex(files),
    async readDocument(id) {
      const path = toDocumentPath(id)
      if (!byPath.has(path)) throw missing(container.path, `document ${id}`)
      const html = decodeDocument(await readVerified(container, records, path), `${container.path}: ${path}`)
      return { html, setApart: await readSetApart(container, files, id) }
    },
    async readFile(path) {
      if (!path.startsWith(RESOURCES_FOLDER) && !path.startsWith(INDEX_FOLDER))
        throw missing(container.path, `file ${path}`)
      const bytes = await readVerified(container, records, path)
      const type = types.get(toHref(path)) ?? OCTETS
      return { bytes, mediaType: SERVED_TYPE.test(type) ? type : OCTETS }
    },
    async openFile(path) {
      if (!path.startsWith(INDEX_FOLDER)) throw missing(container.path, `index ${path}`)
      getRecord(container, records, path)
      return container.openFile(path)
    },
    close: () => container.close(),
  }
}

/** The text set apart from one document, from the bytes of its file. @throws LecternError `BUNDLE_INVALID` */
export function parseSetApart(bytes: Uint8Array, container: Container, id: DocumentId): SetApart[] {
  const path = toSetApartPath(id)
  return parse(z.array(SetApart), parseJson(bytes, container, path), container, path)
}

async function readSetApart(container: Container, files: BundleFiles, id: DocumentId): Promise<SetApart[]> {
  const path = toSetApartPath(id)
  if (!files.records.has(path)) return []
  return parseSetApart(await readVerified(container, files.records, path), container, id)
}

function toEntries({ edition, manifest, records }: BundleFiles): DocumentEntry[] {
  return edition.documents.map((document, index) => {
    const title = manifest.readingOrder[index]?.title
    return { ...document, title: title ?? document.id, sha256: getHash(records, document.id) }
  })
}

function getHash(records: BundleFiles['records'], id: DocumentId): Sha256 {
  const record = records.get(toDocumentPath(id))
  if (!record) throw new Error(`No hash for document ${id}`)
  return record.sha256
}

function toIndex({ edition, records }: BundleFiles): Bundle['index'] {
  if (edition.index === null || !records.has(edition.index.path)) return null
  const { path, ...descriptor } = edition.index
  return { path, descriptor }
}

function missing(bundle: string, what: string): LecternError {
  return new LecternError('NOT_FOUND', `${bundle} has no ${what}.`, { details: { file: bundle } })
}
