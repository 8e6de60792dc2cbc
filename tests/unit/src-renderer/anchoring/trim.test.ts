import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trimRange } from '../../../../src-renderer/anchoring/trim.ts'

function trim(text: string, start: number, end: number): string | null {
  const range = trimRange({ start, end }, text.length, (from, to) => text.slice(from, to))
  return range === null ? null : text.slice(range.start, range.end)
}

describe('trimRange', () => {
  it.each([
    ['  one two \n', 0, 11, 'one two'],
    ['one\ntwo', 0, 4, 'one'],
    ['one\ntwo', 3, 7, 'two'],
    ['one', 3, 0, 'one'],
    ['a\u00a0b', 1, 3, 'b'],
    [' \n ', 0, 3, null],
    ['abc', 1, 1, null],
    ['x😀y', 2, 4, '😀y'],
    ['x😀y', 0, 2, 'x😀'],
  ])('%j [%i, %i) becomes %j', (text, start, end, wanted) => {
    expect(trim(text, start, end)).toBe(wanted)
  })

  it('loses no word and begins and ends with one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const trimmed = trim(text, start, end)
        if (trimmed !== null) expect(trimmed).toBe(trimmed.trim())
        const words = (text.slice(start, end).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
        expect((trimmed?.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')).toContain(words)
      }),
    )
  })
})
