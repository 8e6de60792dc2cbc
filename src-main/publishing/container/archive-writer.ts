// Writing a ZIP archive whose bytes depend on nothing but its content: fixed order, dates, permissions and compression.
// It streams: one file at a time is in memory, a chunk at a time when the source is one.

import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { WrittenFile } from './replace-file.ts'
import { checkCancelled, replaceFile } from './replace-file.ts'

/** A file to put into an archive. `chunks` is called once, and must give the same chunks for the same content. */
export interface ArchiveItem {
  readonly path: string
  readonly compress: boolean
  chunks(): AsyncIterable<Uint8Array>
}

/** The level at which files are deflated. Part of the format: another level gives other bytes. */
export const DEFLATE_LEVEL = 6

const MODE = 0o100644
const FIRST_DATE = Date.UTC(1980, 0, 1)
const LAST_DATE = Date.UTC(2107, 11, 31)

/**
 * Writes the items, in the order given, to an archive at `path`; see `replaceFile` for what holds when it fails.
 * @param date what every entry is dated, to two seconds; 1980-01-01 when absent, or before it
 */
export function writeArchive(
  path: string,
  items: readonly ArchiveItem[],
  options: { readonly date?: Date | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<WrittenFile> {
  const time = Math.min(Math.max(options.date?.getTime() ?? FIRST_DATE, FIRST_DATE), LAST_DATE)
  return replaceFile(path, streamArchive(items, new FixedDate(time), options.signal), options)
}

async function* streamArchive(
  items: readonly ArchiveItem[],
  mtime: Date,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream
  if (!(output instanceof Readable)) throw new TypeError('yazl no longer gives a readable stream')
  let current: Readable | undefined
  const fail = (error: Error): void => void output.destroy(error)
  // Stays on: yazl may go on writing to the stream when nobody reads it any more, and then complains.
  output.on('error', () => undefined)
  zip.on('error', fail)
  for (const item of items) {
    const options = {
      mtime,
      mode: MODE,
      forceDosTimestamp: true,
      compressionLevel: item.compress ? DEFLATE_LEVEL : 0,
    }
    zip.addReadStreamLazy(item.path, options, (give) => {
      current = Readable.from(item.chunks(), { objectMode: false })
      current.on('error', fail)
      give(null, current)
    })
  }
  zip.end()
  try {
    for await (const chunk of output.iterator()) {
      checkCancelled(signal)
      if (Buffer.isBuffer(chunk)) yield chunk
    }
  } finally {
    current?.destroy()
  }
}

// ZIP dates have no time zone, and yazl fills them in with the local one. This date says UTC whatever zone it is read in.
class FixedDate extends Date {
  override getFullYear(): number {
    return this.getUTCFullYear()
  }
  override getMonth(): number {
    return this.getUTCMonth()
  }
  override getDate(): number {
    return this.getUTCDate()
  }
  override getHours(): number {
    return this.getUTCHours()
  }
  override getMinutes(): number {
    return this.getUTCMinutes()
  }
  override getSeconds(): number {
    return this.getUTCSeconds()
  }
}
