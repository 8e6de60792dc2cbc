import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { codeOf, makeContent, makeDocument, makeFolder } from './samples.ts'
import { type Json, change, put, unpack } from './unpacked.ts'
import { makeZip } from './zip-bytes.ts'

const water = DocumentId.parse('water')

/** What opening a bundle and reading its contents ends in. */
function contentsOf(path: string): Promise<string> {
  return codeOf(openBundle(path).then((bundle) => bundle.readContents().finally(() => bundle.close())))
}

describe('opening a bundle', () => {
  it('is the same from an archive and from an unpacked folder', async () => {
    const documents = [makeDocument({ setApart: [{ where: 'leading', text: 'Latest Post' }] })]
    const root = await unpack({ documents })
    const packed = await openBundle(join(dirname(root), 'a.webpub'))
    const unpacked = await openBundle(root)
    expect(unpacked.metadata).toEqual(packed.metadata)
    expect(unpacked.documents).toEqual(packed.documents)
    expect(await unpacked.readContents()).toEqual(await packed.readContents())
    expect(unpacked.index).toEqual(packed.index)
    expect(await unpacked.readDocument(water)).toEqual(await packed.readDocument(water))
    expect((await packed.readDocument(water)).setApart).toEqual([{ where: 'leading', text: 'Latest Post' }])
    expect(packed.size).toBe((await readFile(packed.path)).length)
    await packed.close()
    await unpacked.close()
    expect((await verifyBundle(root)).problems).toEqual([])
  })

  it('gives files of the resources and the index only, under a media type that is safe to serve', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'a'), '<script>')
    const types = ['image/png', 'text/html', 'text/javascript', 'image/svg+xml', 'IMAGE/PNG; x']
    const resources = types.map((mediaType, index) => ({
      path: `r${index}`,
      mediaType,
      file: join(folder, 'a'),
      size: 8,
    }))
    await writeBundle(makeContent({ resources }), join(folder, 'a.webpub'))
    const bundle = await openBundle(join(folder, 'a.webpub'))
    const served = await Promise.all(types.map((_type, index) => bundle.readFile(`resources/r${index}`)))
    expect(served.map((file) => file.mediaType)).toEqual([
      'image/png',
      'application/octet-stream',
      'application/octet-stream',
      'image/svg+xml',
      'application/octet-stream',
    ])
    expect((await bundle.readFile('lectern/index/main.bin')).mediaType).toBe('application/octet-stream')
    for (const path of [
      'manifest.json',
      'lectern/edition.json',
      'documents/water.html',
      'resources/none',
      '../a',
      '',
    ])
      expect(await codeOf(bundle.readFile(path))).toBe('NOT_FOUND')
    expect(await codeOf(bundle.readDocument(DocumentId.parse('none')))).toBe('NOT_FOUND')
    await bundle.close()
  })

  it('opens the index by position, from an archive and from an unpacked folder, and nothing else', async () => {
    const root = await unpack()
    for (const path of [join(dirname(root), 'a.webpub'), root]) {
      const bundle = await openBundle(path)
      const source = await bundle.openFile('lectern/index/main.bin')
      for (const other of [
        'manifest.json',
        'documents/water.html',
        'lectern/index/none',
        'lectern/index/../x',
      ])
        expect(await codeOf(bundle.openFile(other))).toBe('NOT_FOUND')
      await bundle.close()
      expect(source?.size).toBe(5)
      expect(Buffer.from(source?.read(1, 3) ?? []).toString()).toBe('nde')
      source?.close()
    }
  })

  it('opens no index by position that is missing or not of the size it was published with', async () => {
    const root = await unpack()
    await writeFile(join(root, 'lectern/index/main.bin'), 'longer')
    expect(await codeOf((await openBundle(root)).openFile('lectern/index/main.bin'))).toBe('BUNDLE_DAMAGED')
    await rm(join(root, 'lectern/index/main.bin'))
    expect(await codeOf((await openBundle(root)).openFile('lectern/index/main.bin'))).toBe('BUNDLE_DAMAGED')
  })

  it('reads the compressed index of an early bundle as a whole', async () => {
    const root = await unpack()
    const names = ['manifest.json', 'documents/water.html', 'lectern/edition.json', 'lectern/index/main.bin']
    const entries = await Promise.all(
      names.map(async (name) => ({ name, data: await readFile(join(root, name)) })),
    )
    const path = join(dirname(root), 'early.webpub')
    await writeFile(path, makeZip(entries))
    const bundle = await openBundle(path)
    expect(await bundle.openFile('lectern/index/main.bin')).toBeNull()
    expect(Buffer.from((await bundle.readFile('lectern/index/main.bin')).bytes).toString()).toBe('index')
    await bundle.close()
    expect((await verifyBundle(path)).problems).toEqual([])
    const changed = entries.map((entry) => ({ ...entry, data: Buffer.from(entry.data) }))
    changed[3]?.data.write('xedni')
    await writeFile(path, makeZip(changed))
    expect((await verifyBundle(path)).problems).toMatchObject([{ code: 'BUNDLE_DAMAGED' }])
  })

  it('says what it is when it is no bundle of Lectern', async () => {
    const folder = await makeFolder()
    const foreign = join(folder, 'foreign.webpub')
    await writeFile(foreign, makeZip([{ name: 'manifest.json', data: '{}' }]))
    await expect(openBundle(foreign)).rejects.toThrow(/not made by Lectern.*Import/)
    const renamed = join(folder, 'renamed.webpub')
    await writeFile(renamed, makeZip([{ name: 'letter.txt', data: 'Dear' }]))
    await expect(openBundle(renamed)).rejects.toThrow(/not a bundle/)
    expect(await codeOf(openBundle(foreign))).toBe('BUNDLE_INVALID')
    expect(await codeOf(openBundle(renamed))).toBe('BUNDLE_INVALID')
    expect(await codeOf(openBundle(folder))).toBe('BUNDLE_INVALID')
    expect(await codeOf(openBundle(join(folder, 'missing')))).toBe('NOT_FOUND')
  })

  it('asks for an update when the bundle is newer, and reads it when the bundle allows', async () => {
    const root = await unpack()
    await change(root, 'lectern/edition.json', (edition) =>
      Object.assign(edition, { format: 3, added: 'later' }),
    )
    await (await openBundle(root)).close()
    await change(root, 'lectern/edition.json', (edition) => {
      edition['minReader'] = 3
      edition['documents'] = 'in another form'
    })
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_NEWER')
    expect((await verifyBundle(root)).problems).toMatchObject([{ file: root, code: 'BUNDLE_NEWER' }])
  })

  const deep = (levels: number): Json => ({
    href: 'documents/water.html',
    type: 'text/html',
    title: 'x',
    children: levels > 1 ? [deep(levels - 1)] : [],
  })
  it.each<[string, (manifest: Json) => void]>([
    ['another identifier', (value) => Object.assign(value['metadata'] as Json, { identifier: 'urn:x' })],
    ['no title', (value) => Object.assign(value['metadata'] as Json, { title: '' })],
    ['another title', (value) => Object.assign(value['metadata'] as Json, { title: 'Other guides' })],
    ['another reading order', (value) => (value['readingOrder'] = [{ href: 'a.html', type: 'text/html' }])],
    [
      'a longer reading order',
      (value) =>
        (value['readingOrder'] = [
          ...(value['readingOrder'] as Json[]),
          ...(value['readingOrder'] as Json[]),
        ]),
    ],
    [
      'another title of a document',
      (value) =>
        (value['readingOrder'] = [{ href: 'documents/water.html', type: 'text/html', title: 'Fire' }]),
    ],
    ['contents that lead elsewhere', (value) => (value['toc'] = [{ href: '../../x', type: '', title: '' }])],
    [
      'contents with a broken place',
      (value) => (value['toc'] = [{ href: 'documents/water.html#%ff', type: '', title: '' }]),
    ],
    ['contents with a line that is none', (value) => (value['toc'] = [...Array<Json>(1_000), 7])],
    ['contents 33 levels deep', (value) => (value['toc'] = [deep(33)])],
    ['contents 1,000 levels deep', (value) => (value['toc'] = [deep(1_000)])],
  ])('refuses the contents of a manifest with %s', async (_what, edit) => {
    const root = await unpack()
    await change(root, 'manifest.json', edit)
    expect(await contentsOf(root)).toBe('BUNDLE_INVALID')
    expect((await verifyBundle(root)).problems).toMatchObject([
      { file: 'manifest.json', code: 'BUNDLE_INVALID' },
    ])
  })

  it.each<[string, (edition: Json) => void]>([
    ['an unsafe id', (value) => Object.assign(value['metadata'] as Json, { id: '../x' })],
    ['no title', (value) => Object.assign(value['metadata'] as Json, { title: '' })],
    ['a hash that is none', (value) => (value['files'] = [{ path: 'manifest.json', sha256: 'x', size: 1 }])],
    [
      'a size that is none',
      (value) => (value['files'] = [{ path: 'manifest.json', sha256: 'a'.repeat(64), size: -1 }]),
    ],
    ['no hash of the manifest', (value) => (value['files'] = [])],
    [
      'an unsafe path',
      (value) => (value['files'] as Json[]).push({ path: '../x', sha256: 'a'.repeat(64), size: 1 }),
    ],
    [
      'a path that is not valid Unicode',
      (value) => (value['files'] as Json[]).push({ path: '\ud800', sha256: 'a'.repeat(64), size: 1 }),
    ],
    [
      'itself in its list',
      (value) =>
        (value['files'] as Json[]).push({ path: 'lectern/edition.json', sha256: 'a'.repeat(64), size: 1 }),
    ],
    [
      'a file twice',
      (value) => (value['files'] = (value['files'] as Json[]).flatMap((each) => [each, each])),
    ],
    [
      'a document among its files',
      (value) =>
        (value['files'] as Json[]).push({ path: 'documents/water.html', sha256: 'a'.repeat(64), size: 1 }),
    ],
    [
      'a document twice',
      (value) =>
        (value['documents'] = [...(value['documents'] as Json[]), ...(value['documents'] as Json[])]),
    ],
    [
      'a document that is none, behind a thousand',
      (value) => {
        const [first] = value['documents'] as Json[]
        value['documents'] = [...Array.from({ length: 1_000 }, (_, id) => ({ ...first, id: `d${id}` })), null]
      },
    ],
    ['no documents', (value) => (value['documents'] = [])],
    ['documents that are no list', (value) => (value['documents'] = { length: 1, 0: {} })],
    ['no format', (value) => delete value['format']],
  ])('refuses an edition with %s', async (_what, edit) => {
    const root = await unpack()
    await change(root, 'lectern/edition.json', edit)
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_INVALID')
  })

  it('takes contents 32 levels deep', async () => {
    const root = await unpack()
    await change(root, 'manifest.json', (value) => (value['toc'] = [deep(32)]))
    expect(await contentsOf(root)).toBe('no error')
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s wherever it stands', async (key) => {
    for (const name of ['manifest.json', 'lectern/edition.json']) {
      const root = await unpack()
      const text = await readFile(join(root, name), 'utf8')
      await put(root, name, text.replace('{', `{"more": [{"${key}": {"polluted": true}}],`))
      expect(await contentsOf(root)).toBe('BUNDLE_INVALID')
      expect(({} as Json)['polluted']).toBeUndefined()
    }
  })

  it('refuses files that are no JSON, no UTF-8, or empty', async () => {
    for (const content of ['', '[', '\xff\xfe', 'null', '[]']) {
      const root = await unpack()
      await writeFile(join(root, 'lectern/edition.json'), content, 'latin1')
      expect(await codeOf(openBundle(root))).toBe('BUNDLE_INVALID')
    }
  })
})

describe('a file that is not the one published', () => {
  it('is never handed out', async () => {
    const root = await unpack({ documents: [makeDocument({ setApart: [{ where: 'leading', text: 'x' }] })] })
    const document = join(root, 'documents/water.html')
    const text = await readFile(document, 'utf8')
    await writeFile(document, text.replace('Boil', 'Cool'))
    await writeFile(join(root, 'lectern/index/main.bin'), 'other')
    const bundle = await openBundle(root)
    expect(await codeOf(bundle.readDocument(water))).toBe('BUNDLE_DAMAGED')
    expect(await codeOf(bundle.readFile('lectern/index/main.bin'))).toBe('BUNDLE_DAMAGED')
    await writeFile(document, text)
    expect((await bundle.readDocument(water)).html).toContain('Boil')
    await writeFile(join(root, 'lectern/set-apart/water.json'), '[]')
    expect(await codeOf((await openBundle(root)).readDocument(water))).toBe('BUNDLE_DAMAGED')
  })

  it('may be the manifest', async () => {
    const root = await unpack()
    const text = await readFile(join(root, 'manifest.json'), 'utf8')
    await writeFile(join(root, 'manifest.json'), text.replace('Field', 'Felid'))
    expect(await contentsOf(root)).toBe('BUNDLE_DAMAGED')
    expect((await verifyBundle(root)).problems).toMatchObject([
      { file: 'manifest.json', code: 'BUNDLE_DAMAGED' },
    ])
    await rm(join(root, 'manifest.json'))
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_DAMAGED')
  })

  it('is refused as well when its hash is right but its form is not', async () => {
    const root = await unpack()
    await put(root, 'documents/water.html', '<html><body onload="alert(1)"><p>text</p></body></html>')
    const bundle = await openBundle(root)
    expect(await codeOf(bundle.readDocument(water))).toBe('BUNDLE_INVALID')
  })

  it('refuses a bundle whose document is missing', async () => {
    const root = await unpack()
    await rm(join(root, 'documents/water.html'))
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_DAMAGED')
  })
})
