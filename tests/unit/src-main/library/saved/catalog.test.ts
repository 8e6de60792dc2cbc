import { copyFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Catalog, openCatalog, toBundlePath } from '../../../../../src-main/library/saved/catalog.ts'
import { BundleId, Edition, Timestamp } from '../../../../../src-shared/domain/ids.ts'
import { makeFolder, openJsonStore, writeFiles } from '../doubles.ts'

const entry = (id: string, edition: string) => ({
  id: BundleId.parse(id),
  edition: Edition.parse(edition),
  installed: Timestamp.parse('2024-05-01T10:00:00.000Z'),
})

let folder: string
let catalog: Catalog
const list = async (): Promise<string[]> =>
  (await openCatalog(folder, openJsonStore).load()).bundles.map((each) => `${each.id} ${each.edition}`)

beforeEach(async () => {
  folder = await makeFolder()
  catalog = openCatalog(folder, openJsonStore)
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the catalogue', () => {
  it('holds one edition of every bundle', async () => {
    await catalog.enter(entry('a', '1.0.0'))
    await catalog.enter(entry('b', '1.0.0'))
    await catalog.enter(entry('a', '1.0.1'))
    expect((await list()).sort()).toEqual(['a 1.0.1', 'b 1.0.0'])
  })

  it('forgets what is taken out, and remembers which included bundle is hidden', async () => {
    await catalog.enter(entry('a', '1.0.0'))
    await catalog.takeOut(BundleId.parse('a'), true)
    await catalog.takeOut(BundleId.parse('a'), true)
    expect(await catalog.load()).toEqual({ format: 1, bundles: [], removed: ['a'] })
  })

  it('loses nothing when two processes enter bundles at once', async () => {
    const other = openCatalog(folder, openJsonStore)
    const ids = Array.from({ length: 12 }, (_, index) => `b${String(index).padStart(2, '0')}`)
    await Promise.all(ids.map((id, index) => (index % 2 === 0 ? catalog : other).enter(entry(id, '1.0.0'))))
    expect((await list()).sort()).toEqual(ids.map((id) => `${id} 1.0.0`))
  })

  it('is rebuilt from the bundles when its file is damaged, which is set aside', async () => {
    await writeFiles(folder, {
      'bundles/a/1.0.2.webpub': 'x',
      'bundles/a/1.0.10.webpub': 'x',
      'bundles/b/1.0.0.webpub': 'x',
      'bundles/b/.lectern-temporary.tmp': 'x',
      'bundles/not an id/1.0.0.webpub': 'x',
      'bundles/empty/readme.txt': 'x',
    })
    await writeFile(join(folder, 'library.json'), '{"format": 1, "bundles": [')
    expect((await list()).sort()).toEqual(['a 1.0.10', 'b 1.0.0'])
    expect((await readdir(folder)).some((name) => name.startsWith('library.damaged-'))).toBe(true)
    await catalog.enter(entry('c', '1.0.0'))
    expect((await list()).sort()).toEqual(['a 1.0.10', 'b 1.0.0', 'c 1.0.0'])
  })

  it('reads the frozen file of format 1', async () => {
    await copyFile(
      join(import.meta.dirname, '../../../../fixtures/library/library-1.json'),
      join(folder, 'library.json'),
    )
    const { bundles, removed } = await catalog.load()
    expect(bundles.map(({ id, edition }) => toBundlePath('', id, edition))).toEqual([
      join('bundles', 'field-manual-0a1b2c3d', '1.0.3.webpub'),
      join('bundles', 'notes-4e5f6a7b', '1.0.0.webpub'),
    ])
    expect(removed).toEqual(['lectern-dossier'])
  })
})
