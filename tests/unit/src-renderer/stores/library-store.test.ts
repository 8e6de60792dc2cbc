import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import {
  createLibraryStore,
  findFirstBundle,
  type LibraryOrder,
  selectBundles,
} from '../../../../src-renderer/stores/library-store.ts'
import { createFakeHost, settle } from '../fake-host.ts'
import { sampleBundle } from '../samples.ts'

const bundles = [
  sampleBundle('a', { title: 'Zebra', author: ['Mann'], size: 10, installed: '2026-03-01T00:00:00.000Z' }),
  sampleBundle('b', { title: 'Apfel 10', author: ['Ålund'], size: 30, lastRead: '2026-05-01T00:00:00.000Z' }),
  sampleBundle('c', { title: 'Apfel 9', size: 20, lastRead: '2026-06-01T00:00:00.000Z' }),
]

function select(order: LibraryOrder, filter = ''): string[] {
  const state = { status: 'ready', failure: null, damaged: [], bundles, order, filter } as const
  return selectBundles(state).map(({ metadata }) => metadata.id)
}

describe('library store', () => {
  it.each([
    ['recent', ['c', 'b', 'a']],
    ['title', ['c', 'b', 'a']],
    ['author', ['b', 'a', 'c']],
    ['added', ['a', 'c', 'b']],
    ['size', ['b', 'c', 'a']],
  ] as const)('orders by %s', (order, expected) => {
    expect(select(order)).toEqual(expected)
  })

  it('filters by every word, in title or author, whatever case or accent', () => {
    expect(select('title', 'apfel ALUND')).toEqual(['b'])
    expect(select('title', '  ')).toHaveLength(3)
    expect(select('title', 'nothing')).toEqual([])
  })

  it('starts with what was read last, else with the handbook, else with nothing', () => {
    const handbook = sampleBundle('lectern-handbook')
    expect(findFirstBundle([handbook, ...bundles])?.metadata.id).toBe('c')
    expect(findFirstBundle([sampleBundle('x'), handbook])?.metadata.id).toBe('lectern-handbook')
    expect(findFirstBundle([sampleBundle('x')])).toBeUndefined()
  })

  it('reads the list again when the library has changed', async () => {
    const host = createFakeHost()
    host.answer('library.list', () => ({ bundles: [sampleBundle('one')], damaged: [] }))
    const library = createLibraryStore(host.client)
    await library.refresh()
    host.answer('library.list', () => ({ bundles: [], damaged: [] }))
    host.emit('library.changed', {})
    await settle()
    expect(library.getState()).toMatchObject({ status: 'ready', bundles: [] })
  })

  it('says why the list could not be read', async () => {
    const host = createFakeHost()
    host.answer('library.list', () => {
      throw new LecternError('FILE_UNREADABLE', 'The data folder cannot be read.')
    })
    const library = createLibraryStore(host.client)
    await library.refresh()
    expect(library.getState()).toMatchObject({ status: 'failed', failure: { code: 'FILE_UNREADABLE' } })
  })

  it('tells how many notes a removed bundle leaves behind', async () => {
    const host = createFakeHost()
    host.answer('library.list', () => ({ bundles: [], damaged: [] }))
    host.answer('library.remove', () => ({ notesKept: 3 }))
    const library = createLibraryStore(host.client)
    expect(await library.remove(BundleId.parse('one'))).toEqual({ kind: 'removed', notesKept: 3 })
    expect(host.inputs('library.remove')).toEqual([{ bundleId: 'one' }])
  })

  it('asks for a damaged edition alone to be removed', async () => {
    const host = createFakeHost()
    host.answer('library.list', () => ({ bundles: [], damaged: [] }))
    host.answer('library.remove', () => ({ notesKept: 0 }))
    const library = createLibraryStore(host.client)
    await library.remove(BundleId.parse('one'), true)
    expect(host.inputs('library.remove')).toEqual([{ bundleId: 'one', damaged: true }])
  })
})
