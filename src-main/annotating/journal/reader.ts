// Reading journals, whoever writes them: from an offset to the last whole line. It changes no journal; a line that
// cannot be read is copied aside and reported, and reading goes on behind it.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { QUARANTINE, isMissing, journalName, keepAside, makeFolder } from '../storage/folder.ts'
import type { JournalEntry, JournalHeader, WriterId } from './line.ts'
import { JOURNAL_VERSION, parseEntry, parseHeader } from './line.ts'

/** How far a journal has been read. `bytes` is behind the last whole line. */
export interface JournalCursor {
  readonly header: JournalHeader | null
  readonly bytes: number
}

export interface JournalPart extends JournalCursor {
  readonly entries: readonly JournalEntry[]
  /** Lines that are whole and cannot be read. */
  readonly bad: readonly BadLine[]
  /** Size of the file; more than `bytes` when the last line has no end. */
  readonly size: number
}

export interface BadLine {
  readonly offset: number
  readonly bytes: Uint8Array
}

const NEWLINE = 0x0a

/**
 * Reads what a journal has beyond `cursor`.
 * @returns null when the journal is not there (any more)
 */
export async function readJournal(
  folder: string,
  writer: WriterId,
  cursor: JournalCursor = { header: null, bytes: 0 },
): Promise<JournalPart | null> {
  const bytes = await readFrom(join(folder, journalName(writer)), cursor.bytes)
  if (bytes === null) return null
  const entries: JournalEntry[] = []
  const bad: BadLine[] = []
  let { header } = cursor
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const line = bytes.toString('utf8', start, end)
    const offset = cursor.bytes + start
    if (offset === 0) header = parseHeader(line)
    const entry = offset === 0 ? header : parseEntry(line, writer)
    if (entry === null) bad.push({ offset, bytes: bytes.subarray(start, end + 1) })
    else if ('operation' in entry) entries.push(entry)
    start = end + 1
    if (header !== null && isNewer(header)) break
  }
  return { header, entries, bad, bytes: cursor.bytes + start, size: cursor.bytes + bytes.length }
}

/** Whether a journal asks for a newer reader than this one. */
export function isNewer(header: JournalHeader): boolean {
  return header.minReader > JOURNAL_VERSION
}

/** Copies a line that cannot be read into the quarantine folder, once. Gives the path of the copy. */
export async function quarantineLine(folder: string, writer: WriterId, line: BadLine): Promise<string> {
  const path = join(folder, QUARANTINE, `journal-${writer}-${line.offset}.line`)
  await makeFolder(join(folder, QUARANTINE))
  await keepAside(path, line.bytes)
  return path
}

async function readFrom(path: string, offset: number): Promise<Buffer | null> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    const length = Math.max(0, size - offset)
    const bytes = Buffer.alloc(length)
    let done = 0
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, length - done, offset + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return bytes.subarray(0, done)
  } finally {
    await handle.close()
  }
}
