import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../../../../src-main/searching/query/spelling.ts'

/** The same distance by its definition, without a bound. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [same, swapped] = [a.at(-1) === b.at(-1), a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2)]
  return Math.min(
    distance(a.slice(0, -1), b.slice(0, -1)) + (same ? 0 : 1),
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    swapped && a.at(-2) === b.at(-1) ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  )
}

describe('editDistance', () => {
  it.each([
    ['charger', 'charger', 0],
    ['chargr', 'charger', 1],
    ['antenan', 'antenna', 1],
    ['recieve', 'receive', 1],
    ['enzime', 'enzyme', 1],
    ['coronnavirrus', 'coronavirus', 2],
    ['', 'ab', 2],
    ['water', 'fire', 3],
  ])('from %s to %s', (a, b, expected) => {
    expect(editDistance(a, b, 2)).toBe(expected)
  })

  it('is the least number of edits, or one more than the most', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(distance(a, b), most + 1))
      }),
    )
  })
})
