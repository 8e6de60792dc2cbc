import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countBefore,
  countRanges,
  createRangePacker,
  NO_RANGES,
  type PackedRanges,
  rangeAt,
  rangesWithin,
} from '../../../../src-renderer/anchoring/packed-ranges.ts'

/** Ranges in order, from gaps and lengths in turn. */
const ranges = fc
  .array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 })), { maxLength: 30 })
  .map((steps) => {
    let at = 0
    return steps.map(([gap, length]) => {
      const start = at + gap
      at = start + length
      return { start, end: at }
    })
  })

function pack(list: readonly { start: number; end: number }[]): PackedRanges {
  const packer = createRangePacker(1_000)
  for (const { start, end } of list) packer.add(start, end)
  return packer.finish()
}

describe('packed ranges', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const packed = pack(list)
        expect(list.map((_, at) => rangeAt(packed, at))).toEqual(list)
        expect([countRanges(packed), rangeAt(packed, -1), rangeAt(packed, list.length)]).toEqual([
          list.length,
          null,
          null,
        ])
      }),
    )
  })

  it('are counted and found by offset as a scan would', () => {
    fc.assert(
      fc.property(ranges, fc.nat(120), fc.integer({ min: 1, max: 40 }), (list, start, length) => {
        const packed = pack(list)
        const end = start + length
        expect(countBefore(packed, start)).toBe(list.filter((range) => range.start < start).length)
        expect(rangesWithin(packed, start, end)).toEqual(
          list.filter((range) => range.start < end && range.end > start),
        )
      }),
    )
  })

  it('are no more than the limit', () => {
    const packer = createRangePacker(300)
    const taken = Array.from({ length: 310 }, (_, at) => packer.add(at, at + 1))
    expect(taken.filter(Boolean)).toHaveLength(300)
    expect(countRanges(packer.finish())).toBe(300)
    expect(countRanges(NO_RANGES)).toBe(0)
  })
})
