// The hits of one answer as far as they were fetched: pages of equal size, in any order, the furthest from what is looked
// at given up first. Pure; fetching them is the search store's affair.
import type { SearchHit } from '../../src-shared/domain/search.ts'

/** Hits that are fetched at once: about what a window shows, since the first of them are waited for with every key. */
export const PAGE_SIZE = 15
/** Most pages that are kept, so that looking through many thousands of hits does not fill the memory. */
export const PAGES_KEPT = 80

/** Hits by the number of their page; page 0 has the best. */
export type HitPages = ReadonlyMap<number, readonly SearchHit[]>

/** The rows on the screen: places of hits, both inclusive. */
export interface HitRange {
  readonly first: number
  readonly last: number
}

/** The hit in a place, counted from 0; absent when its page was not fetched. */
export function findHit(pages: HitPages, index: number): SearchHit | undefined {
  return pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE]
}

/** The page to fetch next: one in view, else the one after the view or before it. Absent when all of them are there. */
export function findMissingPage(pages: HitPages, total: number, view: HitRange): number | undefined {
  const pageCount = Math.ceil(total / PAGE_SIZE)
  const first = Math.floor(view.first / PAGE_SIZE)
  const last = Math.floor(view.last / PAGE_SIZE)
  const inView = Array.from({ length: last - first + 1 }, (_, step) => first + step)
  return [...inView, last + 1, first - 1].find((page) => page >= 0 && page < pageCount && !pages.has(page))
}

/** The pages with one more; beyond `PAGES_KEPT` without the one that is furthest from it. The first is always kept. */
export function withPage(pages: HitPages, page: number, hits: readonly SearchHit[]): HitPages {
  const all = new Map(pages).set(page, hits)
  if (all.size <= PAGES_KEPT) return all
  const others = [...all.keys()].filter((each) => each !== 0)
  all.delete(others.reduce((far, each) => (Math.abs(each - page) > Math.abs(far - page) ? each : far)))
  return all
}
