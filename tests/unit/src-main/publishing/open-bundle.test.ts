import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { openArchive } from '../../../../src-main/publishing/container/archive.ts'
import { openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { codeOf, makeContent, makeDocument, makeFolder } from './samples.ts'
import { makeZip } from './zip-bytes.ts'

type Json = Record<string, unknown>
const water = DocumentId.parse('water')

/** A bundle as an unpacked folder, for changing single files of it. */
async function unpack(over: Parameters<typeof makeContent>[0] = {}): Promise<string> {
  const folder = await makeFolder()
  await writeBundle(makeContent(over), join(folder, 'a.webpub'))
  const archive = await openArchive(join(folder, 'a.webpub'))
  const root = join(folder, 'unpacked')
  for (const name of archive.files.keys()) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), await archive.read(name))
  }
  await archive.close()
  return root
}

/** Changes one JSON file, and the hash that is noted for it. */
async function change(root: string, name: string, edit: (value: Json) => void): Promise<void> {
  const value = JSON.parse(await readFile(join(root, name), 'utf8')) as Json
  edit(value)
  await put(root, name, JSON.stringify(value))
}

async function put(root: string, name: string, text: string): Promise<void> {
  await writeFile(join(root, name), text)
  if (name === 'lectern/edition.json') return
  const edition = JSON.parse(await readFile(join(root, 'lectern/edition.json'), 'utf8')) as {
    files: Record<string, unknown>
  }
  edition.files[name] = {
    sha256: createHash('sha256').update(text).digest('hex'),
    size: Buffer.byteLength(text),
  }
  await writeFile(join(root, 'lectern/edition.json'), JSON.stringify(edition))
}

describe('opening a bundle', () => {
  it('is the same from an archive and from an unpacked folder', async () => {
    const documents = [makeDocument({ setApart: [{ where: 'leading', text: 'Latest Post' }] })]
    const root = await unpack({ documents })
    const packed = await openBundle(join(dirname(root), 'a.webpub'))
    const unpacked = await openBundle(root)
    expect(unpacked.metadata).toEqual(packed.metadata)
    expect(unpacked.documents).toEqual(packed.documents)
    expect(unpacked.contents).toEqual(packed.contents)
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
      Object.assign(edition, { format: 2, added: 'later' }),
    )
    await (await openBundle(root)).close()
    await change(root, 'lectern/edition.json', (edition) => {
      edition['minReader'] = 2
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
  it.each<[string, string, (value: Json) => void]>([
    [
      'another identifier',
      'manifest.json',
      (value) => Object.assign(value['metadata'] as Json, { identifier: 'urn:x' }),
    ],
    ['no title', 'manifest.json', (value) => Object.assign(value['metadata'] as Json, { title: '' })],
    [
      'another reading order',
      'manifest.json',
      (value) => (value['readingOrder'] = [{ href: 'a.html', type: 'text/html' }]),
    ],
    [
      'contents that lead elsewhere',
      'manifest.json',
      (value) => (value['toc'] = [{ href: '../../x', type: '', title: '' }]),
    ],
    [
      'contents with a broken place',
      'manifest.json',
      (value) => (value['toc'] = [{ href: 'documents/water.html#%ff', type: '', title: '' }]),
    ],
    ['contents 33 levels deep', 'manifest.json', (value) => (value['toc'] = [deep(33)])],
    ['contents 1,000 levels deep', 'manifest.json', (value) => (value['toc'] = [deep(1_000)])],
    ['an unsafe id', 'lectern/edition.json', (value) => (value['bundle'] = '../x')],
    [
      'a hash that is none',
      'lectern/edition.json',
      (value) => (value['files'] = { 'manifest.json': { sha256: 'x', size: 1 } }),
    ],
    [
      'an unsafe path',
      'lectern/edition.json',
      (value) => Object.assign(value['files'] as Json, { '../x': { sha256: 'a'.repeat(64), size: 1 } }),
    ],
    [
      'a document twice',
      'lectern/edition.json',
      (value) =>
        (value['documents'] = [...(value['documents'] as Json[]), ...(value['documents'] as Json[])]),
    ],
    ['no format', 'lectern/edition.json', (value) => delete value['format']],
  ])('refuses %s', async (_what, name, edit) => {
    const root = await unpack()
    await change(root, name, edit)
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_INVALID')
  })

  it('takes contents 32 levels deep', async () => {
    const root = await unpack()
    await change(root, 'manifest.json', (value) => (value['toc'] = [deep(32)]))
    await (await openBundle(root)).close()
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s wherever it stands', async (key) => {
    for (const name of ['manifest.json', 'lectern/edition.json']) {
      const root = await unpack()
      const text = await readFile(join(root, name), 'utf8')
      await put(root, name, text.replace('{', `{"more": [{"${key}": {"polluted": true}}],`))
      expect(await codeOf(openBundle(root))).toBe('BUNDLE_INVALID')
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
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_DAMAGED')
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

describe('verifying', () => {
  it('names every file that is wrong, and goes on after the first', async () => {
    const documents = [
      makeDocument(),
      makeDocument({ id: 'b', setApart: [{ where: 'leading', text: 'x' }] }),
      makeDocument({ id: 'c' }),
    ]
    const root = await unpack({ documents })
    await writeFile(join(root, 'documents/water.html'), 'other')
    await put(root, 'documents/c.html', 'no frame')
    await rm(join(root, 'lectern/index/main.bin'))
    await put(root, 'lectern/set-apart/b.json', '{"not": "a list"}')
    await writeFile(join(root, 'documents/extra.html'), 'extra')
    const { problems, metadata, files } = await verifyBundle(root)
    expect(metadata?.title).toBe('Field guides')
    expect(files).toBe(7)
    expect(problems.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      'documents/c.html BUNDLE_INVALID',
      'documents/extra.html BUNDLE_INVALID',
      'documents/water.html BUNDLE_DAMAGED',
      'lectern/index/main.bin BUNDLE_DAMAGED',
      'lectern/set-apart/b.json BUNDLE_INVALID',
    ])
  })

  it('finds a changed byte of an index wherever it is, though it can be opened by position', async () => {
    const content = fromMemory(Buffer.alloc(2_200_000, 'terms and where they stand '))
    const descriptor = { kind: 'lunr', version: 1, pipeline: 'en' }
    const index = { path: 'lectern/index/main.bin', content, descriptor }
    for (const at of [0, 1_100_000, 2_199_999]) {
      const root = await unpack({ index })
      const bytes = await readFile(join(root, index.path))
      bytes[at] = (bytes[at] ?? 0) ^ 1
      await writeFile(join(root, index.path), bytes)
      const source = await (await openBundle(root)).openFile(index.path)
      expect(source?.read(at, 1)).toEqual(bytes.subarray(at, at + 1))
      source?.close()
      const { problems } = await verifyBundle(root)
      expect(problems).toMatchObject([{ file: index.path, code: 'BUNDLE_DAMAGED' }])
    }
  })

  it('never throws for what is no bundle', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'letter.webpub'), 'Dear')
    for (const path of [join(folder, 'letter.webpub'), join(folder, 'missing'), folder]) {
      const { problems, metadata, files } = await verifyBundle(path)
      expect(problems).toHaveLength(1)
      expect(problems[0]?.file).toBe(path)
      expect({ metadata, files }).toEqual({ metadata: null, files: 0 })
    }
  })

  it('finds a changed byte of an archive wherever it changes content', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    await writeBundle(makeContent({ documents: [makeDocument({ html: '<p id="p">x</p>' })] }), path)
    const sound = await readFile(path)
    const silent: number[] = []
    for (let at = 0; at < sound.length; at += 11) {
      const bytes = Buffer.from(sound)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      await writeFile(path, bytes)
      if ((await verifyBundle(path)).problems.length === 0) silent.push(at)
    }
    // What may change unseen are dates, versions and permissions in the headers: none of it is content.
    expect(silent.length).toBeLessThan(sound.length / 11 / 5)
    await writeFile(path, sound)
    const whole = await openBundle(path)
    for (const at of silent) {
      const bytes = Buffer.from(sound)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      await writeFile(join(folder, 'b.webpub'), bytes)
      const bundle = await openBundle(join(folder, 'b.webpub'))
      expect(bundle.documents).toEqual(whole.documents)
      expect(bundle.metadata).toEqual(whole.metadata)
      await bundle.close()
    }
    await whole.close()
  })
})
