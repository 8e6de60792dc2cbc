import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildBundle, type Library, openLibrary } from '../../../../src-main/library/index.ts'
import type { Emit } from '../../../../src-shared/contract/contract.ts'
import { BundleId, DocumentId, Edition } from '../../../../src-shared/domain/ids.ts'
import type { ImportReport } from '../../../../src-shared/domain/import-job.ts'
import { ReadingPosition } from '../../../../src-shared/domain/locator.ts'
import {
  type Heard,
  makeFolder,
  makeSearch,
  openJsonStore,
  type SearchDouble,
  writeFiles,
} from './doubles.ts'

const MANUAL = BundleId.parse('manual')

let root: string
let data: string
let search: SearchDouble
let heard: Heard[]
let library: Library
let included: string[]

const emit: Emit = (name, payload) => heard.push({ name, payload })

async function open(): Promise<Library> {
  return openLibrary({
    folder: data,
    included,
    openStore: openJsonStore,
    search,
    emit,
    resolveSource: (source) =>
      Promise.resolve(source.kind === 'path' ? source.path : join(root, source.batch)),
    notesCount: (bundleId) => Promise.resolve(bundleId === MANUAL ? 3 : 0),
  })
}

/** Imports and waits for the report. Paths are relative to the test's own folder. */
async function importPaths(...paths: string[]): Promise<ImportReport> {
  return finish(library.import(paths.map((path) => ({ kind: 'path', path: join(root, path) }))).jobId)
}

async function importStaged(batch: string, title?: string): Promise<ImportReport> {
  return finish(library.import([{ kind: 'staged', batch }], title).jobId)
}

async function finish(jobId: string): Promise<ImportReport> {
  await library.idle()
  const finished = heard.find(
    (each) => each.name === 'import.finished' && (each.payload as { jobId: string }).jobId === jobId,
  )
  return (finished?.payload as { report: ImportReport }).report
}

async function makeBundle(path: string, id: string, edition: string, text: string): Promise<string> {
  await writeFiles(root, {
    [`making-${edition}/one.md`]: `# One\n\n${text}\n`,
    [`making-${edition}/two.md`]: '# Two\n\nSame.\n',
  })
  const out = join(root, path)
  await buildBundle([join(root, `making-${edition}`)], out, {
    id: BundleId.parse(id),
    edition: Edition.parse(edition),
    title: 'Manual',
  })
  return out
}

const summaries = async () =>
  (await library.list()).bundles.map(
    ({ metadata, origin }) => `${metadata.title} ${metadata.edition} ${origin}`,
  )

beforeEach(async () => {
  root = await makeFolder()
  data = join(root, 'data')
  search = makeSearch()
  heard = []
  included = []
  library = await open()
})

afterEach(async () => {
  await library.close()
  await rm(root, { recursive: true, force: true })
})

async function reopen(): Promise<void> {
  await library.close()
  library = await open()
}

describe('importing', () => {
  it('makes one bundle of a folder, with events from first to last and nothing left in staging', async () => {
    await writeFiles(root, {
      'Field Notes/a.md': '# Alpha\n\nText.\n',
      'Field Notes/b.md': '# Beta\n\nMore.\n',
    })
    const report = await importPaths('Field Notes')
    expect(report).toMatchObject({ cancelled: false })
    expect(report.items.map((item) => item.outcome)).toEqual(['imported', 'imported'])
    expect(report.bundles[0]).toMatch(/^field-notes-[0-9a-f]{8}$/)
    expect(await summaries()).toEqual(['Field Notes 1.0.0 imported'])
    expect([...search.known.values()]).toEqual(['1.0.0'])
    const names = heard.map((each) => each.name)
    expect(names[0]).toBe('import.progress')
    expect(names.slice(-2)).toEqual(['library.changed', 'import.finished'])
    await library.close()
    expect(await readdir(join(data, 'staging'))).toEqual([])
    library = await open()
    expect(await summaries()).toEqual(['Field Notes 1.0.0 imported'])
  })

  it('makes one bundle of loose files together, and one of each folder', async () => {
    await writeFiles(root, {
      'x/a.md': '# A\n\n1\n',
      'y/b.md': '# B\n\n2\n',
      'c.md': '# C\n\n3\n',
      'd.md': '# D\n\n4\n',
    })
    const report = await importPaths('x', 'c.md', 'y', 'd.md')
    expect(report.bundles).toHaveLength(3)
    const documents = (await library.list()).bundles.map((bundle) => bundle.documents)
    expect(documents.sort()).toEqual([1, 1, 2])
  })

  it('gives a folder that is imported again the next edition, and leaves it alone when nothing changed', async () => {
    await writeFiles(root, { 'docs/a.md': '# A\n\nOne.\n', 'docs/b.md': '# B\n\nTwo.\n' })
    const [id] = (await importPaths('docs')).bundles
    expect((await importPaths('docs')).bundles).toEqual([id])
    expect(await summaries()).toEqual(['docs 1.0.0 imported'])
    await writeFiles(root, { 'docs/a.md': '# A\n\nChanged.\n' })
    expect((await importPaths('docs')).bundles).toEqual([id])
    expect(await summaries()).toEqual(['docs 1.0.1 imported'])
    expect(await readdir(join(data, 'bundles', String(id)))).toEqual(['1.0.1.webpub'])
    expect(search.known.get(String(id))).toBe('1.0.1')
  })

  it('reports each file that is refused and goes on with the rest', async () => {
    await writeFiles(root, {
      'mixed/a.md': '# A\n\nText.\n',
      'mixed/b.bin': new Uint8Array([0, 1, 2, 0, 255]),
    })
    const report = await importPaths('mixed', 'missing.md')
    expect(report.bundles).toHaveLength(1)
    const outcomes = new Map(report.items.map((item) => [basename(item.path), item.outcome]))
    expect(outcomes.get('a.md')).toBe('imported')
    expect(outcomes.get('missing.md')).toBe('refused')
    expect(['refused', 'ignored']).toContain(outcomes.get('b.bin'))
  })

  it('installs nothing when nothing could be read, and says why', async () => {
    await writeFiles(root, { 'binary.md': new Uint8Array([0, 1, 2, 0, 255, 0]) })
    const report = await importPaths('binary.md')
    expect(report.bundles).toEqual([])
    expect(report.items).toHaveLength(1)
    expect(report.items[0]).toMatchObject({ outcome: 'refused' })
    expect(await summaries()).toEqual([])
    expect(heard.map((each) => each.name)).not.toContain('library.changed')
  })

  it('ends when it is cancelled, with nothing installed', async () => {
    const files = Array.from(
      { length: 200 },
      (_, index) => [`many/${index}.md`, `# T ${index}\n\nText.\n`] as const,
    )
    await writeFiles(root, Object.fromEntries(files))
    const { jobId } = library.import([{ kind: 'path', path: join(root, 'many') }])
    await expect.poll(() => heard.some((each) => each.name === 'import.progress')).toBe(true)
    library.cancelImport(jobId)
    expect(await finish(jobId)).toMatchObject({ cancelled: true, bundles: [] })
    expect(await summaries()).toEqual([])
    expect(await readdir(join(data, 'bundles')).catch(() => [])).toEqual([])
  })

  it('cancels a job that has not begun', async () => {
    await writeFiles(root, { 'a/a.md': '# A\n\nText.\n', 'b/b.md': '# B\n\nText.\n' })
    library.import([{ kind: 'path', path: join(root, 'a') }])
    const { jobId } = library.import([{ kind: 'path', path: join(root, 'b') }])
    library.cancelImport(jobId)
    expect(await finish(jobId)).toMatchObject({ cancelled: true, bundles: [] })
    expect(await summaries()).toEqual(['a 1.0.0 imported'])
  })
})

describe('importing what was handed over', () => {
  it('takes the folders and files of a batch and removes the batch', async () => {
    await writeFiles(root, {
      'batch/docs/a.md': '# A\n\n1\n',
      'batch/x.md': '# X\n\n2\n',
      'batch/y.md': '# Y\n\n3\n',
    })
    expect((await importStaged('batch')).bundles).toHaveLength(2)
    expect((await summaries()).sort()).toEqual(['docs 1.0.0 imported', 'x, y 1.0.0 imported'])
    expect(await readdir(root)).not.toContain('batch')
  })

  it('knows a folder again by its name and a document in it', async () => {
    await writeFiles(root, { 'one/docs/a.md': '# A\n\nSame.\n', 'one/docs/b.md': '# B\n\nOld.\n' })
    const first = await importStaged('one')
    await writeFiles(root, { 'two/docs/a.md': '# A\n\nSame.\n', 'two/docs/b.md': '# B\n\nNew.\n' })
    expect((await importStaged('two')).bundles).toEqual(first.bundles)
    expect(await summaries()).toEqual(['docs 1.0.1 imported'])
  })

  it('keeps apart two folders of one name that have nothing in common', async () => {
    await writeFiles(root, { 'one/docs/a.md': '# A\n\nMine.\n' })
    await writeFiles(root, { 'two/docs/a.md': '# A\n\nYours.\n' })
    const [first] = (await importStaged('one')).bundles
    const [second] = (await importStaged('two')).bundles
    expect(second).not.toBe(first)
    expect(await summaries()).toHaveLength(2)
    await writeFiles(root, { 'three/docs/a.md': '# A\n\nYours.\n', 'three/docs/b.md': '# B\n\nMore.\n' })
    expect((await importStaged('three')).bundles).toEqual([second])
  })

  it('keeps apart two loose files of one name, and knows the same one again', async () => {
    for (const [batch, text] of [
      ['one', 'Mine.'],
      ['two', 'Yours.'],
      ['three', 'Mine.'],
    ] as const) {
      await writeFiles(root, { [`${batch}/notes.md`]: `# Notes\n\n${text}\n` })
      await importStaged(batch)
    }
    expect(await summaries()).toHaveLength(2)
  })

  it('takes the title that the person gives to a single bundle', async () => {
    await writeFiles(root, { 'one/docs/a.md': '# A\n\nText.\n' })
    await importStaged('one', 'My title')
    expect(await summaries()).toEqual(['My title 1.0.0 imported'])
  })
})

describe('installing a bundle', () => {
  it('copies it, and goes on without the original', async () => {
    const path = await makeBundle('manual.webpub', 'manual', '1.2.0', 'Text.')
    const report = await importPaths('manual.webpub')
    expect(report).toMatchObject({
      bundles: ['manual'],
      items: [{ outcome: 'installed', bundleId: 'manual' }],
    })
    await rm(path)
    await reopen()
    const opened = await library.open(MANUAL)
    expect(opened.summary).toMatchObject({
      origin: 'imported',
      documents: 2,
      notes: 3,
      lastRead: null,
      progress: 0,
    })
    expect(
      (await library.readDocument(MANUAL, opened.documents[0]?.id ?? DocumentId.parse('x'))).html,
    ).toContain('Text.')
  })

  it('replaces an older edition and keeps a newer one', async () => {
    await makeBundle('old.webpub', 'manual', '1.0.0', 'Old.')
    await makeBundle('new.webpub', 'manual', '1.10.0', 'New.')
    await importPaths('old.webpub')
    await importPaths('new.webpub')
    expect(await summaries()).toEqual(['Manual 1.10.0 imported'])
    expect(await readdir(join(data, 'bundles/manual'))).toEqual(['1.10.0.webpub'])
    const report = await importPaths('old.webpub')
    expect(report).toMatchObject({ bundles: [], items: [{ outcome: 'refused', code: 'EDITION_CONFLICT' }] })
    expect(await summaries()).toEqual(['Manual 1.10.0 imported'])
  })

  it('is content with the same edition again, and refuses other content under its number', async () => {
    await makeBundle('a.webpub', 'manual', '1.0.0', 'Text.')
    await copyFile(join(root, 'a.webpub'), join(root, 'b.webpub'))
    await makeBundle('c.webpub', 'manual', '1.0.0', 'Other text.')
    await importPaths('a.webpub')
    expect(await importPaths('b.webpub')).toMatchObject({
      bundles: ['manual'],
      items: [{ outcome: 'installed' }],
    })
    expect(await importPaths('c.webpub')).toMatchObject({ items: [{ code: 'EDITION_CONFLICT' }] })
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 200)],
    ['altered', (bytes: Buffer) => Buffer.from(bytes).fill(0x41, 90, 130)],
    ['something else', () => Buffer.from('not an archive at all')],
    ['empty', () => Buffer.alloc(0)],
  ])('refuses a file that is %s, and installs nothing', async (_what, spoil) => {
    const path = await makeBundle('manual.webpub', 'manual', '1.0.0', 'Text.')
    await writeFile(path, spoil(await readFile(path)))
    const report = await importPaths('manual.webpub')
    expect(report.bundles).toEqual([])
    expect(report.items[0]).toMatchObject({ outcome: 'refused', path: 'manual.webpub' })
    expect(await summaries()).toEqual([])
    expect(await readdir(join(data, 'bundles')).catch(() => [])).toEqual([])
  })
})

describe('the shelf', () => {
  it('shows included bundles first, in place, and remembers when one is removed', async () => {
    const path = await makeBundle('manual.webpub', 'manual', '1.0.0', 'Text.')
    included = [path]
    await reopen()
    await writeFiles(root, { 'docs/a.md': '# A\n\nText.\n' })
    await importPaths('docs')
    expect(await summaries()).toEqual(['Manual 1.0.0 included', 'docs 1.0.0 imported'])
    expect(await library.remove(MANUAL)).toEqual({ notesKept: 3 })
    expect(await summaries()).toEqual(['docs 1.0.0 imported'])
    expect(search.known.has('manual')).toBe(false)
    await reopen()
    expect(await summaries()).toEqual(['docs 1.0.0 imported'])
    expect(await readFile(path)).toBeDefined()
    await importPaths('manual.webpub')
    expect((await summaries()).sort()).toEqual(['Manual 1.0.0 imported', 'docs 1.0.0 imported'])
  })

  it('prefers the newer of an included and an imported edition', async () => {
    included = [await makeBundle('one.webpub', 'manual', '1.0.0', 'Included.')]
    await reopen()
    await makeBundle('two.webpub', 'manual', '1.1.0', 'Imported.')
    await importPaths('two.webpub')
    expect(await summaries()).toEqual(['Manual 1.1.0 imported'])
    included = [await makeBundle('three.webpub', 'manual', '2.0.0', 'Included anew.')]
    await reopen()
    expect(await summaries()).toEqual(['Manual 2.0.0 included'])
  })

  it('names what is damaged or gone, and opens the rest', async () => {
    await makeBundle('manual.webpub', 'manual', '1.0.0', 'Text.')
    await writeFiles(root, { 'docs/a.md': '# A\n\nText.\n', 'more/b.md': '# B\n\nText.\n' })
    const [docs] = (await importPaths('docs')).bundles
    await importPaths('more', 'manual.webpub')
    await library.close()
    const broken = join(data, 'bundles/manual/1.0.0.webpub')
    await writeFile(broken, 'broken')
    await rm(join(data, 'bundles', String(docs)), { recursive: true })
    included = [join(root, 'nowhere.webpub')]
    library = await open()
    const { bundles, damaged } = await library.list()
    expect(bundles.map((bundle) => bundle.metadata.title)).toEqual(['more'])
    expect(damaged.map((each) => each.file).sort()).toEqual(
      [broken, join(root, 'nowhere.webpub'), join(data, 'bundles', String(docs), '1.0.0.webpub')].sort(),
    )
    expect(await readFile(broken, 'utf8')).toBe('broken')
    await importPaths('manual.webpub')
    expect((await library.list()).damaged.map((each) => each.file)).not.toContain(broken)
  })

  it('finds its bundles again when the catalogue is lost', async () => {
    await writeFiles(root, { 'docs/a.md': '# A\n\nText.\n' })
    await importPaths('docs')
    await library.close()
    await writeFile(join(data, 'library.json'), '{"format":')
    library = await open()
    expect(await summaries()).toEqual(['docs 1.0.0 imported'])
  })

  it('sees what another process installs and removes', async () => {
    const other = await open()
    await writeFiles(root, { 'docs/a.md': '# A\n\nText.\n' })
    const [id] = (await importPaths('docs')).bundles
    expect((await other.list()).bundles.map((bundle) => bundle.metadata.id)).toEqual([id])
    await other.remove(BundleId.parse(id))
    expect(await summaries()).toEqual([])
    await other.close()
  })

  it('removes what was imported from the disk, and refuses what it does not have', async () => {
    await writeFiles(root, { 'docs/a.md': '# A\n\nText.\n' })
    const [id] = (await importPaths('docs')).bundles
    await library.remove(BundleId.parse(id))
    expect(await readdir(join(data, 'bundles'))).toEqual([])
    for (const attempt of [
      library.remove(MANUAL),
      library.open(MANUAL),
      library.readResource(MANUAL, 'resources/a'),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await library.documentText(MANUAL, DocumentId.parse('x'))).toBeNull()
  })
})

describe('reading', () => {
  const position = (documentId: string, start: number, edition: string, saved = '2024-05-01T10:00:00.000Z') =>
    ReadingPosition.parse({
      locator: { bundleId: 'manual', edition, documentId, start, progression: 0.5 },
      lineOffset: -4,
      saved,
    })

  it('resumes where the person left off, also after a restart', async () => {
    await makeBundle('manual.webpub', 'manual', '1.0.0', 'Some text to read.')
    await importPaths('manual.webpub')
    const [first, second] = (await library.open(MANUAL)).documents
    if (first === undefined || second === undefined) throw new Error('Documents are missing.')
    expect((await library.open(MANUAL)).resume).toBeNull()
    library.savePosition(position(first.id, 2, '1.0.0'))
    library.savePosition(position(second.id, 3, '1.0.0', '2024-05-02T10:00:00.000Z'))
    await reopen()
    const { resume, summary } = await library.open(MANUAL)
    expect(resume).toMatchObject({ documentId: second.id, start: 3 })
    expect(summary).toMatchObject({ progress: 0.5, lastRead: '2024-05-02T10:00:00.000Z' })
    const read = await library.readDocument(MANUAL, first.id)
    expect(read.position).toEqual(position(first.id, 2, '1.0.0'))
    expect(read).toMatchObject({ title: 'One', edition: '1.0.0', length: expect.any(Number) })
    expect(read.headings.map((heading) => heading.title)).toEqual(['One'])
  })

  it('falls back to the progression in a new edition, and keeps positions when a bundle is removed', async () => {
    await makeBundle('old.webpub', 'manual', '1.0.0', 'Short.')
    await makeBundle('new.webpub', 'manual', '1.0.1', 'A text that has become a good deal longer.')
    await importPaths('old.webpub')
    const [first] = (await library.open(MANUAL)).documents
    const id = first?.id ?? DocumentId.parse('x')
    library.savePosition(position(id, 1, '1.0.0'))
    await library.remove(MANUAL)
    await importPaths('new.webpub')
    const { position: carried, length } = await library.readDocument(MANUAL, id)
    expect(carried).toMatchObject({
      lineOffset: 0,
      locator: { edition: '1.0.1', start: Math.round(length / 2) },
    })
    expect((await library.open(MANUAL)).resume).toMatchObject({ edition: '1.0.1', documentId: id })
  })

  it('gives the text that notes are anchored in', async () => {
    await makeBundle('manual.webpub', 'manual', '1.0.0', 'Some text.')
    await importPaths('manual.webpub')
    const [first] = (await library.open(MANUAL)).documents
    const found = await library.documentText(MANUAL, first?.id ?? DocumentId.parse('x'))
    expect(found).toMatchObject({ title: 'One', edition: '1.0.0', sha256: first?.sha256 })
    expect(found?.text).toContain('Some text.')
    expect(found?.blocks.length).toBeGreaterThan(0)
    expect(await library.documentText(MANUAL, DocumentId.parse('none'))).toBeNull()
    await expect(library.readDocument(MANUAL, DocumentId.parse('none'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('refuses a position in a bundle that is not there', () => {
    expect(() => {
      library.savePosition(position('a', 0, '1.0.0'))
    }).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  it('serves resources of the installed edition alone', async () => {
    await writeFiles(root, {
      'docs/a.md': '# A\n\n![p](p.png)\n',
      'docs/p.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    })
    const [id] = (await importPaths('docs')).bundles
    const bundleId = BundleId.parse(id)
    const found = await library.readResource(bundleId, 'resources/p.png', '1.0.0').catch(() => null)
    if (found !== null) expect(found.mediaType).toBe('image/png')
    await expect(library.readResource(bundleId, 'resources/p.png', '1.0.1')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(library.readResource(bundleId, 'manifest.json')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(library.readResource(bundleId, 'resources/../manifest.json')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the data folder', () => {
  it('is cleared of staging that dead processes left, and of nothing else', async () => {
    await library.close()
    await writeFiles(data, {
      'staging/999999999-abc/x': '1',
      'staging/old/x': '2',
      [`staging/${process.pid}-abc/x`]: '3',
    })
    library = await open()
    expect(await readdir(join(data, 'staging'))).toHaveLength(2)
    expect(await readdir(join(data, 'staging'))).toContain(`${process.pid}-abc`)
  })

  it('is named when it cannot be made', async () => {
    await writeFile(join(root, 'file'), '')
    const folder = join(root, 'file', 'data')
    const opening = openLibrary({
      ...{ folder, included, openStore: openJsonStore, search, emit },
      resolveSource: () => Promise.resolve(''),
      notesCount: () => Promise.resolve(0),
    })
    await expect(opening).rejects.toMatchObject({
      code: 'NOT_SAVED',
      message: expect.stringContaining(folder),
    })
  })
})
