import { describe, expect, it } from 'vitest'
import { DocumentId } from '../../../../../src-shared/domain/ids.ts'
import { findTargets, parseShare } from '../../../../../src-renderer/features/contents/go-to.ts'

const contents = ['Chapter 40', 'Highlights', 'Notes'].map((title) => ({
  title,
  documentId: DocumentId.parse('d'),
  children: [],
}))

describe('going to a place', () => {
  it.each([
    ['40', 0.4],
    ['40%', 0.4],
    [' 12,5 % ', 0.125],
    ['0', 0],
    ['100%', 1],
    ['101', null],
    ['-3', null],
    ['forty', null],
    ['', null],
  ])('reads %j as %s', (text, share) => {
    expect(parseShare(text)).toBe(share)
  })

  it('offers the percentage first, then the headings that match', () => {
    expect(findTargets(contents, '40').map(({ key }) => key)).toEqual(['percent', '0'])
    expect(findTargets(contents, 'high')).toMatchObject([{ kind: 'section', title: 'Highlights' }])
  })

  it('offers nothing for nothing', () => {
    expect(findTargets(contents, '  ')).toEqual([])
  })
})
