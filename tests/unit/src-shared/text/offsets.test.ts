import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createCodePointCounter,
  fromCodePoints,
  toBoundary,
  toBoundaryAfter,
  toCodePoints,
} from '../../../../src-shared/text/offsets.ts'

const wellFormed = fc.string({ unit: 'binary', maxLength: 200 })
const anyUnits = fc
  .array(fc.constantFrom('a', 'é', '\ud83d', '\ude00', '😀', '中'), { maxLength: 60 })
  .map((parts) => parts.join(''))

describe('offsets', () => {
  it('counts code points as the string iterator does', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(toCodePoints(text, text.length)).toBe(Array.from(text).length)
      }),
    )
  })

  it('round-trips every offset that is not inside a surrogate pair, unpaired surrogates included', () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        for (let offset = 0; offset <= text.length; offset += 1) {
          if (toBoundary(text, offset) !== offset) continue
          expect(fromCodePoints(text, toCodePoints(text, offset))).toBe(offset)
        }
      }),
    )
  })

  it('counts many offsets, in any order, as one by one', () => {
    fc.assert(
      fc.property(anyUnits, fc.array(fc.nat(70), { maxLength: 12 }), (text, offsets) => {
        const count = createCodePointCounter(text)
        for (const raw of offsets) {
          const offset = toBoundary(text, Math.min(raw, text.length))
          expect(count(offset)).toBe(toCodePoints(text, offset))
        }
      }),
    )
  })

  it('moves an offset inside a pair to either end of the pair and leaves the others', () => {
    expect([0, 1, 2, 3, 4].map((offset) => toBoundary('a😀b', offset))).toEqual([0, 1, 1, 3, 4])
    expect([0, 1, 2, 3, 4].map((offset) => toBoundaryAfter('a😀b', offset))).toEqual([0, 1, 3, 3, 4])
  })

  it('answers the text length for more code points than there are', () => {
    expect(fromCodePoints('a😀', 99)).toBe(3)
  })
})
