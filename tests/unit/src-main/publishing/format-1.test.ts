// The frozen bundle of format 1: it opens as ever, whatever later formats look like.
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { openBundle, verifyBundle } from '../../../../src-main/publishing/index.ts'

const path = fileURLToPath(new URL('../../../fixtures/bundles/format-1.webpub', import.meta.url))
const [water, fire] = [DocumentId.parse('water'), DocumentId.parse('fire')]

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
})
