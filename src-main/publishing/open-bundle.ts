// Bundle → documents: opens an archive or an unpacked folder and hands out its files, each checked against its hash.
// It shows a bundle as it is; nothing is sanitised here, and nothing is kept in memory but what the edition says.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata, ContentsEntry } from '../../src-shared/domain/bundle.ts'
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { DocumentEntry, SetApart } from '../../src-shared/domain/document.ts'
import type { FileRecord } from '../../src-shared/domain/edition-file.ts'
import type { DocumentId } from '../../src-shared/domain/ids.ts'
import type { IndexDescriptor } from '../../src-shared/domain/index-file.ts'
import type { BundleFiles } from './bundle-files.ts'
import { getRecord, inTurns, invalid, notABundle, readVerified } from './bundle-files.ts'
import { openArchive } from './container/archive.ts'
import type { Container, ContainerLimits } from './container/container.ts'
import { INDEX_FOLDER, toFileFailure } from './container/container.ts'
import { openFolder } from './container/folder.ts'
import { parseContents } from './contents.ts'
import { decodeDocument } from './document-file.ts'
import { loadBundleFiles } from './edition.ts'
import { loadManifest } from './manifest.ts'
import { EDITION_PATH, MANIFEST_PATH, RESOURCES_FOLDER, toDocumentPath } from './paths.ts'
import { loadSetApart } from './set-apart.ts'

/** An open bundle. Whoever opened it closes it; nothing can be read after that. */
export interface Bundle {
  readonly path: string
  readonly metadata: BundleMetadata
  /** In reading order. */
  readonly documents: readonly DocumentEntry[]
  /** Bytes on disk. */
  readonly size: number
  /** Hash and unpacked size of every file but `lectern/edition.json`, by path: what tells two contents apart. */
  readonly files: ReadonlyMap<string, FileRecord>
  /** Null when the bundle was made without a search index. */
  readonly index: { readonly path: string; readonly descriptor: IndexDescriptor } | null
  /**
   * The contents tree. Cost: the manifest, which grows with the headings of all documents; it is not kept.
   * @throws LecternError `BUNDLE_DAMAGED` (hash), `BUNDLE_INVALID` (form, or it tells of other documents)
   */
  readContents(): Promise<ContentsEntry[]>
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
 * Opens a bundle. Cost: the archive's list of files and its edition; all else is read when asked for. Other work of the
 * thread gets its turn in between.
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

function toBundle(container: Container, files: BundleFiles): Bundle {
  const { metadata, documents, index, records } = files
  const order = new Map(documents.map(({ id }, at) => [id, at]))
  return {
    path: container.path,
    metadata,
    documents,
    size: container.size,
    files: records,
    index: index !== null && records.has(index.path) ? toIndex(index) : null,
    readContents: () => loadContents(container, files),
    async readDocument(id) {
      const at = order.get(id)
      if (at === undefined) throw missing(container.path, `document ${id}`)
      const path = toDocumentPath(id)
      const html = decodeDocument(await readVerified(container, records, path), `${container.path}: ${path}`)
      return { html, setApart: await loadSetApart(container, files, at) }
    },
    async readFile(path) {
      if (!path.startsWith(RESOURCES_FOLDER) && !path.startsWith(INDEX_FOLDER))
        throw missing(container.path, `file ${path}`)
      const bytes = await readVerified(container, records, path)
      const type = records.get(path)?.mediaType ?? OCTETS
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

/**
 * The contents tree, once the manifest has been found to tell of the same documents as the edition.
 * @throws LecternError `BUNDLE_INVALID`, `BUNDLE_DAMAGED`, and what reading the container throws
 */
export async function loadContents(container: Container, files: BundleFiles): Promise<ContentsEntry[]> {
  const { metadata, documents, records } = files
  const manifest = await loadManifest(container, { id: metadata.id, documents, records })
  const titled = documents.every(({ id, title }, at) => (manifest.readingOrder[at]?.title ?? id) === title)
  if (!titled || manifest.metadata.title !== metadata.title)
    throw invalid(container, MANIFEST_PATH, `its titles are not those of ${EDITION_PATH}`)
  const byPath = new Map(documents.map(({ id }) => [toDocumentPath(id), id]))
  const contents: ContentsEntry[] = []
  await inTurns(manifest.toc, (some) => {
    contents.push(...parseContents(some, byPath, container.path))
  })
  return contents
}

function toIndex({ path, ...descriptor }: NonNullable<BundleFiles['index']>): Bundle['index'] {
  return { path, descriptor }
}

function missing(bundle: string, what: string): LecternError {
  return new LecternError('NOT_FOUND', `${bundle} has no ${what}.`, { details: { file: bundle } })
}
