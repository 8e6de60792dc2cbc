import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTileSet } from '../../../../src-renderer/anchoring/tiles.ts'

const SEGMENTS = Array.from({ length: 6 }, (_, at) => ({ start: at * 10, end: at * 10 + 10 }))

interface Item {
  readonly start: number
  readonly end: number
}

function setUp() {
  const shown = new Map<number, readonly Item[]>()
  const log: string[] = []
  const tiles = createTileSet<Item, readonly Item[]>(SEGMENTS, {
    prepare: (at, items) => {
      log.push(`measure ${at}`)
      return items
    },
    add: (at, items) => {
      log.push(`add ${at}`)
      expect(shown.has(at)).toBe(false)
      shown.set(at, items)
    },
    remove: (at, items) => {
      log.push(`remove ${at}`)
      expect(shown.get(at)).toBe(items)
      shown.delete(at)
    },
  })
  return { tiles, shown, log }
}

const item = fc.tuple(fc.nat(59), fc.nat(30)).map(([start, length]) => ({ start, end: start + length }))

describe('tile set', () => {
  it('shows in each segment near the screen what lies in it, whatever came before', () => {
    const step = fc.oneof(
      fc.array(item, { maxLength: 8 }).map((items) => ({ items })),
      fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
      fc.array(fc.nat(5)).map((changed) => ({ changed })),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { tiles, shown } = setUp()
        let items: readonly Item[] = []
        let window = { first: 0, last: -1 }
        for (const each of steps) {
          if ('items' in each) tiles.setItems((items = each.items))
          else if ('changed' in each) tiles.renew(new Set(each.changed))
          else tiles.show((window = each).first, each.last)
        }
        SEGMENTS.forEach(({ start, end }, at) => {
          const inside = items.filter((one) => one.start < end && Math.max(one.end, one.start + 1) > start)
          const wanted = at >= window.first && at <= window.last ? inside : []
          expect(new Set(shown.get(at))).toEqual(new Set(wanted))
        })
      }),
    )
  })

  it('measures everything before it changes anything', () => {
    const { tiles, log } = setUp()
    tiles.setItems([{ start: 0, end: 60 }])
    tiles.show(0, 2)
    expect(log).toEqual(['measure 0', 'measure 1', 'measure 2', 'add 0', 'add 1', 'add 2'])
  })

  it('leaves alone what has not changed', () => {
    const { tiles, log } = setUp()
    const one = { start: 2, end: 4 }
    tiles.setItems([one])
    tiles.show(0, 5)
    log.length = 0
    tiles.show(0, 5)
    tiles.setItems([one, { start: 32, end: 34 }])
    expect(log).toEqual(['measure 3', 'add 3'])
  })

  it('takes everything away', () => {
    const { tiles, shown } = setUp()
    tiles.setItems([{ start: 0, end: 60 }])
    tiles.show(0, 5)
    tiles.clear()
    expect(shown.size).toBe(0)
  })
})
