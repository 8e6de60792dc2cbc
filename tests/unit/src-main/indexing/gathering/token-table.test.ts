import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashUnit, NO_HASH, TokenTable } from '../../../../../src-main/indexing/gathering/token-table.ts'

function hash(text: string): number {
  let value = NO_HASH
  for (let at = 0; at < text.length; at += 1) value = hashUnit(value, text.charCodeAt(at))
  return value
}

describe('a table of tokens', () => {
  it('numbers tokens by first occurrence, however many there are', () => {
    const word = fc.string({ maxLength: 6, unit: 'binary' })
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (words, others) => {
        const table = new TokenTable()
        const numbers = new Map<string, number>()
        const many = Array.from({ length: 3_000 }, (_, at) => String((at * 7) % 2_000))
        for (const each of [...words, ...many, ...others, ...words]) {
          const expected = numbers.get(each) ?? numbers.size
          numbers.set(each, expected)
          const text = `<${each}>`
          expect(table.find(text, 1, 1 + each.length, hash(each))).toBe(expected)
        }
        expect(table.size).toBe(numbers.size)
        expect(table.units).toBe([...numbers.keys()].join('').length)
      }),
      { numRuns: 20 },
    )
  })

  it('tells tokens of the same hash apart, and forgets', () => {
    const table = new TokenTable()
    expect(['a', 'b', 'ab', '', 'a'].map((each) => table.find(each, 0, each.length, 5))).toEqual([
      0, 1, 2, 3, 0,
    ])
    table.clear()
    expect(table.find('b', 0, 1, 5)).toBe(0)
  })
})
