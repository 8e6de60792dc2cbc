import { describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { SearchFacets, SearchResponse } from '../../../../src-shared/domain/search.ts'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { findHit, PAGE_SIZE } from '../../../../src-renderer/stores/search-pages.ts'
import type { Here } from '../../../../src-renderer/stores/search-question.ts'
import { createSearchStore } from '../../../../src-renderer/stores/search-store.ts'
import { createDeferred, createFakeHost, type FakeHost, settle } from '../fake-host.ts'
import { sampleHit, sampleResponse } from '../samples.ts'

const here: Here = { bundleId: BundleId.parse('b'), documentId: DocumentId.parse('d') }

function setUp(place: Here | null = null) {
  const host = createFakeHost()
  host.answer('search.query', () => sampleResponse([sampleHit('b', 'd')]))
  return { host, search: createSearchStore({ client: host.client, here: () => place }) }
}

/** Answers every page out of that many hits; the start of a hit is its place. */
function answerPages(host: FakeHost, total: number): void {
  host.answer('search.query', ({ offset, limit }) => {
    const count = Math.max(0, Math.min(limit, total - offset))
    return sampleResponse(
      Array.from({ length: count }, (_, at) => sampleHit('b', 'd', offset + at)),
      total,
    )
  })
}

describe('search store', () => {
  it('asks at once for the first keystroke, and for the latest when that is answered', async () => {
    const { host, search } = setUp()
    search.type('c')
    search.type('ch')
    search.type('chi')
    expect(host.inputs('search.query').map(({ text }) => text)).toEqual(['c'])
    await settle()
    expect(host.inputs('search.query')).toEqual([
      { text: 'c', scope: { kind: 'everything' }, typing: true, offset: 0, limit: PAGE_SIZE },
      { text: 'chi', scope: { kind: 'everything' }, typing: true, offset: 0, limit: PAGE_SIZE },
    ])
    expect(search.getState()).toMatchObject({ status: 'ready', answered: 'chi', total: 1, answer: 1 })
  })

  it('drops the answer to an older question that comes late', async () => {
    const { host, search } = setUp()
    const slow = createDeferred<SearchResponse>()
    host.answer('search.query', ({ text }) =>
      text === 'old' ? slow.promise : sampleResponse([sampleHit('b', 'new')]),
    )
    search.type('old')
    search.type('new')
    search.submit()
    await settle()
    slow.resolve(sampleResponse([sampleHit('b', 'old')]))
    await settle()
    expect(findHit(search.getState().pages, 0)?.documentId).toBe('new')
    expect(search.getState().answered).toBe('new')
  })

  it('says nothing of a question that was cancelled for a newer one', async () => {
    const { host, search } = setUp()
    const first = createDeferred<SearchResponse>()
    host.answer('search.query', ({ text }) => (text === 'a' ? first.promise : sampleResponse([])))
    search.type('a')
    search.type('ab')
    first.reject(new LecternError('CANCELLED', 'A newer question came.'))
    await settle()
    expect(search.getState()).toMatchObject({ status: 'ready', failure: null, answered: 'ab' })
  })

  it('asks again, not as typing, when another window cancelled its question', async () => {
    const { host, search } = setUp()
    host.answer('search.query', ({ typing }) => {
      if (typing) throw new LecternError('CANCELLED', 'A newer question came.')
      return sampleResponse([sampleHit('b', 'd')])
    })
    search.type('word')
    await settle()
    expect(search.getState()).toMatchObject({ status: 'ready', total: 1 })
  })

  it('keeps the hits on the screen while the next answer is on its way', async () => {
    const { search } = setUp()
    search.type('one')
    await settle()
    search.type('one t')
    expect(search.getState()).toMatchObject({ status: 'searching', answered: 'one', total: 1 })
  })

  it('is empty again at once when the text is, whatever is still on its way', async () => {
    const { search } = setUp()
    search.type('one')
    await settle()
    search.type('one t')
    search.type('   ')
    await settle()
    expect(search.getState()).toMatchObject({ status: 'idle', total: 0, answered: null, facets: null })
    expect(search.getState().pages.size).toBe(0)
  })

  it('tells a failure with its sentence', async () => {
    const { host, search } = setUp()
    host.answer('search.query', () => {
      throw new LecternError('INDEX_UNUSABLE', 'The index is damaged.')
    })
    search.type('word')
    await settle()
    expect(search.getState()).toMatchObject({
      status: 'failed',
      failure: { message: 'The index is damaged.' },
    })
  })

  it('knows of near spellings, another spelling and facets until the next answer', async () => {
    const { host, search } = setUp()
    const suggestion = { text: 'battery', marks: [[0, 7] as [number, number]] }
    host.answer('search.query', ({ text }) => ({
      ...sampleResponse([sampleHit('b', 'd')]),
      ...(text === 'batery' && { near: true as const, suggestion, facets: sampleFacets() }),
    }))
    search.type('batery')
    await settle()
    expect(search.getState()).toMatchObject({ isNear: true, suggestion, facets: { kinds: { text: 1 } } })
    search.type('battery')
    await settle()
    expect(search.getState()).toMatchObject({ isNear: false, suggestion: null, facets: null })
  })

  it('keeps the chosen hit within what there is', async () => {
    const { search } = setUp()
    search.type('one')
    await settle()
    search.setActive(7)
    expect(search.getState().active).toBe(0)
    search.setActive(-3)
    expect(search.getState().active).toBe(-1)
  })
})

describe('pages of the search store', () => {
  const total = PAGE_SIZE * 100

  async function setUpPages(count = total) {
    const { host, search } = setUp()
    answerPages(host, count)
    search.type('word')
    await settle()
    const pagesAsked = () => host.inputs('search.query').map(({ offset }) => offset / PAGE_SIZE)
    return { host, search, pagesAsked }
  }

  it('are fetched where the person looks: in the middle, at the end, and next to it', async () => {
    const { search, pagesAsked } = await setUpPages()
    expect(search.getState().total).toBe(total)
    search.look({ first: total - 8, last: total - 1 })
    await settle()
    search.look({ first: total / 2, last: total / 2 + 7 })
    await settle()
    expect(pagesAsked()).toEqual([0, 99, 98, 50, 51, 49])
    expect(findHit(search.getState().pages, total - 1)?.start).toBe(total - 1)
    expect(findHit(search.getState().pages, total / 2)?.start).toBe(total / 2)
  })

  it('that were passed over while another was on its way are not fetched', async () => {
    const { host, search, pagesAsked } = await setUpPages()
    const slow = createDeferred<SearchResponse>()
    host.answer('search.query', () => slow.promise)
    for (const page of [10, 20, 30, 40]) search.look({ first: page * PAGE_SIZE, last: page * PAGE_SIZE + 7 })
    answerPages(host, total)
    slow.resolve(
      sampleResponse(
        Array.from({ length: PAGE_SIZE }, (_, at) => sampleHit('b', 'd', at)),
        total,
      ),
    )
    await settle()
    await settle()
    expect(pagesAsked()).toEqual([0, 10, 40, 41, 39])
  })

  it('of an older question are dropped', async () => {
    const { host, search } = await setUpPages()
    const slow = createDeferred<SearchResponse>()
    host.answer('search.query', ({ offset }) =>
      offset > 0 ? slow.promise : sampleResponse([sampleHit('b', 'new')]),
    )
    search.look({ first: PAGE_SIZE * 5, last: PAGE_SIZE * 5 + 7 })
    search.type('words')
    await settle()
    slow.resolve(sampleResponse([sampleHit('b', 'old')]))
    await settle()
    expect([...search.getState().pages.keys()]).toEqual([0])
    expect(search.getState().total).toBe(1)
  })

  it('end where a page is shorter than it should be', async () => {
    const { host, search } = await setUpPages()
    search.setActive(total - 1)
    answerPages(host, PAGE_SIZE * 3 + 2)
    search.look({ first: PAGE_SIZE * 3, last: PAGE_SIZE * 3 + 7 })
    await settle()
    expect(search.getState()).toMatchObject({ total: PAGE_SIZE * 3 + 2, active: PAGE_SIZE * 3 + 1 })
  })

  it('give the chosen hit when it has come, and none when another was chosen meanwhile', async () => {
    const { search } = await setUpPages()
    const ask = (index: number) => {
      search.setActive(index)
      search.look({ first: index, last: index })
      return search.hitAt(index)
    }
    expect((await ask(total - 1))?.start).toBe(total - 1)
    const passed = ask(PAGE_SIZE * 60)
    expect((await ask(PAGE_SIZE * 40))?.start).toBe(PAGE_SIZE * 40)
    expect(await passed).toBeNull()
    const left = ask(PAGE_SIZE * 80)
    search.type('another')
    search.submit()
    expect(await left).toBeNull()
  })

  it('that were given up for another question are asked for at the next look, those that fail are told', async () => {
    const { host, search } = await setUpPages()
    host.answer('search.query', () => {
      throw new LecternError('CANCELLED', 'A newer question came.')
    })
    search.look({ first: PAGE_SIZE, last: PAGE_SIZE + 7 })
    await settle()
    expect(search.getState().status).toBe('ready')
    answerPages(host, total)
    search.look({ first: PAGE_SIZE, last: PAGE_SIZE + 8 })
    await settle()
    expect(search.getState().pages.has(1)).toBe(true)
    host.answer('search.query', () => {
      throw new LecternError('INTERNAL', 'The search broke down.')
    })
    search.look({ first: PAGE_SIZE * 50, last: PAGE_SIZE * 50 })
    await settle()
    expect(search.getState()).toMatchObject({ status: 'failed', failure: { code: 'INTERNAL' } })
  })
})

describe('question of the search store', () => {
  it('is asked anew in the scope that is chosen, without the places of the other scope', async () => {
    const { host, search } = setUp(here)
    search.type('word')
    search.setFilters({ bundles: [here.bundleId], tags: ['a'] })
    search.setScope('document')
    await settle()
    expect(host.inputs('search.query').at(-1)).toMatchObject({
      scope: { kind: 'document', ...here },
      filters: { tags: ['a'] },
    })
    expect(search.getState().filters).toEqual({ tags: ['a'] })
  })

  it('carries its filters, and none when nothing is narrowed', async () => {
    const { host, search } = setUp()
    search.type('word')
    await settle()
    search.setFilters({ kind: 'notes' })
    await settle()
    search.setFilters({})
    await settle()
    expect(host.inputs('search.query').map(({ filters }) => filters)).toEqual([
      undefined,
      { kind: 'notes' },
      undefined,
    ])
  })

  it('is run as a whole, with its last word as it stands, and not again when it is answered', async () => {
    const { host, search } = setUp()
    const question = { text: 'word', scope: 'bundle', filters: { colors: ['blue' as const] } } as const
    search.run({ ...question, filters: { colors: ['blue'] } })
    await settle()
    search.run({ ...question, filters: { colors: ['blue'] } })
    await settle()
    expect(host.inputs('search.query')).toHaveLength(1)
    expect(host.inputs('search.query')[0]).toMatchObject({ text: 'word', typing: false })
    expect(search.getState()).toMatchObject(question)
    search.refresh()
    await settle()
    expect(host.inputs('search.query')).toHaveLength(2)
  })
})

describe('search that is asked again', () => {
  const total = PAGE_SIZE * 40

  async function setUpAt(scope: 'bundle' | 'document') {
    const host = createFakeHost()
    answerPages(host, total)
    let place: Here = here
    const search = createSearchStore({ client: host.client, here: () => place })
    search.run({ text: 'word', scope })
    await settle()
    search.look({ first: 300, last: 308 })
    search.setActive(302)
    await settle()
    const goTo = async (documentId: string): Promise<void> => {
      place = { ...here, documentId: DocumentId.parse(documentId) }
      search.refresh()
      await settle()
    }
    return { host, search, goTo }
  }

  it('keeps what is chosen and fetches what is in view', async () => {
    const { search, goTo } = await setUpAt('bundle')
    await goTo('other')
    expect(search.getState()).toMatchObject({ active: 302, answer: 1 })
    expect(findHit(search.getState().pages, 302)?.start).toBe(302)
  })

  it('begins at its top when "this" means another document', async () => {
    const { search, goTo } = await setUpAt('document')
    await goTo('other')
    expect(search.getState()).toMatchObject({ active: -1, answer: 2 })
    expect([...search.getState().pages.keys()]).toEqual([0])
  })

  it('is so when notes have come to rest, and not while there is nothing on the screen', async () => {
    vi.useFakeTimers()
    try {
      const { host, search } = setUp()
      const change = async (): Promise<void> => {
        for (let at = 0; at < 3; at += 1) host.emit('annotations.changed', { bundleId: here.bundleId })
        await vi.advanceTimersByTimeAsync(1_000)
      }
      await change()
      search.type('word')
      await settle()
      await change()
      expect(host.inputs('search.query')).toHaveLength(2)
      expect(search.getState()).toMatchObject({ status: 'ready', answer: 1 })
    } finally {
      vi.useRealTimers()
    }
  })
})

function sampleFacets(): SearchFacets {
  return {
    kinds: { text: 1, notes: 0 },
    bundles: [],
    documents: [],
    languages: [],
    tags: [],
    colors: [],
    layers: [],
  }
}
