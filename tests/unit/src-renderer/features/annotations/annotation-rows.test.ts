import { describe, expect, it } from 'vitest'
import {
  filterAnnotations,
  toRows,
  type AnnotationRow,
} from '../../../../../src-renderer/features/annotations/annotation-rows.ts'
import { sampleAnnotation } from '../../annotation-samples.ts'

const context = {
  byDocument: true,
  bundleTitle: (id: string) => ({ b: 'Beta', a: 'Alpha' })[id] ?? '',
  documentOrder: (bundleId: string, id: string) => (bundleId === 'b' ? ['two', 'one'].indexOf(id) : -1),
}

function toText(rows: readonly AnnotationRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'document') return `# ${row.title} (${row.bundleTitle})`
    if (row.kind === 'section') return `## ${row.title}`
    return row.kind === 'orphans' ? '!' : row.placed.annotation.body
  })
}

function note(body: string, patch: Parameters<typeof sampleAnnotation>[0] = {}) {
  return sampleAnnotation({ body, ...patch })
}

describe('toRows', () => {
  it('goes by bundle, by document in reading order, by section, by place; orphans last', () => {
    const passage = (...headings: string[]) => ({ text: '', headings })
    const rows = toRows(
      [
        note('orphan', { gone: true }),
        note('one 9', { start: 9, passage: passage('Part', 'B') }),
        note('one 2', { start: 2, passage: passage('Part', 'A') }),
        note('one 5', { start: 5, passage: passage('Part', 'A') }),
        note('two 1', { start: 1, documentId: 'two', documentTitle: 'Two', passage: passage('Two') }),
        note('elsewhere', { bundleId: 'a', documentTitle: 'Other' }),
      ],
      context,
    )
    expect(toText(rows)).toEqual([
      '# Other (Alpha)',
      'elsewhere',
      '# Two (Beta)',
      'two 1',
      '# One (Beta)',
      '## A',
      'one 2',
      'one 5',
      '## B',
      'one 9',
      '!',
      'orphan',
    ])
  })

  it('names no document where there is one only', () => {
    expect(toText(toRows([note('x')], { ...context, byDocument: false }))).toEqual(['x'])
  })

  it('has a key of its own for every row', () => {
    const passage = { text: '', headings: ['A'] }
    const rows = toRows(
      [
        note('1', { start: 1, passage }),
        note('2', { start: 2, passage: { text: '', headings: ['B'] } }),
        note('3', { start: 3, passage }),
      ],
      context,
    )
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  })
})

describe('filterAnnotations', () => {
  const listed = [
    note('Crème brûlée', { tags: ['dessert'] }),
    note('Soup', {
      selectors: {
        quote: { exact: 'Hot WATER', prefix: '', suffix: '' },
        position: { start: 0, end: 1 },
        progression: 0,
      },
    }),
  ]

  it.each([
    ['', 2],
    ['creme', 1],
    ['DESSERT brul', 1],
    ['water', 1],
    ['water creme', 0],
    ['one', 2],
  ])('%j keeps %i', (filter, count) => {
    expect(filterAnnotations(listed, filter)).toHaveLength(count)
  })
})
