import { describe, expect, it } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { createHistoryStore, type Moment } from '../../../../src-renderer/stores/history-store.ts'

function at(start: number, patch: Partial<Moment> = {}): Moment {
  const place = { bundleId: BundleId.parse('b'), documentId: DocumentId.parse('d'), start, lineOffset: 0 }
  return {
    route: 'reader',
    place,
    search: { text: '', scope: 'everything', filters: {} },
    tab: 'contents',
    ...patch,
  }
}

describe('history store', () => {
  it('goes back through what was left and forward again', () => {
    const history = createHistoryStore()
    history.leave(at(1))
    history.leave(at(2))
    expect(history.back(at(3))).toEqual(at(2))
    expect(history.back(at(2))).toEqual(at(1))
    expect(history.back(at(1))).toBeNull()
    expect(history.forward(at(1))).toEqual(at(2))
    expect(history.forward(at(2))).toEqual(at(3))
    expect(history.forward(at(3))).toBeNull()
  })

  it('forgets what lay ahead when one goes somewhere new', () => {
    const history = createHistoryStore()
    history.leave(at(1))
    history.back(at(2))
    history.leave(at(1))
    expect(history.getState().future).toEqual([])
  })

  it('keeps one moment for the same line left twice', () => {
    const history = createHistoryStore()
    history.leave(at(1))
    history.leave(at(1))
    expect(history.getState().past).toHaveLength(1)
  })

  it('skips moments that look like the present one', () => {
    const history = createHistoryStore()
    history.leave(at(1))
    history.leave(at(2))
    expect(history.back(at(2))).toEqual(at(1))
  })

  it('brings the search of the moment back with it', () => {
    const history = createHistoryStore()
    history.leave(at(1, { search: { text: 'variant', scope: 'bundle', filters: {} } }))
    expect(history.back(at(2))?.search).toEqual({ text: 'variant', scope: 'bundle', filters: {} })
  })

  it('forgets moments in a bundle that is gone, and keeps the library', () => {
    const history = createHistoryStore()
    history.leave({ ...at(1), route: 'library', place: null })
    history.leave(at(1))
    history.forget('b')
    expect(history.getState().past.map(({ route }) => route)).toEqual(['library'])
  })

  it('keeps a bounded number of moments', () => {
    const history = createHistoryStore()
    for (let start = 0; start < 500; start += 1) history.leave(at(start))
    expect(history.getState().past).toHaveLength(200)
    expect(history.getState().past.at(-1)).toEqual(at(499))
  })
})
