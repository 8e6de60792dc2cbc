// The frozen bundle of format 1: it opens as ever, whatever later formats look like.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { openBundle, verifyBundle } from '../../../../src-main/publishing/index.ts'
import { codeOf, makeFolder } from './samples.ts'
import { type Json, change, unpackArchive } from './unpacked.ts'

const path = fileURLToPath(new URL('../../../fixtures/bundles/format-1.webpub', import.meta.url))
const [water, fire] = [DocumentId.parse('water'), DocumentId.parse('fire')]

const unpack = async () => unpackArchive(path, await makeFolder())

describe('a bundle of format 1', () => {
  it('gives its metadata, documents, contents, files and text that was set apart', async () => {
    const bundle = await openBundle(path)
    expect(bundle.metadata).toEqual({
      id: 'field-guides',
      edition: '1.0.0',
      title: 'Field guides',
      language: 'en',
      author: ['A. Writer'],
      publisher: 'A Press',
      description: 'Two short guides.',
      modified: '1980-01-01T00:00:00.000Z',
    })
    expect(bundle.documents).toMatchObject([
      { id: 'water', title: 'Water', language: 'en', direction: 'ltr', wordCount: 3 },
      { id: 'fire', title: 'Fire' },
    ])
    expect(await bundle.readContents()).toMatchObject([
      { title: 'Water', documentId: 'water', children: [{ title: 'Filters', blockId: 'h2' }] },
      { title: 'Fire', documentId: 'fire', children: [] },
    ])
    expect(bundle.index).toMatchObject({ path: 'lectern/index/main.bin' })
    expect((await bundle.readFile('resources/fire.png')).mediaType).toBe('image/png')
    expect((await bundle.readDocument(water)).setApart).toEqual([{ where: 'leading', text: 'Home Guides' }])
    expect(await bundle.readDocument(fire)).toMatchObject({
      html: expect.stringContaining('Keep it small.') as unknown,
      setApart: [],
    })
    await bundle.close()
  })

  it('verifies', async () => {
    const { files, problems, metadata } = await verifyBundle(path)
    expect({ files, problems, title: metadata?.title }).toEqual({
      files: 7,
      problems: [],
      title: 'Field guides',
    })
  })

  const record = { sha256: 'a'.repeat(64), size: 1 }
  it.each<[string, (edition: Json) => void]>([
    ['an unsafe id', (value) => (value['bundle'] = '../x')],
    ['an unsafe path', (value) => Object.assign(value['files'] as Json, { '../x': record })],
    [
      'a path that is not valid Unicode',
      (value) => Object.assign(value['files'] as Json, { '\ud800': record }),
    ],
    [
      'a hash that is none',
      (value) => Object.assign(value['files'] as Json, { x: { sha256: 'x', size: 1 } }),
    ],
    ['no hash of a document', (value) => delete (value['files'] as Json)['documents/water.html']],
    ['no hash of the manifest', (value) => delete (value['files'] as Json)['manifest.json']],
    [
      'a document twice',
      (value) => (value['documents'] as unknown[]).push((value['documents'] as Json[])[0]),
    ],
    ['another bundle’s manifest', (value) => (value['bundle'] = 'other')],
    ['another order than its manifest', (value) => (value['documents'] as unknown[]).reverse()],
  ])('is refused with %s', async (_what, edit) => {
    const root = await unpack()
    await change(root, 'lectern/edition.json', edit)
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_INVALID')
  })

  it('is refused when its manifest was changed', async () => {
    const root = await unpack()
    await writeFile(join(root, 'manifest.json'), '{}')
    expect(await codeOf(openBundle(root))).toBe('BUNDLE_DAMAGED')
  })
})
