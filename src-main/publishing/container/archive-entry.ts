// One entry of an archive, judged by its headers alone: its name, its kind, its sizes, and whether both headers agree.

import type { Entry, LocalFileHeader } from 'yauzl'
import type { ContainerLimits } from './container.ts'
import { getSizeLimit, hostile } from './container.ts'
import { findNameProblem, isArchiveName } from './entry-name.ts'

const FLAG = { encrypted: 0x1, descriptor: 0x8, strong: 0x40, utf8: 0x800, masked: 0x2000 } as const
/** The two kinds of compression that a bundle uses. */
export const METHOD = { stored: 0, deflated: 8 } as const
const UNICODE_PATH_FIELD = 0x7075
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The name of an entry, as the bytes say it in UTF-8; nothing is folded or mended.
 * @param path the archive, for the message
 * @throws LecternError `ARCHIVE_HOSTILE`
 */
export function decodeName(entry: Entry, path: string): string {
  const raw = entry.fileNameRaw
  if (entry.extraFields.some((field) => field.id === UNICODE_PATH_FIELD))
    throw hostile(path, 'it gives a file two names')
  if ((entry.generalPurposeBitFlag & FLAG.utf8) === 0 && raw.some((byte) => byte > 0x7e))
    throw hostile(path, 'it has a name that is not in UTF-8')
  try {
    return UTF_8.decode(raw)
  } catch {
    throw hostile(path, 'it has a name that is not in UTF-8')
  }
}

/**
 * Refuses an entry that is unsafe or over a limit. A name that ends in a slash is a folder.
 * @throws LecternError `ARCHIVE_HOSTILE`
 */
export function checkEntry(entry: Entry, name: string, path: string, limits: ContainerLimits): void {
  const folder = name.endsWith('/')
  const problem = findNameProblem(folder ? name.slice(0, -1) : name)
  if (problem !== null) throw hostile(path, `the name of its file ${JSON.stringify(name)} ${problem}`)
  if ((entry.generalPurposeBitFlag & (FLAG.encrypted | FLAG.strong | FLAG.masked)) !== 0)
    throw hostile(path, `its file ${name} is encrypted`)
  if (entry.compressionMethod !== METHOD.stored && entry.compressionMethod !== METHOD.deflated)
    throw hostile(path, `its file ${name} is compressed in a way that bundles do not use`)
  if (!isOrdinary(entry, folder)) throw hostile(path, `its file ${name} is a link or a device`)
  if (isArchiveName(name)) throw hostile(path, `its file ${name} is itself an archive`)
  checkSizes(entry, name, path, limits, folder)
}

function checkSizes(
  entry: Entry,
  name: string,
  path: string,
  limits: ContainerLimits,
  folder: boolean,
): void {
  const { compressedSize, uncompressedSize } = entry
  if (folder && uncompressedSize > 0) throw hostile(path, `its folder ${name} has content`)
  const most = getSizeLimit(name, entry.compressionMethod === METHOD.stored, limits)
  if (uncompressedSize > most || compressedSize > most)
    throw hostile(path, `its file ${name} is larger than ${most} bytes`)
  if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio)
    throw hostile(path, `its file ${name} unpacks to more than ${limits.ratio} times its size`)
}

// The file type is in the upper half of the attributes when a Unix made the archive, and zero otherwise; Windows marks
// links with bit 10 of the lower half.
function isOrdinary(entry: Entry, folder: boolean): boolean {
  const type = (entry.externalFileAttributes >>> 16) & 0xf000
  const expected = folder ? 0x4000 : 0x8000
  return (type === 0 || type === expected) && (entry.externalFileAttributes & 0x400) === 0
}

/**
 * What the header in front of an entry's content says otherwise than the archive's list; `null` when they agree.
 * An archive in which they differ shows one thing to one reader and another to the next.
 */
export function findDifference(entry: Entry, local: LocalFileHeader): string | null {
  if (!local.fileName.equals(entry.fileNameRaw)) return 'name'
  if (local.compressionMethod !== entry.compressionMethod) return 'compression'
  if (local.generalPurposeBitFlag !== entry.generalPurposeBitFlag) return 'kind'
  const later = (local.generalPurposeBitFlag & FLAG.descriptor) !== 0
  const same = (here: number, there: number): boolean =>
    here === there || here === 0xffffffff || (later && here === 0)
  if (!same(local.crc32, entry.crc32)) return 'checksum'
  if (!same(local.compressedSize, entry.compressedSize)) return 'size'
  if (!same(local.uncompressedSize, entry.uncompressedSize)) return 'size'
  return null
}
