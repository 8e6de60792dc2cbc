import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findHit,
  findMissingPage,
  type HitPages,
  PAGE_SIZE,
  PAGES_KEPT,
  withPage,
} from '../../../../src-renderer/stores/search-pages.ts'
import { sampleHit } from '../samples.ts'

function page(number: number) {
  return Array.from({ length: PAGE_SIZE }, (_, at) => sampleHit('b', 'd', number * PAGE_SIZE + at))
}

const total = PAGE_SIZE * 100

describe('pages of hits', () => {
  it('give a hit by its place, whatever the order in which they came', () => {
    const pages = withPage(withPage(new Map(), 7, page(7)), 0, page(0))
    expect(findHit(pages, 7 * PAGE_SIZE + 3)?.start).toBe(7 * PAGE_SIZE + 3)
    expect(findHit(pages, 2)?.start).toBe(2)
    expect(findHit(pages, PAGE_SIZE)).toBeUndefined()
  })

  it('are missing in view first, then after the view, then before it', () => {
    const view = { first: PAGE_SIZE * 50 - 2, last: PAGE_SIZE * 50 + 5 }
    const fetched: number[] = []
    let pages: HitPages = new Map()
    for (let next = findMissingPage(pages, total, view); next !== undefined;) {
      fetched.push(next)
      pages = withPage(pages, next, page(next))
      next = findMissingPage(pages, total, view)
    }
    expect(fetched).toEqual([49, 50, 51, 48])
  })

  it('are never asked for beyond the last or before the first', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(600), fc.nat(60), (count, first, rows) => {
        const missing = findMissingPage(new Map(), count, { first, last: first + rows })
        if (missing !== undefined) expect(missing >= 0 && missing * PAGE_SIZE < count).toBe(true)
      }),
    )
  })

  it('are bounded in number: the furthest is given up, never the first or the one that came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 120 }), (order) => {
        let pages = withPage(new Map(), 0, page(0))
        for (const number of order) {
          pages = withPage(pages, number, page(number))
          expect(pages.size).toBeLessThanOrEqual(PAGES_KEPT)
          expect(pages.has(0) && pages.has(number)).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })
})
