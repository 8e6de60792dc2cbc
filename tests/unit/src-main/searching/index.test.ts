import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildIndex } from '../../../../src-main/indexing/index.ts'
import { type BundleContent, writeBundle } from '../../../../src-main/publishing/index.ts'
import {
  openSearch,
  type SearchableBundle,
  type SearchService,
} from '../../../../src-main/searching/index.ts'
import { BundleMetadata } from '../../../../src-shared/domain/bundle.ts'
import { SearchResponse } from '../../../../src-shared/domain/search.ts'
import { ask, BRIEFS, toBundle } from './library.ts'
import { buildAnnotation } from './notes/stock.ts'

let folder: string
let bundle: SearchableBundle
let unusable: SearchableBundle

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-search-'))
  const index = await buildIndex(BRIEFS)
  bundle = await write('briefs', index)
  unusable = await write('old', { ...index, descriptor: { ...index.descriptor, version: 0 } })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(id: string, index: BundleContent['index']): Promise<SearchableBundle> {
  const path = join(folder, `${id}.webpub`)
  const metadata = BundleMetadata.parse({
    id,
    edition: '1.0.0',
    title: 'Briefs',
    language: 'en',
    author: [],
    modified: '2025-01-01T00:00:00.000Z',
  })
  const documents = BRIEFS.map((document) => ({
    ...document,
    direction: 'ltr' as const,
    wordCount: 1,
    source: { path: `${document.id}.md`, mediaType: 'text/markdown', encoding: 'utf-8', size: 1 },
    setApart: [],
  }))
  await writeBundle({ metadata, documents, resources: [], index }, path)
  return { ...toBundle(id), path }
}

describe('the search service', () => {
  let search: SearchService
  beforeEach(() => {
    search = openSearch()
  })
  afterEach(() => search.close())

  it('finds what is in a bundle on disk, in a thread', async () => {
    await search.add(bundle)
    const response = SearchResponse.parse(await search.query(ask('xiaomi charg', { typing: true })))
    expect(response).toMatchObject({ total: 1, documents: 1, limited: [] })
    expect(response.hits[0]).toMatchObject({
      bundleId: 'briefs',
      documentId: 'charger',
      headings: ['The charger'],
    })
    await search.remove(bundle.bundleId)
    expect((await search.query(ask('xiaomi'))).total).toBe(0)
  })

  it('finds notes as soon as they are put, however many, and after that none that is deleted', async () => {
    await search.add(bundle)
    const many = Array.from({ length: 900 }, (_, index) => buildAnnotation({ body: `zeppelin ${index}` }))
    search.putNotes(many)
    const [first, ...rest] = many
    expect(await search.query(ask('zeppelin', { limit: 1 }))).toMatchObject({ total: 900, documents: 1 })
    expect((await search.query(ask('"zeppelin 899"'))).hits).toMatchObject([
      { note: { id: rest.at(-1)?.id } },
    ])
    if (first) search.putNotes([{ ...first, deleted: true }])
    expect(await search.query(ask('zeppelin', { limit: 1 }))).toMatchObject({ total: 899 })
  })

  it('builds an index that cannot be used again, and says that it is missing until then', async () => {
    await search.add(unusable)
    const first = await search.query(ask('E484K'))
    expect(first.limited.includes('index-missing') || first.total === 1).toBe(true)
    await expect
      .poll(async () => (await search.query(ask('E484K'))).total, { timeout: 20_000, interval: 50 })
      .toBe(1)
    expect((await search.query(ask('E484K'))).limited).toEqual([])
  })

  it('says why a bundle cannot be added, and goes on', async () => {
    const missing = { ...bundle, path: join(folder, 'nowhere.webpub') }
    await expect(search.add(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await search.add(bundle)
    expect((await search.query(ask('E484K'))).total).toBe(1)
  })

  it('cancels what was asked while typing when a newer letter comes, and nothing else', async () => {
    await search.add(bundle)
    const letters = ['e', 'e4', 'e48', 'e484', 'e484k']
    const settled = search.query(ask('289'))
    const typed = letters.map((text) => search.query(ask(text, { typing: true })))
    const outcomes = await Promise.allSettled(typed)
    expect(outcomes.slice(0, -1).map((each) => each.status)).toEqual(letters.slice(1).map(() => 'rejected'))
    for (const each of outcomes.slice(0, -1)) expect(each).toMatchObject({ reason: { code: 'CANCELLED' } })
    expect(outcomes.at(-1)).toMatchObject({ value: { query: 'e484k', total: 1 } })
    expect(await settled).toMatchObject({ total: 1 })
  })

  it('cancels what waits when it is closed, and closes twice', async () => {
    await search.add(bundle)
    const waiting = [search.query(ask('a')), search.query(ask('b')), search.query(ask('c'))]
    const outcomes = Promise.allSettled(waiting)
    await search.close()
    await search.close()
    for (const each of await outcomes) expect(each).toMatchObject({ reason: { code: 'CANCELLED' } })
    await expect(search.query(ask('d'))).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
