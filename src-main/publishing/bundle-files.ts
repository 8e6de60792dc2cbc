// The files of an open container taken together as a bundle: its edition and its manifest read, checked and joined,
// and every other file read against its hash. Both opening and verifying stand on this.

import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { FileRecord } from '../../src-shared/domain/edition-file.ts'
import { BUNDLE_FORMAT, EditionFile, EditionVersion } from '../../src-shared/domain/edition-file.ts'
import { ManifestFile } from '../../src-shared/domain/manifest-file.ts'
import { parseOutsideJson } from '../../src-shared/text/outside-json.ts'
import type { Container } from './container/container.ts'
import { findNameProblem } from './container/entry-name.ts'
import { readPieces } from './container/source-chunks.ts'
import { decodeText, toDocumentPath } from './document-file.ts'
import { EDITION_PATH, MANIFEST_PATH, toIdentifier } from './manifest.ts'

/** What `manifest.json`, `lectern/edition.json` and set-apart text may measure at most. */
export const JSON_LIMITS = { length: 128 * 1024 ** 2, depth: 100 }

const NOT_PUBLISHED = 'is not the file that was published'

/** The two descriptive files of a bundle, found to belong together, and the record of every other file by path. */
export interface BundleFiles {
  readonly edition: EditionFile
  readonly manifest: ManifestFile
  readonly records: ReadonlyMap<string, FileRecord>
}

/**
 * Reads what a bundle says of itself.
 * @throws LecternError `BUNDLE_INVALID` (also for a Readium publication of another maker), `BUNDLE_NEWER`,
 * `BUNDLE_DAMAGED`, and what reading the container throws
 */
export async function loadBundleFiles(container: Container): Promise<BundleFiles> {
  checkKind(container)
  const value = await loadJson(container, EDITION_PATH)
  const { minReader } = parse(EditionVersion, value, container, EDITION_PATH)
  if (minReader > BUNDLE_FORMAT)
    throw new LecternError(
      'BUNDLE_NEWER',
      `${container.path} was made by a newer Lectern. Update Lectern to open it.`,
      {
        details: { file: container.path, format: minReader },
      },
    )
  const edition = parse(EditionFile, value, container, EDITION_PATH)
  const records = new Map(Object.entries(edition.files))
  for (const path of records.keys())
    if (path === EDITION_PATH || findNameProblem(path) !== null)
      throw invalid(container, EDITION_PATH, `it lists ${JSON.stringify(path.slice(0, 200))}`)
  await readVerified(container, records, MANIFEST_PATH)
  const manifest = parse(ManifestFile, await loadJson(container, MANIFEST_PATH), container, MANIFEST_PATH)
  checkTogether(container, edition, manifest)
  return { edition, manifest, records }
}

/**
 * What the edition notes of a file that is there and has the size it should have.
 * @throws LecternError `NOT_FOUND` when the bundle lists no such file, `BUNDLE_DAMAGED` when it is missing or differs
 */
export function getRecord(
  container: Container,
  records: ReadonlyMap<string, FileRecord>,
  path: string,
): FileRecord {
  const record = records.get(path)
  if (!record)
    throw new LecternError('NOT_FOUND', `${container.path} has no file ${path}.`, { details: { file: path } })
  const size = container.files.get(path)
  if (size === undefined) throw differs(container, path, 'is missing from the bundle')
  if (size !== record.size) throw differs(container, path, 'does not have the size it was published with')
  return record
}

/**
 * A file of the bundle whose size and hash are those that the edition notes.
 * @throws LecternError as `getRecord`, also when the hash differs, and what reading the container throws
 */
export async function readVerified(
  container: Container,
  records: ReadonlyMap<string, FileRecord>,
  path: string,
): Promise<Uint8Array> {
  const record = getRecord(container, records, path)
  const bytes = await container.read(path)
  if (createHash('sha256').update(bytes).digest('hex') !== record.sha256)
    throw differs(container, path, NOT_PUBLISHED)
  return bytes
}

/**
 * Checks a file as `readVerified` does, a piece at a time: for what may be larger than memory.
 * @throws LecternError as `readVerified`
 */
export async function checkVerified(
  container: Container,
  records: ReadonlyMap<string, FileRecord>,
  path: string,
): Promise<void> {
  const record = getRecord(container, records, path)
  const source = await container.openFile(path)
  if (source === null) {
    await readVerified(container, records, path)
    return
  }
  const hash = createHash('sha256')
  try {
    for await (const piece of readPieces(source)) hash.update(piece)
  } finally {
    source.close()
  }
  if (hash.digest('hex') !== record.sha256) throw differs(container, path, NOT_PUBLISHED)
}

/**
 * JSON of the bundle as a value of the schema's type.
 * @throws LecternError `BUNDLE_INVALID` naming the first place that does not fit
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  container: Container,
  path: string,
): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const place =
    issue === undefined || issue.path.length === 0 ? 'as a whole' : `at ${issue.path.map(String).join('.')}`
  throw invalid(container, path, `it does not have the form of a bundle ${place.slice(0, 200)}`)
}

/** Bytes of a file of the bundle as JSON. @throws LecternError `BUNDLE_INVALID` */
export function parseJson(bytes: Uint8Array, container: Container, path: string): unknown {
  try {
    return parseOutsideJson(decodeText(bytes, `${container.path}: ${path}`), path, JSON_LIMITS)
  } catch (error) {
    if (!(error instanceof LecternError) || error.code !== 'INVALID_INPUT') throw error
    throw new LecternError('BUNDLE_INVALID', `${container.path} is not a valid bundle: ${error.message}`, {
      details: { file: path },
      cause: error,
    })
  }
}

/** The failure for a file or folder that has nothing of a bundle. */
export function notABundle(path: string): LecternError {
  return new LecternError(
    'BUNDLE_INVALID',
    `${path} is not a bundle: it has neither manifest.json nor lectern/edition.json. Import the documents in it instead.`,
    { details: { file: path } },
  )
}

async function loadJson(container: Container, path: string): Promise<unknown> {
  if ((container.files.get(path) ?? 0) > JSON_LIMITS.length) throw invalid(container, path, 'it is too large')
  return parseJson(await container.read(path), container, path)
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

// The manifest is what other readers go by, the edition what Lectern goes by: they must tell of the same documents.
function checkTogether(container: Container, edition: EditionFile, manifest: ManifestFile): void {
  if (manifest.metadata.identifier !== toIdentifier(edition.bundle))
    throw invalid(container, MANIFEST_PATH, `it is that of ${manifest.metadata.identifier.slice(0, 200)}`)
  const paths = edition.documents.map((document) => toDocumentPath(document.id))
  if (new Set(paths).size !== paths.length)
    throw invalid(container, EDITION_PATH, 'it lists a document twice')
  const order = manifest.readingOrder.map((link) => link.href)
  if (order.length !== paths.length || order.some((href, index) => href !== paths[index]))
    throw invalid(container, MANIFEST_PATH, 'its reading order is not that of lectern/edition.json')
  for (const path of paths) {
    if (!Object.hasOwn(edition.files, path))
      throw invalid(container, EDITION_PATH, `it has no hash for ${path}`)
    if (!container.files.has(path)) throw differs(container, path, 'is missing from the bundle')
  }
}

function differs(container: Container, path: string, what: string): LecternError {
  return new LecternError(
    'BUNDLE_DAMAGED',
    `${container.path} is damaged: ${path} ${what}. Copy or download it again.`,
    {
      details: { file: path },
    },
  )
}

function invalid(container: Container, path: string, what: string): LecternError {
  return new LecternError(
    'BUNDLE_INVALID',
    `${container.path} is not a valid bundle: ${path}: ${what}. Build it again.`,
    {
      details: { file: path },
    },
  )
}
