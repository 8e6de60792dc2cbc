import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIntervalIndex } from '../../../../src-renderer/anchoring/interval-index.ts'

const interval = fc.tuple(fc.nat(60), fc.nat(25)).map(([start, length]) => ({ start, end: start + length }))

describe('interval index', () => {
  it('finds what a scan of all ranges finds', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 30 }), interval, (intervals, query) => {
        const touches = intervals.filter(
          (each) => each.start < query.end && Math.max(each.end, each.start + 1) > query.start,
        )
        const found = createIntervalIndex(intervals).overlapping(query.start, query.end)
        expect(new Set(found)).toEqual(new Set(touches))
        expect(found.length).toBe(touches.length)
        expect(found.map((each) => each.start)).toEqual(
          found.map((each) => each.start).toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('offers the smallest of nested ranges first', () => {
    const outer = { start: 0, end: 100, id: 'outer' }
    const middle = { start: 10, end: 50, id: 'middle' }
    const inner = { start: 20, end: 25, id: 'inner' }
    const index = createIntervalIndex([middle, outer, inner])
    expect(index.at(22).map((each) => each.id)).toEqual(['inner', 'middle', 'outer'])
    expect(index.at(60).map((each) => each.id)).toEqual(['outer'])
    expect(index.at(100)).toEqual([])
  })

  it('finds a bookmark, whose range is empty, at its place', () => {
    expect(createIntervalIndex([{ start: 7, end: 7 }]).at(7)).toHaveLength(1)
  })
})
