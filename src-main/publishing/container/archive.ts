// A ZIP archive as a container: opened by its central directory, read file by file, never unpacked to the disk.
// It trusts nothing that the archive says of itself. It is not a general ZIP reader: what ISO/IEC 21320-1 leaves out
// (encryption, other compression, several disks) is refused.

import { constants, open } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { fromRandomAccessReaderPromise } from 'yauzl'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { fromMemory } from '../../../src-shared/domain/byte-source.ts'
import { ArchiveFault, describeFault } from './archive-fault.ts'
import { ArchiveReader } from './archive-reader.ts'
import type { Container, ContainerLimits } from './container.ts'
import { CONTAINER_LIMITS, checkWhole, damaged, hostile, toFileFailure, withDeadline } from './container.ts'
import { METHOD, checkEntry, decodeName, findDifference } from './archive-entry.ts'
import { foldName, isArchiveContent } from './entry-name.ts'
import { type FileRange, openRange } from './file-source.ts'
import { readPieces } from './source-chunks.ts'

const END_RECORD = 22
const END_RECORDS_64 = 56 + 20 + END_RECORD
const INFLATE_CHUNK = 256 * 1024

/** An entry that has passed every check which the central directory allows, and where the next thing begins. */
interface Place {
  readonly entry: Entry
  readonly limit: number
}

/**
 * Opens an archive. Cost: one pass over the central directory.
 * @throws LecternError `NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_REGULAR`, `FILE_EMPTY`, `FILE_TOO_LARGE`,
 * `FORMAT_UNSUPPORTED` (not a ZIP), `ARCHIVE_DAMAGED`, `ARCHIVE_HOSTILE`, `TIMED_OUT`
 */
export async function openArchive(
  path: string,
  limits: ContainerLimits = CONTAINER_LIMITS,
): Promise<Container> {
  const { reader, size } = await openReader(path, limits)
  try {
    const zip = await withDeadline(reader.guard(openZip(reader, size, path)), limits.deadline, path)
    const places = await withDeadline(
      reader.guard(reader.readingAhead(() => readPlaces(zip, reader, path, limits))),
      limits.deadline,
      path,
    )
    const files = new Map([...places].map(([name, place]) => [name, place.entry.uncompressedSize]))
    return {
      path,
      size,
      files,
      async read(name) {
        const place = getPlace(places, name, path)
        checkWhole(`${path}: ${name}`, place.entry.uncompressedSize, limits)
        const work = readPlace(zip, reader, place, `${path}: ${name}`)
        return withDeadline(reader.guard(work), limits.deadline, path)
      },
      async openFile(name) {
        const place = getPlace(places, name, path)
        if (place.entry.compressionMethod !== METHOD.stored) return null
        const work = findRange(zip, reader, place, path, `${path}: ${name}`)
        return openRange(await withDeadline(reader.guard(work), limits.deadline, path))
      },
      close: () => closeReader(reader),
    }
  } catch (error) {
    await closeReader(reader)
    throw toFailure(error, path, 'its list of files cannot be read')
  }
}

async function openReader(
  path: string,
  limits: ContainerLimits,
): Promise<{ reader: ArchiveReader; size: number }> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = await handle.stat()
    const problem = findFileProblem(path, stats.isFile(), stats.size, limits)
    if (problem === null) return { reader: new ArchiveReader(handle, stats.size), size: stats.size }
    await handle.close()
    throw problem
  } catch (error) {
    throw toFileFailure(error, path)
  }
}

function findFileProblem(
  path: string,
  regular: boolean,
  size: number,
  limits: ContainerLimits,
): LecternError | null {
  const details = { file: path }
  if (!regular)
    return new LecternError('FILE_NOT_REGULAR', `${path} is not an ordinary file. Name a .webpub file.`, {
      details,
    })
  if (size === 0)
    return new LecternError('FILE_EMPTY', `${path} is empty. Copy or download it again.`, { details })
  if (size > limits.total)
    return new LecternError(
      'FILE_TOO_LARGE',
      `${path} is larger than ${limits.total} bytes. Split the bundle.`,
      {
        details,
      },
    )
  return null
}

async function openZip(reader: ArchiveReader, size: number, path: string): Promise<ZipFile> {
  const start = size < 4 ? 0 : (await reader.bytes(0, 4)).readUInt32LE(0)
  if (start !== 0x04034b50 && start !== 0x06054b50)
    throw new LecternError(
      'FORMAT_UNSUPPORTED',
      `${path} is not a ZIP archive, so it is not a bundle. Name a .webpub file.`,
      {
        details: { file: path },
      },
    )
  return fromRandomAccessReaderPromise(reader, size, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
    strictFileNames: true,
  })
}

// Names are kept apart by their folded form, so that no two files can be taken for one another on any system.
async function readPlaces(
  zip: ZipFile,
  reader: ArchiveReader,
  path: string,
  limits: ContainerLimits,
): Promise<Map<string, Place>> {
  if (zip.entryCount > limits.entries) throw hostile(path, `it has more than ${limits.entries} files`)
  const directory = Number(zip.readEntryCursor)
  const entries: { name: string; entry: Entry }[] = []
  const folded = new Set<string>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const name = decodeName(entry, path)
    checkEntry(entry, name, path, limits)
    total += entry.uncompressedSize
    if (total > limits.total) throw hostile(path, `it unpacks to more than ${limits.total} bytes`)
    const key = foldName(name)
    if (folded.has(key)) throw hostile(path, `it has two files named ${name}`)
    folded.add(key)
    entries.push({ name, entry })
  }
  await checkEnd(zip, reader, path)
  checkFolders(folded, path)
  return layOut(entries, directory, path)
}

// The records at the end must follow the last entry at once: else the directory holds entries that were not read.
async function checkEnd(zip: ZipFile, reader: ArchiveReader, path: string): Promise<void> {
  const cursor = Number(zip.readEntryCursor)
  const rest = zip.fileSize - cursor - zip.comment.length
  const signature = rest < END_RECORD ? 0 : (await reader.bytes(cursor, 4)).readUInt32LE(0)
  const plain = signature === 0x06054b50 && rest === END_RECORD
  const large = signature === 0x06064b50 && rest === END_RECORDS_64
  if (!plain && !large) throw damaged(path, 'its list of files does not end where it should')
}

function checkFolders(folded: ReadonlySet<string>, path: string): void {
  for (const name of folded) {
    for (let slash = name.indexOf('/'); slash !== -1; slash = name.indexOf('/', slash + 1))
      if (folded.has(name.slice(0, slash)))
        throw hostile(path, `${name.slice(0, slash)} is both a file and a folder`)
  }
}

// No two entries may share bytes: that is how a small archive claims to hold far more than it does.
function layOut(
  entries: { name: string; entry: Entry }[],
  directory: number,
  path: string,
): Map<string, Place> {
  const ordered = entries.toSorted(
    (a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader,
  )
  const places = new Map<string, Place>()
  ordered.forEach(({ name, entry }, index) => {
    const limit = ordered[index + 1]?.entry.relativeOffsetOfLocalHeader ?? directory
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize
    if (!(end <= directory)) throw damaged(path, `its file ${name} lies outside the archive`)
    if (end > limit) throw hostile(path, `its file ${name} overlaps another`)
    if (!name.endsWith('/')) places.set(name, { entry, limit })
  })
  return places
}

function getPlace(places: ReadonlyMap<string, Place>, name: string, path: string): Place {
  const place = places.get(name)
  if (!place) throw new LecternError('NOT_FOUND', `${path} has no file ${name}.`)
  return place
}

// Where the content begins, once the header in front of it has been found to say what the archive's list says.
async function findContent(zip: ZipFile, { entry, limit }: Place, name: string): Promise<number> {
  const local = await zip.readLocalFileHeaderPromise(entry)
  const difference = findDifference(entry, local)
  if (difference !== null)
    throw damaged(name, `its own ${difference} is not the one in the archive’s list of files`)
  if (local.fileDataStart + entry.compressedSize > limit) throw hostile(name, 'it overlaps another file')
  return local.fileDataStart
}

// The archive is opened a second time by its path, where another file may stand by now.
async function findRange(
  zip: ZipFile,
  reader: ArchiveReader,
  place: Place,
  path: string,
  name: string,
): Promise<FileRange> {
  try {
    const start = await findContent(zip, place, name)
    const known = await reader.identify()
    return {
      file: path,
      name,
      start,
      size: place.entry.compressedSize,
      isSame: ({ dev, ino, size }) => dev === known.dev && ino === known.ino && size === BigInt(zip.fileSize),
    }
  } catch (error) {
    throw toFailure(error, name, 'its content cannot be found')
  }
}

async function readPlace(
  zip: ZipFile,
  reader: ArchiveReader,
  place: Place,
  name: string,
): Promise<Uint8Array> {
  const { entry } = place
  try {
    const packed = await reader.bytes(await findContent(zip, place, name), entry.compressedSize)
    const { bytes, sum } =
      entry.compressionMethod === METHOD.stored
        ? { bytes: packed, sum: await sumUp(packed) }
        : await unpack(packed, entry.uncompressedSize)
    if (bytes.length !== entry.uncompressedSize || sum !== entry.crc32)
      throw damaged(name, 'its content does not match its checksum')
    if (isArchiveContent(bytes)) throw hostile(name, 'it is itself an archive')
    return bytes
  } catch (error) {
    throw toFailure(error, name, 'its content cannot be unpacked')
  }
}

async function sumUp(bytes: Uint8Array): Promise<number> {
  let sum = 0
  for await (const piece of readPieces(fromMemory(bytes))) sum = crc32(piece, sum)
  return sum
}

// Stops as soon as more comes out than was declared, so no more is ever held than the limits allow. Every chunk is
// dealt with in a turn of its own.
async function unpack(packed: Buffer, size: number): Promise<{ bytes: Buffer; sum: number }> {
  const inflate = createInflateRaw({ chunkSize: INFLATE_CHUNK })
  inflate.end(packed)
  const bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  let sum = 0
  for await (const chunk of inflate.iterator()) {
    if (!Buffer.isBuffer(chunk)) continue
    if (length + chunk.length > size) throw new ArchiveFault('it unpacks to more than it declares')
    length += chunk.copy(bytes, length)
    sum = crc32(chunk, sum)
  }
  if (inflate.bytesWritten !== packed.length) throw new ArchiveFault('there is something behind its content')
  return { bytes: bytes.subarray(0, length), sum }
}

function closeReader(reader: ArchiveReader): Promise<void> {
  return new Promise((resolve) => reader.close(() => resolve()))
}

// What the system says of the disk is no damage of the archive.
function toFailure(error: unknown, path: string, otherwise: string): LecternError {
  if (error instanceof LecternError) return error
  return error instanceof Error && 'syscall' in error
    ? toFileFailure(error, path)
    : damaged(path, describeFault(error, otherwise), error)
}
