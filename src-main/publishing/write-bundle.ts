// Documents → bundle: plans every file, hashes it, describes it in manifest and edition, and writes the archive.
// It decides nothing about content: ids, titles, languages and order are those it is given.

import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createDeflateRaw } from 'node:zlib'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { Document, Resource } from '../../src-shared/domain/document.ts'
import type { FileRecord } from '../../src-shared/domain/edition-file.ts'
import { Sha256 } from '../../src-shared/domain/ids.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import type { ArchiveItem } from './container/archive-writer.ts'
import { DEFLATE_LEVEL, writeArchive } from './container/archive-writer.ts'
import { CONTAINER_LIMITS, INDEX_FOLDER, getSizeLimit } from './container/container.ts'
import { findNameProblem, foldName, isArchiveContent, isArchiveName } from './container/entry-name.ts'
import type { WrittenFile } from './container/replace-file.ts'
import { checkCancelled } from './container/replace-file.ts'
import { JSON_LIMITS } from './bundle-files.ts'
import { readChunks, readPieces } from './container/source-chunks.ts'
import { encodeDocument } from './document-file.ts'
import { buildEdition } from './edition.ts'
import { buildManifest } from './manifest.ts'
import { EDITION_PATH, MANIFEST_PATH, RESOURCES_FOLDER, SET_APART_FOLDER, toDocumentPath } from './paths.ts'
import { groupSetApart } from './set-apart.ts'
import { findSourceDate } from './source-date.ts'

/**
 * All that goes into a bundle. Documents stand in reading order; `index` is null for a bundle without search, and its
 * content stays open: whoever opened it closes it.
 */
export interface BundleContent {
  readonly metadata: BundleMetadata
  readonly documents: readonly Document[]
  readonly resources: readonly Resource[]
  readonly index: IndexFile | null
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the share of the work that is done, from 0 to 1: hashing is the first half, writing the second. */
  readonly onProgress?: ((share: number) => void) | undefined
}

/** A file before its hash is known. `chunks` may be called again and gives the same. */
interface Source {
  readonly path: string
  readonly packed: boolean
  chunks(): AsyncIterable<Uint8Array>
}

interface Planned extends Source {
  readonly record: FileRecord
}

/** The manifest and the edition. */
const DESCRIPTIONS = 2

// Already compressed; deflating them again costs time and gains nothing.
const PACKED_TYPE = /^(?:image\/(?!svg|bmp)|audio\/|video\/|font\/woff)/

/**
 * Writes a bundle to `outFile`. The same content gives the same bytes, on any day, in any time zone and from any
 * folder: dates come from `SOURCE_DATE_EPOCH` alone. An older file is replaced only by a whole new one.
 * @returns the size in bytes and the hash of the file
 * @throws LecternError `INVALID_INPUT` (two documents of one id, an unusable name), `NO_DOCUMENTS`, `FILE_TOO_LARGE`,
 * `NOT_SAVED`, `NOT_FOUND`, `CANCELLED`; and of a resource `FILE_UNREADABLE`, `FILE_NOT_REGULAR`
 */
export async function writeBundle(
  content: BundleContent,
  outFile: string,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { signal, onProgress } = options
  const date = findSourceDate() ?? undefined
  const sources = listSources(content)
  checkSources(sources, outFile)
  const manifest = buildManifest(
    content.metadata,
    content.documents,
    content.resources,
    content.index?.path ?? null,
  )
  const planned = [await plan(fromJson(MANIFEST_PATH, manifest), signal)]
  for (const source of sources) {
    planned.push(await plan(source, signal))
    onProgress?.((planned.length - 1) / sources.length / 2)
  }
  const files = new Map(planned.toSorted(byPath).map(({ path, record }) => [path, record]))
  const edition = fromJson(EDITION_PATH, buildEdition(content, files))
  const items = [...planned, await plan(edition, signal)]
  const total = checkSizes(items, outFile)
  let written = 0
  const count = (bytes: number): void => onProgress?.((1 + (written += bytes) / total) / 2)
  return writeArchive(
    outFile,
    items.sort(byPath).map((item) => toItem(item, count)),
    { date, signal },
  )
}

/**
 * Finds out what would keep documents from being written, before they are indexed and all the rest of the work is done.
 * @throws LecternError as `writeBundle`: `INVALID_INPUT`, `NO_DOCUMENTS`, `FILE_TOO_LARGE` (as far as sizes are known)
 */
export function checkContent(content: Omit<BundleContent, 'index'>, outFile: string): void {
  checkSources(listSources({ ...content, index: null }), outFile)
  const known =
    content.documents.reduce((sum, { html }) => sum + html.length, 0) +
    content.resources.reduce((sum, { size }) => sum + size, 0)
  if (known > CONTAINER_LIMITS.total) throw tooLarge(outFile, CONTAINER_LIMITS.total)
}

function listSources(content: BundleContent): Source[] {
  const { documents, resources, index } = content
  if (documents.length === 0)
    throw new LecternError(
      'NO_DOCUMENTS',
      `“${content.metadata.title}” has no documents. Name files that can be read.`,
    )
  const sources: Source[] = []
  for (const document of documents)
    sources.push(fromBytes(toDocumentPath(document.id), () => encodeDocument(document)))
  for (const { path, lines } of groupSetApart(documents)) sources.push(fromJson(path, lines))
  for (const { path, file, mediaType } of resources)
    sources.push({
      path: RESOURCES_FOLDER + path,
      packed: PACKED_TYPE.test(mediaType),
      chunks: () => readChunks(file),
    })
  if (index !== null) {
    if (!index.path.startsWith(INDEX_FOLDER))
      throw new LecternError('INVALID_INPUT', `The index ${index.path} does not stand in ${INDEX_FOLDER}.`)
    const limit = getSizeLimit(index.path, true, CONTAINER_LIMITS)
    if (index.content.size > limit) throw tooLarge(index.path, limit)
    // Stored, so that a reader can read it by position.
    sources.push({ path: index.path, packed: true, chunks: () => readPieces(index.content) })
  }
  return sources
}

// What would be refused when the bundle is opened must not be written.
function checkSources(sources: readonly Source[], outFile: string): void {
  if (sources.length + DESCRIPTIONS > CONTAINER_LIMITS.entries)
    throw new LecternError(
      'FILE_TOO_LARGE',
      `${outFile} would hold more than ${CONTAINER_LIMITS.entries} files. Make several bundles.`,
      { details: { file: outFile } },
    )
  const folded = new Set<string>([MANIFEST_PATH, EDITION_PATH])
  for (const { path } of sources) {
    const problem = findNameProblem(path) ?? (isArchiveName(path) ? 'is that of an archive' : null)
    if (problem !== null)
      throw new LecternError(
        'INVALID_INPUT',
        `${JSON.stringify(path)} cannot stand in a bundle: its name ${problem}.`,
      )
    const key = foldName(path)
    if (folded.has(key))
      throw new LecternError(
        'INVALID_INPUT',
        `Two files of the bundle would be ${path}, or differ in capitals alone. Rename one of them.`,
      )
    folded.add(key)
  }
}

async function plan(source: Source, signal: AbortSignal | undefined): Promise<Planned> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source.chunks()) {
    checkCancelled(signal)
    if (size === 0 && isArchiveContent(chunk))
      throw new LecternError('INVALID_INPUT', `${source.path} is itself an archive. Unpack it first.`)
    hash.update(chunk)
    size += chunk.length
    const limit = getSizeLimit(source.path, source.packed, CONTAINER_LIMITS)
    if (size > limit) throw tooLarge(source.path, limit)
  }
  const record = { sha256: Sha256.parse(hash.digest('hex')), size }
  return { ...source, record, packed: source.packed || (await isTooDense(source, size)) }
}

// A reader refuses what unpacks to very much more than it takes, so such a file is stored as it is. Deflating stops as
// soon as it is known: at once, for text.
async function isTooDense(source: Source, size: number): Promise<boolean> {
  if (source.packed || size <= CONTAINER_LIMITS.ratioFrom) return false
  const input = Readable.from(source.chunks(), { objectMode: false })
  const output = input.pipe(createDeflateRaw({ level: DEFLATE_LEVEL }))
  input.on('error', (error) => output.destroy(error))
  let packed = 0
  try {
    for await (const chunk of output.iterator()) {
      if (Buffer.isBuffer(chunk)) packed += chunk.length
      if (size <= packed * CONTAINER_LIMITS.ratio) return false
    }
    return true
  } finally {
    input.destroy()
  }
}

// The sum of all sizes, when that and every size may be.
function checkSizes(items: readonly Planned[], outFile: string): number {
  for (const { path, record } of items)
    if (isDescription(path) && record.size > JSON_LIMITS.length) throw tooLarge(path, JSON_LIMITS.length)
  const total = items.reduce((sum, item) => sum + item.record.size, 0)
  if (total > CONTAINER_LIMITS.total) throw tooLarge(outFile, CONTAINER_LIMITS.total)
  return total
}

function isDescription(path: string): boolean {
  return path === MANIFEST_PATH || path === EDITION_PATH || path.startsWith(SET_APART_FOLDER)
}

// The second reading is checked against the first: a file that is being changed must not end up under a wrong hash.
function toItem(planned: Planned, count: (bytes: number) => void): ArchiveItem {
  return {
    path: planned.path,
    compress: !planned.packed,
    async *chunks() {
      const hash = createHash('sha256')
      for await (const chunk of planned.chunks()) {
        hash.update(chunk)
        yield chunk
        count(chunk.length)
      }
      if (hash.digest('hex') !== planned.record.sha256)
        throw new LecternError(
          'FILE_UNREADABLE',
          `${planned.path} was changed while it was being read. Build again.`,
        )
    },
  }
}

function fromJson(path: string, value: unknown): Source {
  return fromBytes(path, () => Buffer.from(`${JSON.stringify(value)}\n`))
}

function fromBytes(path: string, bytes: () => Uint8Array): Source {
  return {
    path,
    packed: false,
    async *chunks() {
      yield await Promise.resolve(bytes())
    },
  }
}

// The manifest comes first, as is the custom of the format; all else follows by code unit.
function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === MANIFEST_PATH || b.path === MANIFEST_PATH)
    return a.path === b.path ? 0 : a.path === MANIFEST_PATH ? -1 : 1
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

function tooLarge(path: string, limit: number): LecternError {
  return new LecternError(
    'FILE_TOO_LARGE',
    `${path} would be larger than ${limit} bytes. Make several bundles.`,
    {
      details: { file: path },
    },
  )
}
