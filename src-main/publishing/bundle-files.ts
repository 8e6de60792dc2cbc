// The files of an open container taken together as a bundle: every one read against its hash, and what is JSON against
// its schema. What stands in them is for others to read; both opening and verifying stand on this.

import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import { fromMemory } from '../../src-shared/domain/byte-source.ts'
import type { DocumentEntry } from '../../src-shared/domain/document.ts'
import type { EditionFile, FileRecord } from '../../src-shared/domain/edition-file.ts'
import { parseOutsideJson } from '../../src-shared/text/outside-json.ts'
import type { Container } from './container/container.ts'
import { readPieces } from './container/source-chunks.ts'
import { decodeText } from './document-file.ts'

/** What `manifest.json`, `lectern/edition.json` and set-apart text may measure at most. */
export const JSON_LIMITS = { length: 128 * 1024 ** 2, depth: 100 }

/** How many lines of a list are gone through before other work of the thread gets its turn. */
const LINES = 512

/** What the edition says of a bundle, and the record of every other file by path. `documents` are in reading order. */
export interface BundleFiles {
  readonly format: number
  readonly metadata: BundleMetadata
  readonly documents: readonly DocumentEntry[]
  readonly index: z.infer<typeof EditionFile>['index']
  readonly records: ReadonlyMap<string, FileRecord>
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
 * A file of the bundle whose size and hash are those that the edition notes. Other work of the thread gets its turn
 * after every MiB.
 * @throws LecternError as `getRecord`, also when the hash differs, and what reading the container throws
 */
export async function readVerified(
  container: Container,
  records: ReadonlyMap<string, FileRecord>,
  path: string,
): Promise<Uint8Array> {
  const record = getRecord(container, records, path)
  const bytes = await container.read(path)
  if ((await hash(fromMemory(bytes))) !== record.sha256) throw notPublished(container, path)
  return bytes
}

/**
 * Checks a file as `readVerified` does, without holding it: for what may be larger than memory.
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
  try {
    if ((await hash(source)) !== record.sha256) throw notPublished(container, path)
  } finally {
    source.close()
  }
}

/**
 * A file of JSON, which is not looked at beyond its form. Its hash is not checked.
 * @throws LecternError `BUNDLE_INVALID`, and what reading the container throws
 */
export async function loadJson(container: Container, path: string): Promise<unknown> {
  if ((container.files.get(path) ?? 0) > JSON_LIMITS.length) throw invalid(container, path, 'it is too large')
  return parseJson(await container.read(path), container, path)
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

/**
 * The lines of a long list, each as a value of the schema's type. Other work of the thread gets its turn in between.
 * @param name what the list is called in its file
 * @throws LecternError `BUNDLE_INVALID` naming the list
 */
export async function parseLines<T extends z.ZodType>(
  schema: T,
  lines: readonly unknown[],
  container: Container,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<z.output<T>[]> {
  const part = z.object({ [name]: z.array(schema) })
  const parsed: z.output<T>[] = []
  await inTurns(lines, (some) => {
    parsed.push(...(parse(part, { [name]: some }, container, path)[name] ?? []))
  })
  return parsed
}

/** Does `work` on all lines of a list, some at a time. Other work of the thread gets its turn in between. */
export async function inTurns<T>(lines: readonly T[], work: (some: readonly T[]) => void): Promise<void> {
  for (let at = 0; at < lines.length; at += LINES) {
    work(lines.slice(at, at + LINES))
    await setImmediate()
  }
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

/** The failure for a file that is not there as it was published. */
export function differs(container: Container, path: string, what: string): LecternError {
  return new LecternError(
    'BUNDLE_DAMAGED',
    `${container.path} is damaged: ${path} ${what}. Copy or download it again.`,
    {
      details: { file: path },
    },
  )
}

/** The failure for a file that cannot be one of a bundle. */
export function invalid(container: Container, path: string, what: string): LecternError {
  return new LecternError(
    'BUNDLE_INVALID',
    `${container.path} is not a valid bundle: ${path}: ${what}. Build it again.`,
    {
      details: { file: path },
    },
  )
}

function notPublished(container: Container, path: string): LecternError {
  return differs(container, path, 'is not the file that was published')
}

async function hash(source: ByteSource): Promise<string> {
  const sum = createHash('sha256')
  for await (const piece of readPieces(source)) sum.update(piece)
  return sum.digest('hex')
}
