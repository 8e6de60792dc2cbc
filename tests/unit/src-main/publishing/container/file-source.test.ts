import { appendFile, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../../../../../src-shared/domain/byte-source.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { openArchive } from '../../../../../src-main/publishing/container/archive.ts'
import { openFolder } from '../../../../../src-main/publishing/container/folder.ts'
import { codeOf, makeFolder } from '../samples.ts'
import type { ZipEntry } from '../zip-bytes.ts'
import { UTF8, makeZip } from '../zip-bytes.ts'

const NAME = 'lectern/index/main.bin'
const data = Buffer.from(Array.from({ length: 5_000 }, (_none, index) => (index * 7) % 251))
const stored: ZipEntry = { name: NAME, data, method: 0 }
const around: [ZipEntry, ZipEntry] = [
  { name: 'manifest.json', data: '{}' },
  { name: 'resources/a.txt', data: 'behind it', method: 0 },
]

async function writeArchive(entries: readonly ZipEntry[]): Promise<string> {
  const path = join(await makeFolder(), 'some.webpub')
  await writeFile(path, makeZip(entries))
  return path
}

async function writeTree(): Promise<string> {
  const folder = await makeFolder()
  await mkdir(join(folder, 'lectern/index'), { recursive: true })
  await writeFile(join(folder, NAME), data)
  return folder
}

/** The source of an archive that is closed at once: a source needs its container no longer. */
async function openIn(path: string): Promise<ByteSource> {
  const archive = await openArchive(path)
  try {
    const source = await archive.openFile(NAME)
    if (source === null) throw new Error('It cannot be read by position')
    return source
  } finally {
    await archive.close()
  }
}

/** The code with which opening the file by position fails, once `change` was done to the open archive. */
async function openingOf(
  entries: readonly ZipEntry[],
  change: (path: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const path = await writeArchive(entries)
  const archive = await openArchive(path)
  try {
    await change(path)
    return await codeOf(archive.openFile(NAME).then((source) => source?.close()))
  } finally {
    await archive.close()
  }
}

function failureOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return 'no error'
}

function readAll(source: ByteSource): Uint8Array {
  try {
    return source.read(0, source.size)
  } finally {
    source.close()
  }
}

describe('a stored file of an archive', () => {
  it('gives any range of its bytes', async () => {
    const source = await openIn(await writeArchive([around[0], stored, around[1]]))
    expect(source.size).toBe(data.length)
    fc.assert(
      fc.property(fc.nat(data.length), fc.nat(data.length), (position, length) => {
        const most = Math.min(length, data.length - position)
        expect(source.read(position, most)).toEqual(data.subarray(position, position + most))
      }),
    )
    source.close()
  })

  it('gives nothing that lies outside it, though the archive goes on', async () => {
    const source = await openIn(await writeArchive([around[0], stored, around[1]]))
    for (const [position, length] of [
      [-1, 1],
      [0, data.length + 1],
      [data.length, 1],
      [0, -1],
      [Number.NaN, 1],
      [0.5, 1],
      [0, 1.5],
      [0, Number.POSITIVE_INFINITY],
      [Number.MAX_SAFE_INTEGER, 1],
    ] as const)
      expect(() => source.read(position, length)).toThrow(RangeError)
    source.close()
  })

  it('gives nothing after it was closed, and may be closed twice', async () => {
    const source = await openIn(await writeArchive([stored]))
    source.close()
    source.close()
    expect(() => source.read(0, 1)).toThrow(/closed/)
  })

  it('may be empty', async () => {
    const source = await openIn(await writeArchive([{ ...stored, data: '' }]))
    expect(source.read(0, 0)).toHaveLength(0)
    source.close()
  })

  it('says that the bundle has changed when it was cut short since', async () => {
    const path = await writeArchive([stored])
    const source = await openIn(path)
    await truncate(path, 1_000)
    expect(source.read(0, 500)).toEqual(data.subarray(0, 500))
    const failure = failureOf(() => source.read(0, data.length))
    expect(failure).toBeInstanceOf(LecternError)
    expect(failure).toMatchObject({ code: 'BUNDLE_DAMAGED' })
    expect(String(failure)).toContain(path)
    source.close()
  })

  it('goes on being read from the old archive when a new one has taken its place', async () => {
    const path = await writeArchive([stored])
    const source = await openIn(path)
    await writeFile(`${path}.new`, makeZip(around))
    await rename(`${path}.new`, path)
    expect(source.read(0, data.length)).toEqual(data)
    source.close()
  })
})

describe('a file that cannot be read by position', () => {
  it('is null when it is compressed, and NOT_FOUND when it is not there', async () => {
    const archive = await openArchive(await writeArchive([{ ...stored, method: 8 }]))
    expect(await archive.openFile(NAME)).toBeNull()
    expect(await codeOf(archive.openFile('lectern/index/none'))).toBe('NOT_FOUND')
    await archive.close()
  })

  it.each<[string, ZipEntry['local']]>([
    ['name', { name: 'lectern/index/mean.bin' }],
    ['compression', { method: 8 }],
    ['flags', { flags: UTF8 | 2 }],
    ['checksum', { crc: 1 }],
    ['size', { size: 3 }],
    ['packed size', { packedSize: 3 }],
  ])('is refused when its two headers differ in %s', async (_what, local) => {
    expect(await openingOf([around[0], { ...stored, local: local ?? {} }, around[1]])).toBe('ARCHIVE_DAMAGED')
  })

  it('is refused when its extra length reaches into the next file, or beyond the last', async () => {
    const lie = async (path: string): Promise<void> => {
      const bytes = await readFile(path)
      bytes.writeUInt16LE(10, 28)
      await writeFile(path, bytes)
    }
    expect(await openingOf([stored, ...around], lie)).toBe('ARCHIVE_HOSTILE')
    expect(await openingOf([stored], lie)).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when the list places it elsewhere, outside, or upon another', async () => {
    const moved = { ...stored, packed: data, size: 4_000, packedSize: 4_000, offset: 3 }
    expect(await openingOf([moved])).toBe('ARCHIVE_DAMAGED')
    expect(await codeOf(openArchive(await writeArchive([{ ...stored, offset: 3 }])))).toBe('ARCHIVE_DAMAGED')
    const upon = await writeArchive([around[1], { ...stored, offset: 0 }])
    expect(await codeOf(openArchive(upon))).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when it is itself an archive', async () => {
    expect(await openingOf([{ ...stored, data: makeZip(around) }])).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when the archive was replaced, cut short or made longer since it was opened', async () => {
    const replace = async (path: string): Promise<void> => {
      await writeFile(`${path}.new`, await readFile(path))
      await rename(`${path}.new`, path)
    }
    expect(await openingOf([stored], replace)).toBe('BUNDLE_DAMAGED')
    expect(await openingOf([stored], (path) => truncate(path, 2_000))).toBe('BUNDLE_DAMAGED')
    expect(await openingOf([stored], (path) => appendFile(path, 'more'))).toBe('BUNDLE_DAMAGED')
    expect(await openingOf([stored], (path) => rm(path))).toBe('NOT_FOUND')
  })

  it('gives the bytes of its own place or none, whichever bit of the archive was flipped', async () => {
    const path = join(await makeFolder(), 'flipped.webpub')
    const sound = makeZip([around[0], { ...stored, data: 'index' }, around[1]])
    const start = sound.indexOf('index', sound.indexOf(NAME) + NAME.length)
    for (let bit = 0; bit < sound.length * 8; bit += 1) {
      const bytes = Buffer.from(sound)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await writeFile(path, bytes)
      const source = await openIn(path).catch((error: unknown) => error)
      if (source instanceof Error) continue
      expect(readAll(source as ByteSource)).toEqual(bytes.subarray(start, start + 5))
    }
  })
})

describe('a file of an unpacked bundle', () => {
  it('gives any range of its bytes', async () => {
    const container = await openFolder(await writeTree())
    const source = await container.openFile(NAME)
    expect(source?.size).toBe(data.length)
    expect(source?.read(4_000, 1_000)).toEqual(data.subarray(4_000))
    expect(() => source?.read(4_000, 1_001)).toThrow(RangeError)
    source?.close()
    expect(await codeOf(container.openFile('lectern/index/none'))).toBe('NOT_FOUND')
  })

  it('is refused when it has another size by now, or is an archive', async () => {
    const folder = await writeTree()
    const container = await openFolder(folder)
    await appendFile(join(folder, NAME), 'more')
    expect(await codeOf(container.openFile(NAME))).toBe('BUNDLE_DAMAGED')
    await writeFile(join(folder, NAME), makeZip(around))
    expect(await codeOf((await openFolder(folder)).openFile(NAME))).toBe('ARCHIVE_HOSTILE')
  })

  it('says that it has changed when it was cut short since', async () => {
    const folder = await writeTree()
    const source = await (await openFolder(folder)).openFile(NAME)
    await truncate(join(folder, NAME), 10)
    const failure = failureOf(() => source?.read(0, 11))
    expect(failure).toMatchObject({ code: 'BUNDLE_DAMAGED' })
    expect(String(failure)).toContain(folder)
    source?.close()
  })

  it.skipIf(process.platform === 'win32')('is refused when it has become a link', async () => {
    const folder = await writeTree()
    const container = await openFolder(folder)
    await rename(join(folder, NAME), join(folder, 'elsewhere'))
    await symlink(join(folder, 'elsewhere'), join(folder, NAME))
    expect(await codeOf(container.openFile(NAME))).toBe('FILE_NOT_REGULAR')
  })
})
