import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { type ByteSource, fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import type { IndexFile } from '../../../../src-shared/domain/index-file.ts'
import type { Resource } from '../../../../src-shared/domain/document.ts'
import { openArchive } from '../../../../src-main/publishing/container/archive.ts'
import { checkContent, openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { codeOf, makeContent, makeDocument, makeFolder, makeMetadata } from './samples.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

async function makeResource(
  folder: string,
  path: string,
  bytes: Buffer,
  mediaType = 'image/png',
): Promise<Resource> {
  const file = join(folder, path.replaceAll('/', '_'))
  await writeFile(file, bytes)
  return { path, mediaType, file, size: bytes.length }
}

async function readJson(path: string, name: string): Promise<Record<string, unknown>> {
  const archive = await openArchive(path)
  try {
    return JSON.parse(Buffer.from(await archive.read(name)).toString()) as Record<string, unknown>
  } finally {
    await archive.close()
  }
}

describe('writing a bundle', () => {
  it('gives the size and hash of the file, the manifest first and all else sorted', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    const resource = await makeResource(folder, 'pictures/a b.png', Buffer.from([0, 1, 2]))
    const documents = [
      makeDocument({ id: 'z', setApart: [{ where: 'trailing', text: 'Contact us' }] }),
      makeDocument({ id: 'a' }),
    ]
    const written = await writeBundle(makeContent({ documents, resources: [resource] }), path)
    const bytes = await readFile(path)
    expect(written).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    const archive = await openArchive(path)
    expect([...archive.files.keys()]).toEqual([
      'manifest.json',
      'documents/a.html',
      'documents/z.html',
      'lectern/edition.json',
      'lectern/index/main.bin',
      'lectern/set-apart/z.json',
      'resources/pictures/a b.png',
    ])
    await archive.close()
    expect((await verifyBundle(path)).problems).toEqual([])
  })

  it('says everything of itself that the format asks for', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    const resource = await makeResource(folder, 'a b.png', Buffer.from([0, 1, 2]))
    const metadata = makeMetadata({
      author: ['A. Writer'],
      publisher: 'A House',
      description: 'For the field.',
      modified: '2026-01-02T03:04:05.000Z',
    })
    const documents = [makeDocument({ language: 'de' })]
    await writeBundle(makeContent({ metadata, documents, resources: [resource] }), path)
    expect(await readJson(path, 'manifest.json')).toEqual({
      '@context': 'https://readium.org/webpub-manifest/context.jsonld',
      metadata: {
        '@type': 'http://schema.org/Book',
        identifier: 'urn:lectern:field-guides',
        title: 'Field guides',
        language: 'en',
        author: ['A. Writer'],
        publisher: 'A House',
        description: 'For the field.',
        modified: '2026-01-02T03:04:05.000Z',
      },
      links: [
        { rel: 'self', href: 'manifest.json', type: 'application/webpub+json' },
        { rel: 'urn:lectern:rel:edition', href: 'lectern/edition.json', type: 'application/json' },
        { rel: 'urn:lectern:rel:index', href: 'lectern/index/main.bin', type: 'application/octet-stream' },
      ],
      readingOrder: [{ href: 'documents/water.html', type: 'text/html', title: 'Water', language: 'de' }],
      resources: [{ href: 'resources/a%20b.png', type: 'image/png' }],
      toc: [
        {
          href: 'documents/water.html',
          type: 'text/html',
          title: 'Water',
          children: [{ href: 'documents/water.html#h2', type: 'text/html', title: 'Filters' }],
        },
      ],
    })
    const edition = await readJson(path, 'lectern/edition.json')
    expect(edition).toMatchObject({
      format: 2,
      minReader: 2,
      metadata: { id: 'field-guides', edition: '1.0.0', title: 'Field guides' },
      generator: { name: 'Lectern' },
      index: { path: 'lectern/index/main.bin', kind: 'lunr', version: 1, pipeline: 'en' },
      documents: [{ id: 'water', title: 'Water', language: 'de', direction: 'ltr', wordCount: 6 }],
      files: [
        { path: 'manifest.json' },
        { path: 'lectern/index/main.bin', size: 5 },
        { path: 'resources/a b.png', mediaType: 'image/png' },
      ],
    })
  })

  it('makes documents that are complete HTML and XML, with the body exactly as it was', async () => {
    const path = join(await makeFolder(), 'a.webpub')
    const document = makeDocument({
      title: 'A <b> & "c"',
      author: ['O\'Neill "Ed"'],
      description: 'x < y',
      direction: 'rtl',
    })
    await writeBundle(makeContent({ documents: [document] }), path)
    const archive = await openArchive(path)
    expect(Buffer.from(await archive.read('documents/water.html')).toString()).toBe(
      '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en" dir="rtl">\n' +
        '<head><meta charset="utf-8"/><title>A &lt;b&gt; &amp; &quot;c&quot;</title>' +
        '<meta name="author" content="O\'Neill &quot;Ed&quot;"/><meta name="description" content="x &lt; y"/></head>\n' +
        `<body>${document.html}</body></html>`,
    )
    await archive.close()
    const bundle = await openBundle(path)
    expect((await bundle.readDocument(document.id)).html).toBe(document.html)
    await bundle.close()
  })

  it('stores pictures as they are and deflates text', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    const bytes = Buffer.from(`\u0000${'line '.repeat(1_000)}`)
    const resources = [
      await makeResource(folder, 'a.png', bytes),
      await makeResource(
        folder,
        'b.svg',
        Buffer.from(`<svg>${'line '.repeat(1_000)}</svg>`),
        'image/svg+xml',
      ),
    ]
    await writeBundle(makeContent({ resources }), path)
    const file = (await readFile(path)).toString('latin1')
    expect(file).toContain('line line line line')
    expect(file).not.toContain('<svg>line')
  })

  it('stores what would unpack to more than a reader accepts', async () => {
    const path = join(await makeFolder(), 'a.webpub')
    const documents = [makeDocument({ html: `<p id="p1">${'a'.repeat(3 * 1024 ** 2)}</p>` })]
    const { size } = await writeBundle(makeContent({ documents }), path)
    expect(size).toBeGreaterThan(3 * 1024 ** 2)
    expect((await verifyBundle(path)).problems).toEqual([])
  })

  it.each([
    ['two documents of one id', { documents: [makeDocument(), makeDocument()] }, 'INVALID_INPUT'],
    [
      'ids that differ in capitals alone',
      { documents: [makeDocument({ id: 'a' }), makeDocument({ id: 'A' })] },
      'INVALID_INPUT',
    ],
    ['half a surrogate pair', { documents: [makeDocument({ html: '<p>\ud800</p>' })] }, 'INVALID_INPUT'],
    ['no documents', { documents: [] }, 'NO_DOCUMENTS'],
    [
      'a resource that leaves its folder',
      { resources: [{ path: '../a', mediaType: 'image/png', file: '/dev/null', size: 0 }] },
      'INVALID_INPUT',
    ],
    [
      'a resource that is not there',
      { resources: [{ path: 'a', mediaType: 'image/png', file: '/nowhere/a', size: 0 }] },
      'NOT_FOUND',
    ],
    [
      'a resource that is an archive',
      { resources: [{ path: 'a.zip', mediaType: 'image/png', file: '/nowhere/a', size: 0 }] },
      'INVALID_INPUT',
    ],
    [
      'an endless resource',
      { resources: [{ path: 'a', mediaType: 'image/png', file: '/dev/zero', size: 0 }] },
      'FILE_NOT_REGULAR',
    ],
  ])('refuses %s and leaves nothing behind', async (_what, over, code) => {
    const folder = await makeFolder()
    expect(await codeOf(writeBundle(makeContent(over), join(folder, 'a.webpub')))).toBe(code)
    expect(await readdir(folder)).toEqual([])
  })

  it('stops when it is cancelled, and leaves an older bundle as it was', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    await writeFile(path, 'older')
    const signal = AbortSignal.abort()
    expect(await codeOf(writeBundle(makeContent(), path, { signal }))).toBe('CANCELLED')
    expect(await readdir(folder)).toEqual(['a.webpub'])
    expect(await readFile(path, 'utf8')).toBe('older')
  })
})

/** An index of that many bytes, which are different all along, and the lengths in which it was read. */
function makeIndex(size: number, over: Partial<ByteSource> = {}): { index: IndexFile; lengths: number[] } {
  const bytes = Buffer.alloc(size, 'all the terms of the index, and where they stand ')
  const memory = fromMemory(bytes.map((byte, at) => byte ^ (at >> 8)))
  const lengths: number[] = []
  const content: ByteSource = {
    ...memory,
    read: (position, length) => {
      lengths.push(length)
      return memory.read(position, length)
    },
    ...over,
  }
  const descriptor = { kind: 'lunr', version: 1, pipeline: 'en' }
  return { index: { path: 'lectern/index/main.bin', content, descriptor }, lengths }
}

describe('the index of a bundle', () => {
  it('is stored as it is, and read a piece at a time', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    const { index, lengths } = makeIndex(2_500_000, { close: () => expect.fail('it is not ours to close') })
    const { size } = await writeBundle(makeContent({ index }), path)
    expect(size).toBeGreaterThan(2_500_000)
    expect(Math.max(...lengths)).toBe(1024 ** 2)
    const bytes = index.content.read(0, index.content.size)
    expect((await readFile(path)).includes(Buffer.from(bytes))).toBe(true)
    const bundle = await openBundle(path)
    const source = await bundle.openFile(index.path)
    expect(source?.read(1_200_000, 100)).toEqual(bytes.subarray(1_200_000, 1_200_100))
    source?.close()
    await bundle.close()
    expect((await verifyBundle(path)).problems).toEqual([])
  })

  it('may be empty', async () => {
    const path = join(await makeFolder(), 'a.webpub')
    await writeBundle(makeContent({ index: makeIndex(0).index }), path)
    expect((await verifyBundle(path)).problems).toEqual([])
  })

  it.each<[string, Partial<ByteSource>, string]>([
    ['is larger than a bundle may be', { size: 2 * 1024 ** 3 + 1 }, 'FILE_TOO_LARGE'],
    [
      'cannot be read',
      {
        read: () => {
          throw new LecternError('FILE_UNREADABLE', 'The disk is gone.')
        },
      },
      'FILE_UNREADABLE',
    ],
    ['is an archive', { read: () => Buffer.from('PK\u0003\u0004') }, 'INVALID_INPUT'],
  ])('refuses a bundle when it %s, and leaves nothing behind', async (_what, over, code) => {
    const folder = await makeFolder()
    const { index, lengths } = makeIndex(4, over)
    expect(await codeOf(writeBundle(makeContent({ index }), join(folder, 'a.webpub')))).toBe(code)
    expect(lengths).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a bundle when it changes while it is written', async () => {
    const folder = await makeFolder()
    let readings = 0
    const { index } = makeIndex(5, { read: () => Buffer.from(`text${(readings += 1)}`) })
    expect(await codeOf(writeBundle(makeContent({ index }), join(folder, 'a.webpub')))).toBe(
      'FILE_UNREADABLE',
    )
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the progress of writing', () => {
  it('rises from nothing to one', async () => {
    const shares: number[] = []
    const documents = ['a', 'b', 'c'].map((id) => makeDocument({ id }))
    const { index } = makeIndex(3_000_000)
    await writeBundle(makeContent({ documents, index }), join(await makeFolder(), 'a.webpub'), {
      onProgress: (share) => shares.push(share),
    })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares[0]).toBeGreaterThan(0)
    expect(shares).toContain(0.5)
    expect(shares.at(-1)).toBe(1)
  })
})

describe('the same content', () => {
  it('gives the same bytes again, from other folders and with other dates of files', async () => {
    const hashes = new Set<string>()
    for (const seconds of [1_000_000, 1_700_000_000]) {
      const folder = await makeFolder()
      const resource = await makeResource(folder, 'a.svg', Buffer.alloc(300_000, '<svg/>'), 'image/svg+xml')
      await utimes(resource.file, seconds, seconds)
      hashes.add((await writeBundle(makeContent({ resources: [resource] }), join(folder, 'a.webpub'))).sha256)
    }
    expect(hashes.size).toBe(1)
  })

  it('gives the same bytes in every time zone, with and without a given date', async () => {
    const folder = await makeFolder()
    const script = join(folder, 'write.mts')
    const door = new URL('../../../../src-main/publishing/index.ts', import.meta.url).href
    await writeFile(
      script,
      `import { writeBundle } from ${JSON.stringify(door)}
       for (const epoch of ['', '1325203200', '315532800', '1775356200', '4294967296000']) {
         process.env.SOURCE_DATE_EPOCH = epoch
         const written = await writeBundle(${JSON.stringify(makeContent({ index: null }))}, process.argv[2])
         console.log(epoch, written.sha256)
       }`,
    )
    const zones = ['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Apia', 'Europe/Berlin']
    const hashes = zones.map((zone) =>
      execFileSync(process.execPath, [script, join(folder, 'a.webpub')], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    )
    expect(new Set(hashes).size).toBe(1)
    expect(new Set(hashes[0]?.trim().split('\n')).size).toBe(5)
  })

  it('is dated by SOURCE_DATE_EPOCH', async () => {
    const folder = await makeFolder()
    const dates: Date[] = []
    for (const epoch of ['', '1700000000', '5']) {
      vi.stubEnv('SOURCE_DATE_EPOCH', epoch)
      await writeBundle(makeContent(), join(folder, 'a.webpub'))
      const bytes = await readFile(join(folder, 'a.webpub'))
      const [time, day] = [bytes.readUInt16LE(10), bytes.readUInt16LE(12)]
      const clock = [time >> 11, (time >> 5) & 63, (time & 31) * 2] as const
      dates.push(new Date(Date.UTC(1980 + (day >> 9), ((day >> 5) & 15) - 1, day & 31, ...clock)))
    }
    expect(dates.map((date) => date.toISOString())).toEqual([
      '1980-01-01T00:00:00.000Z',
      '2023-11-14T22:13:20.000Z',
      '1980-01-01T00:00:00.000Z',
    ])
    vi.stubEnv('SOURCE_DATE_EPOCH', 'yesterday')
    expect(await codeOf(writeBundle(makeContent(), join(folder, 'b.webpub')))).toBe('INVALID_INPUT')
    await expect(stat(join(folder, 'b.webpub'))).rejects.toThrow()
  })
})

describe('what can be known before a bundle is written', () => {
  const { metadata, resources } = makeContent()
  const many = (length: number) => Array.from({ length }, (_, at) => makeDocument({ id: `d${at}` }))

  it('lets a manual of 20,000 pages pass, each with text that was set apart', () => {
    const setApart = [{ where: 'leading' as const, text: 'Home' }]
    const documents = many(20_000).map((document) => ({ ...document, setApart }))
    checkContent({ metadata, documents, resources }, 'a.webpub')
  })

  it('refuses more files than a reader accepts, and says so in the words of the writer', async () => {
    const path = join(await makeFolder(), 'a.webpub')
    const documents = many(49_999)
    const words = /a\.webpub would hold more than 50000 files/
    expect(() => checkContent({ metadata, documents, resources }, path)).toThrow(words)
    await expect(writeBundle(makeContent({ documents }), path)).rejects.toThrow(words)
  })

  it('refuses names that cannot stand, and files that are too large together', () => {
    const file = (path: string, size: number): Resource => ({
      path,
      size,
      mediaType: 'image/png',
      file: '/none',
    })
    const check = (...files: Resource[]) =>
      Promise.resolve().then(() =>
        checkContent({ metadata, documents: many(1), resources: files }, 'a.webpub'),
      )
    return Promise.all([
      expect(codeOf(check(file('a', 1), file('A', 1)))).resolves.toBe('INVALID_INPUT'),
      expect(codeOf(check(file('../a', 1)))).resolves.toBe('INVALID_INPUT'),
      expect(codeOf(check(file('a', 2 * 1024 ** 3), file('b', 1)))).resolves.toBe('FILE_TOO_LARGE'),
      expect(codeOf(check(file('a', 1), file('b', 1)))).resolves.toBe('no error'),
    ])
  })
})
