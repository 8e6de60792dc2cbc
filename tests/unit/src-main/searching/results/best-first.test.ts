import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBestFirst } from '../../../../../src-main/searching/results/best-first.ts'

describe('openBestFirst', () => {
  it('gives all items in the order that sorting gives', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 })
    fc.assert(
      fc.property(scores, (list) => {
        const ties = list.map((_, item) => list.length - item)
        const next = openBestFirst([...list.keys()], list, ties)
        const order = list.map(() => next())
        const sorted = [...list.keys()].sort(
          (a, b) => (list[b] ?? 0) - (list[a] ?? 0) || (ties[a] ?? 0) - (ties[b] ?? 0),
        )
        expect(order).toEqual(sorted)
        expect(next()).toBeUndefined()
      }),
    )
  })
})
