import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { ReadingPosition } from '../../../../src-shared/domain/locator.ts'
import { type LibraryWorld, makeLibraryWorld, MANUAL } from './library-world.ts'

let world: LibraryWorld

beforeEach(async () => {
  world = await makeLibraryWorld()
})

afterEach(() => world.remove())

describe('reading', () => {
  const position = (documentId: string, start: number, edition: string, saved = '2024-05-01T10:00:00.000Z') =>
    ReadingPosition.parse({
      locator: { bundleId: 'manual', edition, documentId, start, progression: 0.5 },
      lineOffset: -4,
      saved,
    })

  it('resumes where the person left off, also after a restart', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Some text to read.')
    await world.importPaths('manual.webpub')
    const [first, second] = (await world.library.open(MANUAL)).documents
    if (first === undefined || second === undefined) throw new Error('Documents are missing.')
    expect((await world.library.open(MANUAL)).resume).toBeNull()
    world.library.savePosition(position(first.id, 2, '1.0.0'))
    world.library.savePosition(position(second.id, 3, '1.0.0', '2024-05-02T10:00:00.000Z'))
    await world.reopen()
    const { resume, summary } = await world.library.open(MANUAL)
    expect(resume).toMatchObject({ documentId: second.id, start: 3 })
    expect(summary).toMatchObject({ progress: 0.5, lastRead: '2024-05-02T10:00:00.000Z' })
    const read = await world.library.readDocument(MANUAL, first.id)
    expect(read.position).toEqual(position(first.id, 2, '1.0.0'))
    expect(read).toMatchObject({ title: 'One', edition: '1.0.0', length: expect.any(Number) })
    expect(read.headings.map((heading) => heading.title)).toEqual(['One'])
  })

  it('falls back to the progression in a new edition, and keeps positions when a bundle is removed', async () => {
    await world.makeBundle('old.webpub', '1.0.0', 'Short.')
    await world.makeBundle('new.webpub', '1.0.1', 'A text that has become a good deal longer.')
    await world.importPaths('old.webpub')
    const [first] = (await world.library.open(MANUAL)).documents
    const id = first?.id ?? DocumentId.parse('x')
    world.library.savePosition(position(id, 1, '1.0.0'))
    await world.library.remove(MANUAL)
    await world.importPaths('new.webpub')
    const { position: carried, length } = await world.library.readDocument(MANUAL, id)
    expect(carried).toMatchObject({
      lineOffset: 0,
      locator: { edition: '1.0.1', start: Math.round(length / 2) },
    })
    expect((await world.library.open(MANUAL)).resume).toMatchObject({ edition: '1.0.1', documentId: id })
  })

  it('gives the text that notes are anchored in', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Some text.')
    await world.importPaths('manual.webpub')
    const [first] = (await world.library.open(MANUAL)).documents
    const found = await world.library.documentText(MANUAL, first?.id ?? DocumentId.parse('x'))
    expect(found).toMatchObject({ title: 'One', edition: '1.0.0', sha256: first?.sha256 })
    expect(found?.text).toContain('Some text.')
    expect(found?.blocks.length).toBeGreaterThan(0)
    expect(await world.library.documentText(MANUAL, DocumentId.parse('none'))).toBeNull()
    await expect(world.library.readDocument(MANUAL, DocumentId.parse('none'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('refuses a position in a bundle that is not there', () => {
    expect(() => {
      world.library.savePosition(position('a', 0, '1.0.0'))
    }).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  it('serves resources of the installed edition alone', async () => {
    await world.write({
      'docs/a.md': '# A\n\n![p](p.png)\n',
      'docs/p.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    })
    const [id] = (await world.importPaths('docs')).bundles
    const bundleId = BundleId.parse(id)
    const found = await world.library.readResource(bundleId, 'resources/p.png', '1.0.0')
    expect(found.mediaType).toBe('image/png')
    await expect(world.library.readResource(bundleId, 'resources/p.png', '1.0.1')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(world.library.readResource(bundleId, 'manifest.json')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(world.library.readResource(bundleId, 'resources/../manifest.json')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
