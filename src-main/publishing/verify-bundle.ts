// Verifying: every file of a bundle against its hash, every file that should not be there, and the form of all of them.
// It never stops at the first problem that leaves the rest readable.

import type { ErrorCode } from '../../src-shared/contract/errors.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { BundleFiles } from './bundle-files.ts'
import { checkVerified, readVerified } from './bundle-files.ts'
import type { Container } from './container/container.ts'
import { INDEX_FOLDER } from './container/container.ts'
import { checkCancelled } from './container/replace-file.ts'
import { decodeDocument } from './document-file.ts'
import { loadBundleFiles } from './edition.ts'
import { loadContents, openContainer } from './open-bundle.ts'
import { EDITION_PATH, MANIFEST_PATH, toDocumentPath, toSetApartPath } from './paths.ts'
import { parseSetApart } from './set-apart.ts'

/** Something wrong with one file of a bundle, or with the bundle itself when `file` is its path. */
export interface BundleProblem {
  readonly file: string
  readonly code: ErrorCode
  readonly message: string
}

/** `files` counts what was checked. Without problems the bundle is whole. `metadata` is null when it cannot be known. */
export interface Verification {
  readonly files: number
  readonly problems: BundleProblem[]
  readonly metadata: BundleMetadata | null
}

/**
 * Checks a bundle, archive or unpacked. Never throws for what is wrong with the bundle. Cost: reads all of it once,
 * one file at a time, an index a piece at a time.
 * @throws LecternError `CANCELLED`
 */
export async function verifyBundle(path: string, signal?: AbortSignal): Promise<Verification> {
  const problems: BundleProblem[] = []
  let container: Container | undefined
  try {
    container = await openContainer(path)
    const files = await loadBundleFiles(container)
    const checks = mapChecks(container, files)
    for (const name of files.records.keys()) {
      checkCancelled(signal)
      await collect(problems, name, checkFile(container, files, name, checks.get(name)))
    }
    for (const name of container.files.keys())
      if (name !== EDITION_PATH && !files.records.has(name)) problems.push(toUnlisted(path, name))
    return { files: files.records.size + 1, problems, metadata: files.metadata }
  } catch (error) {
    if (error instanceof LecternError && error.code === 'CANCELLED') throw error
    problems.push(toProblem(error, path))
    return { files: 0, problems, metadata: null }
  } finally {
    await container?.close()
  }
}

async function checkFile(
  container: Container,
  files: BundleFiles,
  name: string,
  check: ((bytes: Uint8Array) => void) | undefined,
): Promise<void> {
  if (name === MANIFEST_PATH) await loadContents(container, files)
  else if (name.startsWith(INDEX_FOLDER)) await checkVerified(container, files.records, name)
  else {
    const bytes = await readVerified(container, files.records, name)
    check?.(bytes)
  }
}

// Which document a file belongs to, so that its form can be checked as well as its hash.
function mapChecks(container: Container, files: BundleFiles): Map<string, (bytes: Uint8Array) => void> {
  const checks = new Map<string, (bytes: Uint8Array) => void>()
  for (const [at, { id }] of files.documents.entries()) {
    checks.set(toDocumentPath(id), (bytes) => void decodeDocument(bytes, toDocumentPath(id)))
    checks.set(toSetApartPath(id), (bytes) => void parseSetApart(bytes, container, files, at))
  }
  return checks
}

async function collect(problems: BundleProblem[], file: string, check: Promise<unknown>): Promise<void> {
  try {
    await check
  } catch (error) {
    problems.push(toProblem(error, file))
  }
}

function toProblem(error: unknown, file: string): BundleProblem {
  if (!(error instanceof LecternError)) throw error
  return { file, code: error.code, message: error.message }
}

function toUnlisted(bundle: string, file: string): BundleProblem {
  return {
    file,
    code: 'BUNDLE_INVALID',
    message: `${bundle} holds ${file}, which lectern/edition.json does not list. Build it again.`,
  }
}
