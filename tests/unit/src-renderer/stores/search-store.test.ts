import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { SearchResponse } from '../../../../src-shared/domain/search.ts'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import {
  createSearchStore,
  type Here,
  PAGE_SIZE,
  toScope,
} from '../../../../src-renderer/stores/search-store.ts'
import { createDeferred, createFakeHost, settle } from '../fake-host.ts'
import { sampleHit, sampleResponse } from '../samples.ts'

const here: Here = { bundleId: BundleId.parse('b'), documentId: DocumentId.parse('d') }

function setUp(place: Here | null = null) {
  const host = createFakeHost()
  host.answer('search.query', () => sampleResponse([sampleHit('b', 'd')]))
  return { host, search: createSearchStore({ client: host.client, here: () => place }) }
}

async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(100)
  await settle()
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('search store', () => {
  it('asks once for several keystrokes in a row, with the last word as a prefix', async () => {
    const { host, search } = setUp()
    search.type('c')
    search.type('ch')
    search.type('chi')
    await rest()
    expect(host.inputs('search.query')).toEqual([
      { text: 'chi', scope: { kind: 'everything' }, typing: true, offset: 0, limit: PAGE_SIZE },
    ])
    expect(search.getState()).toMatchObject({ status: 'ready', answered: 'chi', total: 1 })
  })

  it('drops the answer to an older question that comes late', async () => {
    const { host, search } = setUp()
    const slow = createDeferred<SearchResponse>()
    host.answer('search.query', ({ text }) =>
      text === 'old' ? slow.promise : sampleResponse([sampleHit('b', 'new')]),
    )
    search.type('old')
    await rest()
    search.type('new')
    await rest()
    slow.resolve(sampleResponse([sampleHit('b', 'old')]))
    await rest()
    expect(search.getState().hits.map(({ documentId }) => documentId)).toEqual(['new'])
    expect(search.getState().answered).toBe('new')
  })

  it('says nothing of a question that was cancelled for a newer one', async () => {
    const { host, search } = setUp()
    const first = createDeferred<SearchResponse>()
    host.answer('search.query', ({ text }) => (text === 'a' ? first.promise : sampleResponse([])))
    search.type('a')
    await rest()
    search.type('ab')
    first.reject(new LecternError('CANCELLED', 'A newer question came.'))
    await rest()
    expect(search.getState()).toMatchObject({ status: 'ready', failure: null, answered: 'ab' })
  })

  it('asks again, not as typing, when another window cancelled its question', async () => {
    const { host, search } = setUp()
    host.answer('search.query', ({ typing }) => {
      if (typing) throw new LecternError('CANCELLED', 'A newer question came.')
      return sampleResponse([sampleHit('b', 'd')])
    })
    search.type('word')
    await rest()
    expect(search.getState()).toMatchObject({ status: 'ready', total: 1 })
  })

  it('keeps the hits on the screen while the next answer is on its way', async () => {
    const { search } = setUp()
    search.type('one')
    await rest()
    search.type('one t')
    expect(search.getState().status).toBe('searching')
    expect(search.getState().hits).toHaveLength(1)
  })

  it('is empty again at once when the text is', async () => {
    const { search } = setUp()
    search.type('one')
    await rest()
    search.type('   ')
    expect(search.getState()).toMatchObject({ status: 'idle', hits: [], total: 0, answered: null })
  })

  it('tells a failure with its sentence', async () => {
    const { host, search } = setUp()
    host.answer('search.query', () => {
      throw new LecternError('INDEX_UNUSABLE', 'The index is damaged.')
    })
    search.type('word')
    await rest()
    expect(search.getState()).toMatchObject({
      status: 'failed',
      failure: { message: 'The index is damaged.' },
    })
  })

  it('knows when the hits have near spellings only, and forgets it with the next answer', async () => {
    const { host, search } = setUp()
    host.answer('search.query', ({ text }) => ({
      ...sampleResponse([sampleHit('b', 'd')]),
      ...(text === 'batery' && { near: true as const }),
    }))
    search.type('batery')
    await rest()
    expect(search.getState().isNear).toBe(true)
    search.type('battery')
    await rest()
    expect(search.getState().isNear).toBe(false)
  })

  it('adds the next page to the hits, and fetches none beyond the last', async () => {
    const { host, search } = setUp()
    host.answer('search.query', ({ offset }) => sampleResponse([sampleHit('b', 'd', offset)], 2))
    search.type('word')
    await rest()
    await Promise.all([search.more(), search.more()])
    await search.more()
    expect(search.getState().hits.map(({ start }) => start)).toEqual([0, 1])
    expect(host.inputs('search.query').map(({ offset }) => offset)).toEqual([0, 1])
  })

  it('stops paging when a page comes back empty', async () => {
    const { host, search } = setUp()
    host.answer('search.query', ({ offset }) => sampleResponse(offset === 0 ? [sampleHit('b', 'd')] : [], 5))
    search.type('word')
    await rest()
    await search.more()
    expect(search.getState().total).toBe(1)
  })

  it('asks anew in the scope that is chosen', async () => {
    const { host, search } = setUp(here)
    search.type('word')
    await rest()
    search.setScope('document')
    await rest()
    expect(host.inputs('search.query').at(-1)?.scope).toEqual({ kind: 'document', ...here })
  })

  it('means everything by "this" where nothing is open', () => {
    expect(toScope('document', null)).toEqual({ kind: 'everything' })
    expect(toScope('bundle', here)).toEqual({ kind: 'bundle', bundleId: 'b' })
  })

  it('remembers a text once, the latest first, whatever its case', async () => {
    const { search } = setUp()
    for (const text of ['One', 'two', 'one']) {
      search.type(text)
      search.submit()
      await rest()
    }
    expect(search.getState().recent).toEqual(['one', 'two'])
  })

  it('keeps the chosen hit within what there is', async () => {
    const { search } = setUp()
    search.type('one')
    await rest()
    search.setActive(7)
    expect(search.getState().active).toBe(0)
    search.setActive(-3)
    expect(search.getState().active).toBe(-1)
  })
})
