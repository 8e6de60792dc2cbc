import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNextHit, splitSnippet, toRows } from '../../../../../src-renderer/features/search/result-rows.ts'
import { sampleHit } from '../../samples.ts'

const hits = [sampleHit('b', 'x'), sampleHit('b', 'y'), sampleHit('b', 'x', 9), sampleHit('c', 'x')]

const anyHits = fc.array(
  fc
    .record({ bundle: fc.constantFrom('b', 'c'), document: fc.constantFrom('x', 'y', 'z') })
    .map(({ bundle, document }) => sampleHit(bundle, document)),
  { maxLength: 40 },
)

describe('rows of results', () => {
  it('put each document once, in the order of its best hit, with its hits after it', () => {
    const rows = toRows(hits, 50)
    expect(rows.map((row) => (row.kind === 'hit' ? row.index : row.key))).toEqual([
      '0:b/x',
      0,
      2,
      '0:b/y',
      1,
      '0:c/x',
      3,
    ])
    expect(rows[0]).toMatchObject({ kind: 'document', count: 2 })
  })

  it('hold every hit exactly once', () => {
    fc.assert(
      fc.property(anyHits, fc.integer({ min: 1, max: 10 }), (some, pageSize) => {
        const rows = toRows(some, pageSize)
        const indices = rows.flatMap((row) => (row.kind === 'hit' ? [row.index] : []))
        expect(indices.toSorted((one, other) => one - other)).toEqual(some.map((_, index) => index))
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
      }),
    )
  })

  it('stay where they are when the next page comes', () => {
    fc.assert(
      fc.property(anyHits, anyHits, (first, second) => {
        const pageSize = Math.max(1, first.length)
        const before = toRows(first, pageSize)
        const after = toRows([...first, ...second], pageSize)
        expect(after.slice(0, before.length)).toEqual(before)
      }),
    )
  })

  it('are walked in the order in which they are shown', () => {
    const rows = toRows(hits, 50)
    const walked: number[] = []
    for (let at = findNextHit(rows, -1, 1); walked.at(-1) !== at; at = findNextHit(rows, at, 1))
      walked.push(at)
    expect(walked).toEqual([0, 2, 1, 3])
    expect(findNextHit(rows, -1, -1)).toBe(3)
    expect(findNextHit([], -1, 1)).toBe(-1)
  })
})

describe('snippet', () => {
  it('is split at its marks', () => {
    expect(splitSnippet('the supply chain', [[4, 10]])).toEqual([
      { text: 'the ', isMark: false },
      { text: 'supply', isMark: true },
      { text: ' chain', isMark: false },
    ])
  })

  it('keeps every character, whatever the marks are', () => {
    const marks = fc.array(fc.tuple(fc.integer({ min: -2, max: 30 }), fc.integer({ min: -2, max: 30 })))
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), marks, (text, some) => {
        const pieces = splitSnippet(text, some)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      }),
    )
  })
})
