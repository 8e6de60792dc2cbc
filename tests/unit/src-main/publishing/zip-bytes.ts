// Archives made by hand, byte by byte, so that a test can make them wrong in exactly one place.
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string | Buffer
  readonly data?: string | Buffer
  readonly method?: number
  readonly flags?: number
  /** External attributes: the Unix mode in the upper half. */
  readonly attributes?: number
  readonly crc?: number
  /** Declared sizes, in both headers. */
  readonly size?: number
  readonly packedSize?: number
  /** Bytes that stand where the content should. */
  readonly packed?: Buffer
  readonly extra?: Buffer
  /** What the header in front of the content says otherwise. */
  readonly local?: {
    name?: string
    method?: number
    flags?: number
    crc?: number
    size?: number
    packedSize?: number
  }
  /** Where the central directory claims the entry begins. */
  readonly offset?: number
}

export interface ZipOptions {
  readonly count?: number
  readonly comment?: Buffer
  readonly tail?: Buffer
  readonly directoryOffset?: number
}

export const REGULAR = 0o100644 * 0x10000
export const LINK = 0o120777 * 0x10000
export const UTF8 = 0x800

export function makeZip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const whole = toWhole(entry)
    const local = Buffer.concat(toLocal(entry, whole))
    locals.push(local)
    centrals.push(...toCentral(entry, whole, entry.offset ?? offset))
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(options.count ?? entries.length, 8)
  end.writeUInt16LE(options.count ?? entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(options.directoryOffset ?? offset, 16)
  const comment = options.comment ?? Buffer.alloc(0)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, directory, end, comment, options.tail ?? Buffer.alloc(0)])
}

function toLocal(entry: ZipEntry, whole: ReturnType<typeof toWhole>): Buffer[] {
  const said = { ...whole, ...entry.local }
  const name = Buffer.from(said.name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(said.flags, 6)
  local.writeUInt16LE(said.method, 8)
  local.writeUInt16LE(0x21, 12)
  local.writeUInt32LE(said.crc, 14)
  local.writeUInt32LE(said.packedSize, 18)
  local.writeUInt32LE(said.size, 22)
  local.writeUInt16LE(name.length, 26)
  return [local, name, whole.packed]
}

function toWhole(entry: ZipEntry) {
  const data = Buffer.from(entry.data ?? '')
  const method = entry.method ?? 8
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data)
  return {
    name: Buffer.from(entry.name),
    flags: entry.flags ?? UTF8,
    method,
    packed,
    crc: entry.crc ?? crc32(data),
    size: entry.size ?? data.length,
    packedSize: entry.packedSize ?? packed.length,
  }
}

function toCentral(entry: ZipEntry, whole: ReturnType<typeof toWhole>, offset: number): Buffer[] {
  const extra = entry.extra ?? Buffer.alloc(0)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE((3 << 8) | 63, 4)
  central.writeUInt16LE(20, 6)
  central.writeUInt16LE(whole.flags, 8)
  central.writeUInt16LE(whole.method, 10)
  central.writeUInt16LE(0x21, 14)
  central.writeUInt32LE(whole.crc, 16)
  central.writeUInt32LE(whole.packedSize, 20)
  central.writeUInt32LE(whole.size, 24)
  central.writeUInt16LE(whole.name.length, 28)
  central.writeUInt16LE(extra.length, 30)
  central.writeUInt32LE((entry.attributes ?? REGULAR) >>> 0, 38)
  central.writeUInt32LE(offset, 42)
  return [central, whole.name, extra]
}
