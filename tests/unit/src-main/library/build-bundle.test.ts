import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { Edition, Language } from '../../../../src-shared/domain/ids.ts'
import type { ImportPhase, ImportReportItem } from '../../../../src-shared/domain/import-job.ts'
import { buildBundle, toBundleId } from '../../../../src-main/library/build-bundle.ts'
import type * as indexing from '../../../../src-main/indexing/index.ts'
import type * as publishing from '../../../../src-main/publishing/index.ts'
import { checkContent, openBundle, verifyBundle } from '../../../../src-main/publishing/index.ts'

/** Indexes that were built and are not closed yet. */
const open = vi.hoisted(() => new Set<object>())

vi.mock('../../../../src-main/indexing/index.ts', async (original) => {
  const door = await original<typeof indexing>()
  const buildIndex: typeof door.buildIndex = async (...given) => {
    const file = await door.buildIndex(...given)
    open.add(file)
    const close = (): void => {
      open.delete(file)
      file.content.close()
    }
    const { size } = file.content
    return { ...file, content: { size, read: (...range) => file.content.read(...range), close } }
  }
  return { ...door, buildIndex }
})

vi.mock('../../../../src-main/publishing/index.ts', async (original) => {
  const door = await original<typeof publishing>()
  return { ...door, checkContent: vi.fn(door.checkContent) }
})

const folders: string[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  expect(open).toEqual(new Set())
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function makeFolder(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-build-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

const guides = {
  'guides/01-water.md':
    '# Water\n\nBoil it for three minutes.\n\n## Filters\n\nSand works.\n\n![A filter](images/filter.png)\n',
  'guides/02-radio.md':
    '---\nauthor: A. Writer\n---\n\n# Radio\n\nKeep the antenna dry. See [Water](01-water.md).\n',
  'guides/03-notes.txt': 'Field notes\n\nThe river was high in the morning, and lower in the evening.\n',
  'guides/images/filter.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]),
}

describe('building a bundle from files', () => {
  it('makes one that is whole, in the order of the names, with all that the documents show', async () => {
    const folder = await makeFolder(guides)
    const out = join(folder, 'guides.webpub')
    const phases = new Set<ImportPhase>()
    const built = await buildBundle([join(folder, 'guides')], out, {
      onProgress: ({ phase }) => phases.add(phase),
    })
    expect(built.documents).toBe(3)
    expect(built.metadata).toMatchObject({ edition: '1.0.0', language: 'en', author: ['A. Writer'] })
    expect([...phases].slice(-2)).toEqual(['indexing', 'writing'])
    expect((await verifyBundle(out)).problems).toEqual([])
    const bundle = await openBundle(out)
    expect(bundle.metadata).toEqual(built.metadata)
    expect(bundle.documents.map((document) => document.title)).toEqual(['Water', 'Radio', 'Field notes'])
    expect(bundle.documents.reduce((sum, document) => sum + document.wordCount, 0)).toBe(built.words)
    const [water] = bundle.documents
    const { html } = await bundle.readDocument(water!.id)
    const image = /src="\.\.\/(resources\/[^"]+)"/.exec(html)?.[1] ?? ''
    expect((await bundle.readFile(decodeURIComponent(image))).mediaType).toBe('image/png')
    await bundle.close()
  })

  it('takes what it is given in place of what it finds', async () => {
    const folder = await makeFolder(guides)
    vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
    const { metadata } = await buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'), {
      id: toBundleId('other'),
      title: 'Other',
      edition: Edition.parse('2.3.4'),
      language: Language.parse('de'),
      author: ['B. Writer'],
    })
    expect(metadata).toEqual({
      id: toBundleId('other'),
      edition: '2.3.4',
      title: 'Other',
      language: 'de',
      author: ['B. Writer'],
      modified: '2023-11-14T22:13:20.000Z',
    })
  })

  it('gives the same bytes again, whatever the dates of the files and wherever they lie', async () => {
    const hashes = new Set<string>()
    for (const seconds of [1_000_000_000, 1_700_000_000]) {
      const folder = await makeFolder(guides)
      for (const path of Object.keys(guides)) await utimes(join(folder, path), seconds, seconds)
      hashes.add((await buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'))).sha256)
    }
    expect(hashes.size).toBe(1)
  })

  it('goes on without files that cannot be read, and reports them', async () => {
    const folder = await makeFolder({
      ...guides,
      'guides/04-empty.txt': '',
      'guides/05.txt': Buffer.from([0, 1, 2, 3, 0, 0]),
    })
    const built = await buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'))
    expect(built.documents).toBe(3)
    const refused = built.items.filter((item) => item.outcome === 'refused')
    expect(refused.map((item) => item.path.split('/').at(-1)).sort()).toEqual(['04-empty.txt', '05.txt'])
  })

  it('refuses when nothing can be read, after saying what became of every file', async () => {
    const folder = await makeFolder({ 'guides/empty.txt': '' })
    let items: readonly ImportReportItem[] = []
    const building = buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'), {
      onItems: (all) => (items = all),
    })
    await expect(building).rejects.toMatchObject({ code: 'NO_DOCUMENTS' })
    expect(items).toMatchObject([{ outcome: 'refused', code: 'FILE_EMPTY' }])
    expect(await readdir(folder)).toEqual(['guides'])
  })

  it('says what cannot be written as soon as the documents are known, and indexes nothing', async () => {
    const folder = await makeFolder(guides)
    vi.mocked(checkContent).mockImplementationOnce(() => {
      throw new LecternError('FILE_TOO_LARGE', 'It would hold too many files.')
    })
    const phases = new Set<ImportPhase>()
    const building = buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'), {
      onProgress: ({ phase }) => phases.add(phase),
    })
    await expect(building).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    expect(phases).toEqual(new Set<ImportPhase>(['scanning', 'importing']))
  })

  it('closes the index when the bundle cannot be written', async () => {
    const folder = await makeFolder(guides)
    const out = join(folder, 'a.webpub')
    let opened = 0
    const building = buildBundle([join(folder, 'guides')], out, {
      onProgress: ({ phase }) => {
        if (phase !== 'writing') return
        opened = Math.max(opened, open.size)
        throw new LecternError('NOT_SAVED', 'The disk is full.')
      },
    })
    await expect(building).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(opened).toBe(1)
    expect(await readdir(folder)).toEqual(['guides'])
  })

  it('never writes over one of its sources', async () => {
    const folder = await makeFolder({ 'a.md': '# A\n\nText.\n' })
    const path = join(folder, 'a.md')
    await expect(buildBundle([path], path)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('leaves nothing behind when it is cancelled, at any point', async () => {
    for (const phase of ['scanning', 'importing', 'indexing', 'writing']) {
      const folder = await makeFolder(guides)
      const controller = new AbortController()
      const building = buildBundle([join(folder, 'guides')], join(folder, 'a.webpub'), {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase && progress.done === 0) controller.abort()
        },
      })
      const error: unknown = await building.then(
        () => null,
        (reason: unknown) => reason,
      )
      if (!controller.signal.aborted) continue
      expect(error).toBeInstanceOf(LecternError)
      expect(error).toMatchObject({ code: 'CANCELLED' })
      expect(await readdir(folder)).toEqual(['guides'])
    }
  })
})

describe('an id made from a title', () => {
  it('is readable where it can be, and tells titles apart where it cannot', () => {
    expect(toBundleId('Field Guides: Água & Über')).toMatch(/^field-guides-agua-uber-[0-9a-f]{8}$/)
    expect(toBundleId('野外')).toMatch(/^bundle-[0-9a-f]{8}$/)
    expect(toBundleId('野外')).not.toBe(toBundleId('屋外'))
    expect(toBundleId('é')).toBe(toBundleId('e\u0301'))
  })

  it('is an id, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        expect(toBundleId(title)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
        expect(toBundleId(title)).toBe(toBundleId(title))
      }),
    )
  })
})
