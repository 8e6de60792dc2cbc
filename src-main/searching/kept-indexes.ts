// Indexes that had to be built anew, because a bundle's own is missing or of another version, kept in the data folder so
// that they are not built again at every start. They can always be made again: whatever goes wrong here costs time only.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import type { DocumentEntry } from '../../src-shared/domain/document.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import { describeIndex, openIndex, type SectionIndex } from '../indexing/index.ts'
import { openRange, replaceFile } from '../publishing/index.ts'

/** An index with the bytes it is read from. Whoever was given it closes the bytes. */
export interface OpenedIndex {
  readonly index: SectionIndex
  readonly source: ByteSource
}

/** At most one index for each bundle. Nothing here fails. */
export interface KeptIndexes {
  /** The index that was kept of these very documents by this version; null when there is none that can be used. */
  open(bundleId: BundleId, documents: readonly DocumentEntry[]): Promise<OpenedIndex | null>
  /** Keeps a copy of an index, in place of any other of the bundle. */
  keep(bundleId: BundleId, documents: readonly DocumentEntry[], content: ByteSource): Promise<void>
  forget(bundleId: BundleId): Promise<void>
}

const PIECE = 1 << 20

/** @param folder where they are kept, made when it is needed; null when none are */
export function openKeptIndexes(folder: string | null): KeptIndexes {
  if (folder === null)
    return {
      open: () => Promise.resolve(null),
      keep: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    }
  const forget = async (bundleId: BundleId, but?: string): Promise<void> => {
    const names = await readdir(folder).catch(() => [])
    for (const name of names)
      if (name.startsWith(`${bundleId}.`) && name !== but)
        await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
  return {
    async open(bundleId, documents) {
      const file = join(folder, toName(bundleId, documents))
      let source: ByteSource | null = null
      try {
        const { size } = await stat(file)
        source = openRange({ file, name: 'The search index', start: 0, size, isSame: () => true })
        return { index: openIndex(source, describeIndex(toLanguages(documents))), source }
      } catch {
        source?.close()
        return null
      }
    },
    async keep(bundleId, documents, content) {
      const name = toName(bundleId, documents)
      try {
        await mkdir(folder, { recursive: true })
        await replaceFile(join(folder, name), toPieces(content))
        await forget(bundleId, name)
      } catch {
        // The disk is full or the folder cannot be written: the index is there until the program ends.
      }
    },
    forget: (bundleId) => forget(bundleId),
  }
}

/** A name that is another when anything differs of which the index is made. No id of a bundle has a full stop. */
function toName(bundleId: BundleId, documents: readonly DocumentEntry[]): string {
  const made = documents.map(({ id, sha256, title, language }) => [id, sha256, title, language])
  const hash = createHash('sha256').update(JSON.stringify([describeIndex(toLanguages(documents)), made]))
  return `${bundleId}.${hash.digest('hex').slice(0, 32)}.idx`
}

function toLanguages(documents: readonly DocumentEntry[]): DocumentEntry['language'][] {
  return documents.map(({ language }) => language)
}

async function* toPieces(content: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.size; at += PIECE)
    yield await Promise.resolve(content.read(at, Math.min(PIECE, content.size - at)))
}
