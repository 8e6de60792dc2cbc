import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { openArchive } from '../../../../../src-main/publishing/container/archive.ts'
import { CONTAINER_LIMITS } from '../../../../../src-main/publishing/container/container.ts'
import { codeOf, makeFolder } from '../samples.ts'
import type { ZipEntry, ZipOptions } from '../zip-bytes.ts'
import { LINK, REGULAR, UTF8, makeZip } from '../zip-bytes.ts'

async function openBytes(bytes: Buffer, limits = CONTAINER_LIMITS) {
  const path = join(await makeFolder(), 'some.webpub')
  await writeFile(path, bytes)
  return openArchive(path, limits)
}

async function openingOf(entries: readonly ZipEntry[], options: ZipOptions = {}): Promise<string> {
  return codeOf(openBytes(makeZip(entries, options)).then((archive) => archive.close()))
}

/** What opening and then reading `name` ends in. */
async function readingOf(entries: readonly ZipEntry[], name: string): Promise<string> {
  const archive = await openBytes(makeZip(entries))
  try {
    return await codeOf(archive.read(name))
  } finally {
    await archive.close()
  }
}

describe('a sound archive', () => {
  it('lists its files with their sizes and gives their bytes, stored or deflated', async () => {
    const archive = await openBytes(
      makeZip([
        { name: 'folder/', attributes: 0o040755 * 0x10000 },
        { name: 'folder/a.txt', data: 'first' },
        { name: 'ü.txt', data: 'second', method: 0 },
        { name: 'empty.txt', data: '' },
      ]),
    )
    expect([...archive.files]).toEqual([
      ['folder/a.txt', 5],
      ['ü.txt', 6],
      ['empty.txt', 0],
    ])
    expect(Buffer.from(await archive.read('folder/a.txt')).toString()).toBe('first')
    expect(Buffer.from(await archive.read('ü.txt')).toString()).toBe('second')
    expect((await archive.read('empty.txt')).length).toBe(0)
    await archive.close()
  })

  it('gives the same bytes to many readers at once', async () => {
    const data = Buffer.alloc(300_000, 'words and words ')
    const archive = await openBytes(
      makeZip([
        { name: 'a', data },
        { name: 'b', data: 'b' },
      ]),
    )
    const all = await Promise.all(Array.from({ length: 20 }, () => archive.read('a')))
    expect(all.every((bytes) => data.equals(bytes))).toBe(true)
    await archive.close()
  })

  it('lists thousands of files, with names of any length', async () => {
    const names = Array.from({ length: 3_000 }, (_, at) => `${at}/${'ä'.repeat(at % 120)}a`)
    const archive = await openBytes(makeZip(names.map((name) => ({ name, data: name }))))
    expect([...archive.files]).toEqual(names.map((name) => [name, Buffer.byteLength(name)]))
    for (const name of [names[0], names[1_234], names[2_999]])
      expect(Buffer.from(await archive.read(name ?? '')).toString()).toBe(name)
    await archive.close()
  })

  it('may have a comment and no files', async () => {
    const archive = await openBytes(makeZip([], { comment: Buffer.from('made by hand') }))
    expect(archive.files.size).toBe(0)
    await archive.close()
  })

  it('says NOT_FOUND for a file it does not have', async () => {
    expect(await readingOf([{ name: 'a' }], 'b')).toBe('NOT_FOUND')
  })
})

describe('a hostile archive', () => {
  const names: [string, string | Buffer][] = [
    ['a step up', '../evil.txt'],
    ['a step up further in', 'a/../../evil.txt'],
    ['a dot', './a.txt'],
    ['an empty part', 'a//b.txt'],
    ['an absolute path', '/etc/passwd'],
    ['a drive letter', 'C:/evil.txt'],
    ['a backslash', '..\\evil.txt'],
    ['a NUL', 'a\0.txt'],
    ['a line break', 'a\n.txt'],
    ['a reversed direction', 'a\u202etxt.exe'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x62])],
    ['a part of 256 bytes', 'a'.repeat(256)],
    ['2,000 bytes', 'ab/'.repeat(666) + 'a'],
    ['nothing at all', ''],
  ]
  it.each(names)('is refused for a name with %s', async (_what, name) => {
    expect(await openingOf([{ name, data: 'x' }])).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused for a name in another encoding', async () => {
    expect(await openingOf([{ name: 'ü', flags: 0 }])).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when a file has a second name in an extra field', async () => {
    const extra = Buffer.from([0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 0x61])
    expect(await openingOf([{ name: 'a', extra }])).toBe('ARCHIVE_HOSTILE')
  })

  it.each([
    ['the same name', 'a.txt', 'a.txt'],
    ['another case', 'Read.txt', 'READ.TXT'],
    ['a compatibility form', 'file.txt', 'ﬁle.txt'],
    ['another composition', 'é.txt', 'e\u0301.txt'],
    ['full width', 'ａ.txt', 'a.txt'],
    ['a file that is also a folder', 'a', 'A/b'],
  ])('is refused for two files with %s', async (_what, first, second) => {
    expect(await openingOf([{ name: first }, { name: second }])).toBe('ARCHIVE_HOSTILE')
  })

  it.each([
    ['a symbolic link', LINK],
    ['a device', 0o020644 * 0x10000],
    ['a pipe', 0o010644 * 0x10000],
    ['a Windows link', REGULAR + 0x400],
    ['a folder without a slash', 0o040755 * 0x10000],
  ])('is refused for %s', async (_what, attributes) => {
    expect(await openingOf([{ name: 'a', data: '/etc/passwd', attributes }])).toBe('ARCHIVE_HOSTILE')
  })

  it.each([
    ['encrypted', { flags: UTF8 | 1 }],
    ['compressed by another method', { method: 12 }],
    ['an archive by its name', { name: 'inner.zip' }],
    ['a folder with content', { name: 'a/', attributes: 0 }],
    ['larger than a file may be', { size: 600 * 1024 ** 2, packedSize: 600 * 1024 ** 2, method: 0 }],
    ['unpacked to more than 200 times its size', { size: 2 * 1024 ** 2 }],
  ])('is refused when a file is %s', async (_what, over) => {
    expect(await openingOf([{ name: 'a', data: 'content', ...over }])).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when reading shows that a file is an archive', async () => {
    expect(await readingOf([{ name: 'picture.png', data: makeZip([]), method: 0 }], 'picture.png')).toBe(
      'ARCHIVE_HOSTILE',
    )
  })

  it('is refused when it holds more files, or more in all, than it may', async () => {
    const many = makeZip([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    expect(await codeOf(openBytes(many, { ...CONTAINER_LIMITS, entries: 2 }))).toBe('ARCHIVE_HOSTILE')
    const much = makeZip([
      { name: 'a', data: 'x'.repeat(600) },
      { name: 'b', data: 'x'.repeat(600) },
    ])
    expect(await codeOf(openBytes(much, { ...CONTAINER_LIMITS, total: 1_000 }))).toBe('ARCHIVE_HOSTILE')
    expect(await codeOf(openBytes(many, { ...CONTAINER_LIMITS, total: 100 }))).toBe('FILE_TOO_LARGE')
  })

  it('may have an index as large as all of it, when that is stored and read by position', async () => {
    const limits = { ...CONTAINER_LIMITS, file: 100, total: 1_000 }
    const entry = { name: 'lectern/index/a', data: 'x'.repeat(500), method: 0 }
    const archive = await openBytes(makeZip([entry]), limits)
    expect(await codeOf(archive.read(entry.name))).toBe('FILE_TOO_LARGE')
    const source = await archive.openFile(entry.name)
    expect(source?.read(499, 1)).toEqual(Buffer.from('x'))
    source?.close()
    await archive.close()
    for (const over of [{ method: 8 }, { name: 'resources/a' }, { data: 'x'.repeat(1_001) }])
      expect(await codeOf(openBytes(makeZip([{ ...entry, ...over }]), limits))).toMatch(
        /^(?:ARCHIVE_HOSTILE|FILE_TOO_LARGE)$/,
      )
  })

  it('is refused when two files share their bytes', async () => {
    const data = 'the kernel of a bomb'
    expect(
      await openingOf([
        { name: 'a', data },
        { name: 'b', data, offset: 0 },
      ]),
    ).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when the extra length in front of the content reaches into the next file', async () => {
    const bytes = makeZip([
      { name: 'a', data: 'first', method: 0 },
      { name: 'b', data: 'second', method: 0 },
    ])
    bytes.writeUInt16LE(10, 28)
    const archive = await openBytes(bytes)
    expect(await codeOf(archive.read('a'))).toBe('ARCHIVE_HOSTILE')
    await archive.close()
  })

  it('never unpacks further than it declares', async () => {
    const packed = deflateRawSync(Buffer.alloc(50 * 1024 ** 2))
    expect(await readingOf([{ name: 'a', data: 'tiny', packed }], 'a')).toBe('ARCHIVE_DAMAGED')
  })
})

describe('a damaged archive', () => {
  it.each([
    ['name', { local: { name: 'b' } }],
    ['compression', { local: { method: 0 } }],
    ['flags', { local: { flags: UTF8 | 2 } }],
    ['checksum', { local: { crc: 1 } }],
    ['size', { local: { size: 3 } }],
  ])('is refused when the two headers of a file differ in %s', async (_what, over) => {
    expect(await readingOf([{ name: 'a', data: 'content', ...over }], 'a')).toBe('ARCHIVE_DAMAGED')
  })

  it.each([
    ['the checksum is wrong', { crc: 7 }],
    ['it is shorter than declared', { size: 9 }],
    ['it is longer than declared', { size: 2 }],
    ['the compressed data is not', { packed: Buffer.from('not deflated at all') }],
    [
      'something follows the compressed data',
      { packed: Buffer.concat([deflateRawSync('content'), Buffer.from('more')]) },
    ],
    ['the compressed data stops early', { packed: deflateRawSync('content').subarray(0, 4) }],
  ])('is refused when %s', async (_what, over) => {
    expect(await readingOf([{ name: 'a', data: 'content', ...over }], 'a')).toBe('ARCHIVE_DAMAGED')
  })

  it.each([
    ['counts fewer files than it lists', [{ name: 'a' }, { name: 'b' }], { count: 1 }],
    ['counts more files than it lists', [{ name: 'a' }], { count: 3 }],
    ['has its list elsewhere', [{ name: 'a' }], { directoryOffset: 3 }],
    ['has bytes behind its end', [{ name: 'a' }], { tail: Buffer.from('more') }],
    ['places a file behind its list', [{ name: 'a', offset: 0xfffffff0 }], {}],
  ])('is refused when it %s', async (_what, entries, options) => {
    expect(await openingOf(entries, options)).toBe('ARCHIVE_DAMAGED')
  })
})

describe('what is no archive at all', () => {
  it('is told apart', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'empty.webpub'), '')
    await writeFile(join(folder, 'text.webpub'), 'Dear reader, this is only a letter.')
    expect(await codeOf(openArchive(join(folder, 'missing.webpub')))).toBe('NOT_FOUND')
    expect(await codeOf(openArchive(join(folder, 'empty.webpub')))).toBe('FILE_EMPTY')
    expect(await codeOf(openArchive(join(folder, 'text.webpub')))).toBe('FORMAT_UNSUPPORTED')
    expect(await codeOf(openArchive(folder))).toBe('FILE_NOT_REGULAR')
    expect(await codeOf(openArchive('/dev/null'))).toBe(
      process.platform === 'win32' ? 'NOT_FOUND' : 'FILE_NOT_REGULAR',
    )
  })

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const pipe = join(await makeFolder(), 'pipe.webpub')
    execFileSync('mkfifo', [pipe])
    expect(await codeOf(openArchive(pipe))).toBe('FILE_NOT_REGULAR')
  })
})

describe('an archive that was tampered with', () => {
  const sound = makeZip([
    { name: 'manifest.json', data: '{"some": "json", "and": "more of it"}' },
    { name: 'documents/a.html', data: 'words '.repeat(200) },
    { name: 'resources/b.png', data: Buffer.from([1, 2, 3, 4, 5]), method: 0 },
  ])
  const content = new Map<string, string>([
    ['manifest.json', '{"some": "json", "and": "more of it"}'],
    ['documents/a.html', 'words '.repeat(200)],
    ['resources/b.png', '\u0001\u0002\u0003\u0004\u0005'],
  ])

  /** Either a failure with a code, or exactly the content: never a crash, a hang or other bytes. */
  async function check(bytes: Buffer, path: string): Promise<void> {
    await writeFile(path, bytes)
    try {
      const archive = await openArchive(path)
      try {
        for (const [name, text] of content) {
          if (!archive.files.has(name)) continue
          const read = await archive.read(name).catch((error: unknown) => error)
          if (read instanceof Uint8Array) expect(Buffer.from(read).toString()).toBe(text)
          else expect(read).toBeInstanceOf(LecternError)
        }
      } finally {
        await archive.close()
      }
    } catch (error) {
      expect(error).toBeInstanceOf(LecternError)
    }
  }

  /** What opening it and reading every file in it fails with. */
  async function messagesOf(bytes: Buffer, path: string): Promise<string[]> {
    await writeFile(path, bytes)
    const toText = (error: unknown): string[] => [error instanceof Error ? error.message : String(error)]
    try {
      const archive = await openArchive(path)
      const names = [...archive.files.keys()]
      const results = await Promise.all(names.map((name) => archive.read(name).then(() => [], toText)))
      await archive.close()
      return results.flat()
    } catch (error) {
      return toText(error)
    }
  }

  it('is described in plain words with what to do, wherever it was cut off', async () => {
    const path = join(await makeFolder(), 'cut.webpub')
    for (let length = 4; length < sound.length; length += 1) {
      await writeFile(path, sound.subarray(0, length))
      const failure: unknown = await openArchive(path).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'ARCHIVE_DAMAGED' })
      expect(String(failure)).toContain(
        `${path} is damaged: the list of files at its end is missing, as when it was not copied to the end. Copy or download it again.`,
      )
    }
  })

  it('never shows the words of the libraries that read it', async () => {
    const path = join(await makeFolder(), 'patched.webpub')
    const words = /central dir|signature|zip64|EOF|offset|overflow|buffer|invalid|stored block|0x|header/i
    for (let at = 4; at < sound.length; at += 1) {
      const bytes = Buffer.from(sound)
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      for (const text of await messagesOf(bytes, path)) expect(text.replaceAll(path, 'it')).not.toMatch(words)
    }
    const longer = await messagesOf(Buffer.concat([sound, Buffer.from('more')]), path)
    expect(longer[0]).toContain('there is something behind its end')
  })

  it('is refused wherever it was cut off', async () => {
    const path = join(await makeFolder(), 'cut.webpub')
    for (let length = 0; length < sound.length; length += 1) {
      await writeFile(path, sound.subarray(0, length))
      expect(['FILE_EMPTY', 'FORMAT_UNSUPPORTED', 'ARCHIVE_DAMAGED']).toContain(
        await codeOf(openArchive(path)),
      )
    }
  })

  it('shows its content or an error, whichever of many bits was flipped', async () => {
    const path = join(await makeFolder(), 'flipped.webpub')
    for (let bit = 0; bit < sound.length * 8; bit += 7) {
      const bytes = Buffer.from(sound)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await check(bytes, path)
    }
  })

  it('shows its content or an error, whatever bytes were overwritten', async () => {
    const path = join(await makeFolder(), 'overwritten.webpub')
    const patch = fc.record({
      at: fc.nat(sound.length - 1),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 12 }),
        fc.constant(new Uint8Array(8).fill(0xff)),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 4 }), async (patches) => {
        const bytes = Buffer.from(sound)
        for (const each of patches) bytes.set(each.bytes.subarray(0, bytes.length - each.at), each.at)
        await check(bytes, path)
      }),
      { numRuns: 500 },
    )
  })

  it('is an error when it is random from the start', async () => {
    const path = join(await makeFolder(), 'random.webpub')
    const prefix = fc.constantFrom(Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(0))
    await fc.assert(
      fc.asyncProperty(prefix, fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
        await writeFile(path, Buffer.concat([start, rest]))
        expect(await codeOf(openArchive(path))).toMatch(/^(?:FILE_EMPTY|FORMAT_UNSUPPORTED|ARCHIVE_DAMAGED)$/)
      }),
      { numRuns: 200 },
    )
  })

  it('is an error when its end claims impossible 64-bit places', async () => {
    const body = makeZip([{ name: 'a', data: 'x' }])
    const end = body.subarray(body.length - 22)
    const locator = Buffer.alloc(20, 0xff)
    locator.writeUInt32LE(0x07064b50, 0)
    const path = join(await makeFolder(), 'large.webpub')
    await writeFile(path, Buffer.concat([body.subarray(0, body.length - 22), locator, end]))
    expect(await codeOf(openArchive(path))).toBe('ARCHIVE_DAMAGED')
  })
})
