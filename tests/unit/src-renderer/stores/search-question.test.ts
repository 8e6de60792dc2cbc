import { describe, expect, it } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { SearchRequest } from '../../../../src-shared/domain/search.ts'
import { PAGE_SIZE } from '../../../../src-renderer/stores/search-pages.ts'
import { type Here, toRequest, toScope } from '../../../../src-renderer/stores/search-question.ts'

const here: Here = { bundleId: BundleId.parse('b'), documentId: DocumentId.parse('d') }

describe('question', () => {
  it('means everything by "this" where nothing is open', () => {
    expect(toScope('document', null)).toEqual({ kind: 'everything' })
    expect(toScope('bundle', here)).toEqual({ kind: 'bundle', bundleId: 'b' })
    expect(toScope('document', here)).toEqual({ kind: 'document', bundleId: 'b', documentId: 'd' })
  })

  it('makes a request for one page, with filters only when something is narrowed', () => {
    const question = { text: 'word', scope: 'everything', filters: {} } as const
    const plain = toRequest(question, { here, typing: true, page: 3 })
    expect(plain).toEqual({
      text: 'word',
      scope: { kind: 'everything' },
      typing: true,
      offset: 3 * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    const narrowed = toRequest({ ...question, filters: { kind: 'notes' } }, { here, typing: false, page: 0 })
    expect(SearchRequest.parse(narrowed).filters).toEqual({ kind: 'notes' })
  })
})
