import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { type LibraryWorld, makeLibraryWorld, MANUAL } from './library-world.ts'

let world: LibraryWorld

beforeEach(async () => {
  world = await makeLibraryWorld()
})

afterEach(() => world.remove())

describe('the shelf', () => {
  it('shows included bundles first, in place, and remembers when one is removed', async () => {
    const path = await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    world.included = [path]
    await world.reopen()
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n' })
    await world.importPaths('docs')
    expect(await world.show()).toEqual(['Manual 1.0.0 included', 'Docs 1.0.0 imported'])
    expect(await world.library.remove(MANUAL)).toEqual({ notesKept: 3 })
    expect(await world.show()).toEqual(['Docs 1.0.0 imported'])
    expect(world.search.known.has('manual')).toBe(false)
    await world.reopen()
    expect(await world.show()).toEqual(['Docs 1.0.0 imported'])
    expect(await readFile(path)).toBeDefined()
    await world.importPaths('manual.webpub')
    expect((await world.show()).sort()).toEqual(['Docs 1.0.0 imported', 'Manual 1.0.0 imported'])
  })

  it('tells the search of every bundle before anything can be asked, however long one takes', async () => {
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n', 'more/b.md': '# More\n\nText.\n' })
    await world.importPaths('docs', 'more')
    await world.close()
    world.search.known.clear()
    let ready = (): void => undefined
    const slow = new Promise<void>((resolve) => (ready = resolve))
    const add = vi.spyOn(world.search, 'add').mockReturnValue(slow)
    await world.reopen()
    expect(add).toHaveBeenCalledTimes(2)
    ready()
  })

  it('prefers the newer of an included and an imported edition', async () => {
    world.included = [await world.makeBundle('one.webpub', '1.0.0', 'Included.')]
    await world.reopen()
    await world.makeBundle('two.webpub', '1.1.0', 'Imported.')
    await world.importPaths('two.webpub')
    expect(await world.show()).toEqual(['Manual 1.1.0 imported'])
    world.included = [await world.makeBundle('three.webpub', '2.0.0', 'Included anew.')]
    await world.reopen()
    expect(await world.show()).toEqual(['Manual 2.0.0 included'])
  })

  it('names what is damaged or gone, and opens the rest', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n', 'more/b.md': '# More\n\nText.\n' })
    const [docs] = (await world.importPaths('docs')).bundles
    await world.importPaths('more', 'manual.webpub')
    await world.close()
    const broken = join(world.data, 'bundles/manual/1.0.0.webpub')
    await writeFile(broken, 'broken')
    await rm(join(world.data, 'bundles', String(docs)), { recursive: true })
    world.included = [join(world.root, 'nowhere.webpub')]
    await world.open()
    const { bundles, damaged } = await world.library.list()
    expect(bundles.map((bundle) => bundle.metadata.title)).toEqual(['More'])
    expect(damaged.map((each) => each.file).sort()).toEqual(
      [
        broken,
        join(world.root, 'nowhere.webpub'),
        join(world.data, 'bundles', String(docs), '1.0.0.webpub'),
      ].sort(),
    )
    expect(await readFile(broken, 'utf8')).toBe('broken')
    await world.importPaths('manual.webpub')
    expect((await world.library.list()).damaged.map((each) => each.file)).not.toContain(broken)
  })

  it('removes a damaged bundle with its file, keeps its notes, and takes it in again', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await world.importPaths('manual.webpub')
    await world.close()
    await writeFile(join(world.data, 'bundles/manual/1.0.0.webpub'), 'broken')
    await world.open()
    expect((await world.library.list()).damaged).toMatchObject([{ bundleId: MANUAL }])
    await expect(world.library.remove(MANUAL)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await world.library.remove(MANUAL, true)).toEqual({ notesKept: 3 })
    expect((await world.library.list()).damaged).toEqual([])
    expect(await readdir(join(world.data, 'bundles'))).toEqual([])
    await world.importPaths('manual.webpub')
    expect(await world.show()).toEqual(['Manual 1.0.0 imported'])
    await expect(world.library.remove(MANUAL, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await world.show()).toEqual(['Manual 1.0.0 imported'])
  })

  it('keeps an included bundle whose newer edition was damaged and removed, and cannot remove a damaged included one', async () => {
    world.included = [
      await world.makeBundle('one.webpub', '1.0.0', 'Included.'),
      join(world.root, 'nowhere.webpub'),
    ]
    await world.reopen()
    await world.makeBundle('two.webpub', '1.1.0', 'Imported.')
    await world.importPaths('two.webpub')
    await world.close()
    await writeFile(join(world.data, 'bundles/manual/1.1.0.webpub'), 'broken')
    await world.open()
    await world.library.remove(MANUAL, true)
    expect(await world.show()).toEqual(['Manual 1.0.0 included'])
    const { damaged } = await world.library.list()
    expect(damaged.map(({ bundleId }) => bundleId)).toEqual([undefined])
  })

  it('finds its bundles again when the catalogue is lost', async () => {
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n' })
    await world.importPaths('docs')
    await world.close()
    await writeFile(join(world.data, 'library.json'), '{"format":')
    await world.open()
    expect(await world.show()).toEqual(['Docs 1.0.0 imported'])
  })

  it('sees what another process installs and removes', async () => {
    const other = await world.openAnother()
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n' })
    const [id] = (await world.importPaths('docs')).bundles
    expect((await other.list()).bundles.map((bundle) => bundle.metadata.id)).toEqual([id])
    await other.remove(BundleId.parse(id))
    expect(await world.show()).toEqual([])
    await other.close()
  })

  it('tells the interface when another process has installed or removed something, and only then', async () => {
    const other = await world.openAnother()
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n' })
    const [id] = (await world.importPaths('docs')).bundles
    const count = (): number => world.heard.filter(({ name }) => name === 'library.changed').length
    const before = count()
    await other.refresh()
    expect(count()).toBe(before + 1)
    await other.refresh()
    await world.library.refresh()
    expect(count()).toBe(before + 1)
    expect((await other.open(BundleId.parse(id))).summary.metadata.id).toBe(id)
    await other.close()
  })

  it('tells the interface when another process has removed a damaged bundle', async () => {
    await world.makeBundle('manual.webpub', '1.0.0', 'Text.')
    await world.importPaths('manual.webpub')
    await world.close()
    await writeFile(join(world.data, 'bundles/manual/1.0.0.webpub'), 'broken')
    await world.open()
    const other = await world.openAnother()
    const count = (): number => world.heard.filter(({ name }) => name === 'library.changed').length
    await other.remove(MANUAL, true)
    const before = count()
    await world.library.refresh()
    expect(count()).toBe(before + 1)
    await world.library.refresh()
    expect(count()).toBe(before + 1)
    await other.close()
  })

  it('removes what was imported from the disk, and refuses what it does not have', async () => {
    await world.write({ 'docs/a.md': '# Docs\n\nText.\n' })
    const [id] = (await world.importPaths('docs')).bundles
    await world.library.remove(BundleId.parse(id))
    expect(await readdir(join(world.data, 'bundles'))).toEqual([])
    for (const attempt of [
      world.library.remove(MANUAL),
      world.library.open(MANUAL),
      world.library.readResource(MANUAL, 'resources/a'),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await world.library.documentText(MANUAL, DocumentId.parse('x'))).toBeNull()
  })
})
