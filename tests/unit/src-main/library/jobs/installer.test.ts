import { execFileSync } from 'node:child_process'
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../../../src-main/publishing/container/archive.ts'
import { DocumentId } from '../../../../../src-shared/domain/ids.ts'
import { type LibraryWorld, makeLibraryWorld, MANUAL } from '../library-world.ts'

let world: LibraryWorld

beforeEach(async () => {
  world = await makeLibraryWorld()
})

afterEach(() => world.remove())

describe('installing a bundle', () => {
  it('copies it, and goes on without the original', async () => {
    const path = await world.makeBundle('manual.webpub', '1.2.0', 'Text.')
    const report = await world.importPaths('manual.webpub')
    expect(report).toMatchObject({
      bundles: ['manual'],
      items: [{ outcome: 'installed', bundleId: 'manual' }],
    })
    await rm(path)
    await world.reopen()
    const opened = await world.library.open(MANUAL)
    expect(opened.summary).toMatchObject({
      origin: 'imported',
      documents: 2,
      notes: 3,
      lastRead: null,
      progress: 0,
    })
    expect(
      (await world.library.readDocument(MANUAL, opened.documents[0]?.id ?? DocumentId.parse('x'))).html,
    ).toContain('Text.')
  })

  it('replaces an older edition and keeps a newer one', async () => {
    await world.makeBundle('old.webpub', '1.0.0', 'Old.')
    await world.makeBundle('new.webpub', '1.10.0', 'New.')
    await world.importPaths('old.webpub')
    await world.importPaths('new.webpub')
    expect(await world.show()).toEqual(['Manual 1.10.0 imported'])
    expect(await readdir(join(world.data, 'bundles/manual'))).toEqual(['1.10.0.webpub'])
    const report = await world.importPaths('old.webpub')
    expect(report).toMatchObject({ bundles: [], items: [{ outcome: 'refused', code: 'EDITION_CONFLICT' }] })
    expect(await world.show()).toEqual(['Manual 1.10.0 imported'])
  })

  it('is content with the same edition again, and refuses other content under its number', async () => {
    await world.makeBundle('a.webpub', '1.0.0', 'Text.')
    await copyFile(join(world.root, 'a.webpub'), join(world.root, 'b.webpub'))
    await world.makeBundle('c.webpub', '1.0.0', 'Other text.')
    await world.importPaths('a.webpub')
    expect(await world.importPaths('b.webpub')).toMatchObject({
      bundles: ['manual'],
      items: [{ outcome: 'installed' }],
    })
    expect(await world.importPaths('c.webpub')).toMatchObject({ items: [{ code: 'EDITION_CONFLICT' }] })
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 200)],
    ['altered', (bytes: Buffer) => Buffer.from(bytes).fill(0x41, 90, 130)],
    ['something else', () => Buffer.from('not an archive at all')],
    ['empty', () => Buffer.alloc(0)],
  ])('refuses a file that is %s, and installs nothing', async (_what, spoil) => {
    const path = await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await writeFile(path, spoil(await readFile(path)))
    const report = await world.importPaths('manual.webpub')
    expect(report.bundles).toEqual([])
    expect(report.items[0]).toMatchObject({ outcome: 'refused', path: 'manual.webpub' })
    expect(await world.show()).toEqual([])
    expect(await readdir(join(world.data, 'bundles')).catch(() => [])).toEqual([])
  })

  it('takes an unpacked bundle, but of its folder only what it lists', async () => {
    const archive = await openArchive(await world.makeBundle('manual.webpub', '1.0.0', 'Text.'))
    for (const name of archive.files.keys())
      await world.write({ [`unpacked/${name}`]: await archive.read(name) })
    await archive.close()
    expect(await world.importPaths('unpacked')).toMatchObject({ bundles: ['manual'] })
    await world.reopen()
    expect(await world.show()).toEqual(['Manual 1.0.0 imported'])
    await world.write({ 'unpacked/documents/stray.html': '<p>Not listed.</p>' })
    await world.library.remove(MANUAL)
    await world.importPaths('unpacked')
    const installed = await readdir(join(world.data, 'bundles/manual/1.0.0.webpub/documents'))
    expect(installed).not.toContain('stray.html')
  })

  it.skipIf(process.platform === 'win32')(
    'refuses a pipe, without waiting for anyone to write to it',
    async () => {
      execFileSync('mkfifo', [join(world.root, 'pipe.webpub')])
      const report = await world.importPaths('pipe.webpub')
      expect(report).toMatchObject({ bundles: [], items: [{ outcome: 'refused', code: 'FILE_NOT_REGULAR' }] })
    },
  )

  it('reports a bundle that is not there', async () => {
    const report = await world.importPaths('nowhere.webpub')
    const path: unknown = expect.stringMatching(/nowhere\.webpub$/)
    expect(report).toMatchObject({ bundles: [], items: [{ outcome: 'refused', code: 'NOT_FOUND', path }] })
  })

  it('calls a refused bundle by its own name, not by where its copy lies', async () => {
    const path = await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await writeFile(path, Buffer.from(await readFile(path)).fill(0x41, 90, 130))
    const { items } = await world.importPaths('manual.webpub')
    const reason: unknown = expect.stringMatching(/^(?!.*staging).*manual\.webpub/)
    expect(items).toMatchObject([{ outcome: 'refused', reason }])
  })

  it('brings back a bundle whose file was deleted while it was open', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await world.importPaths('manual.webpub')
    await rm(join(world.data, 'bundles/manual'), { recursive: true })
    await world.importPaths('manual.webpub')
    await world.reopen()
    expect(await world.show()).toEqual(['Manual 1.0.0 imported'])
  })

  it('leaves no file behind when the catalogue cannot be written', async () => {
    await writeFile(join(world.data, 'library.json'), '{"format":99}')
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    const report = await world.importPaths('manual.webpub')
    expect(report.items).toMatchObject([{ outcome: 'refused', code: 'DATA_NEWER' }])
    expect(await readdir(join(world.data, 'bundles/manual'))).toEqual([])
  })

  it('leaves no copy in staging, installed or refused', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await writeFile(join(world.root, 'bad.webpub'), 'no archive')
    await world.importPaths('manual.webpub', 'bad.webpub')
    await world.importPaths('manual.webpub')
    const [own = ''] = await readdir(join(world.data, 'staging'))
    expect(await readdir(join(world.data, 'staging', own))).toEqual([])
  })

  it('shows what another process has installed under the same edition', async () => {
    await world.makeBundle('old.webpub', '1.0.0', 'Old.')
    await world.makeBundle('new.webpub', '1.0.0', 'New.')
    await world.importPaths('old.webpub')
    const another = await world.openAnother()
    try {
      await another.remove(MANUAL)
      another.import([{ kind: 'path', path: join(world.root, 'new.webpub') }])
      await another.idle()
      await world.library.list()
      const { html } = await world.library.readDocument(MANUAL, DocumentId.parse('one'))
      expect(html).toContain('New.')
    } finally {
      await another.close()
    }
  })
})
