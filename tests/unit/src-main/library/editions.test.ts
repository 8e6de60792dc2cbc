import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEditions, toNextEdition } from '../../../../src-main/library/editions.ts'
import { Edition } from '../../../../src-shared/domain/ids.ts'

const edition = (text: string): Edition => Edition.parse(text)

describe('compareEditions', () => {
  /** The order given in Semantic Versioning 2.0.0, section 11, and some numbers that sort wrongly as text. */
  const ordered = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.9',
    '1.0.10',
    '1.2.0',
    '1.10.0',
    '2.0.0',
    '10.0.0',
  ].map(edition)

  it('orders editions as the specification does', () => {
    for (const [left, a] of ordered.entries())
      for (const [right, b] of ordered.entries())
        expect(Math.sign(compareEditions(a, b)), `${a} and ${b}`).toBe(Math.sign(left - right))
  })
})

describe('toNextEdition', () => {
  it.each([
    ['1.0.0', '1.0.1'],
    ['1.4.9', '1.4.10'],
    ['2.0.0-rc.1', '2.0.0'],
  ])('follows %s with %s', (from, to) => {
    expect(toNextEdition(edition(from))).toBe(to)
  })

  it('is always newer', () => {
    const number = fc.integer({ min: 0, max: 99_999 })
    const label = fc.option(fc.stringMatching(/^-[0-9A-Za-z.-]{1,20}$/), { nil: '' })
    fc.assert(
      fc.property(number, number, number, label, (major, minor, patch, pre) => {
        const current = edition(`${major}.${minor}.${patch}${pre}`)
        expect(compareEditions(toNextEdition(current), current)).toBeGreaterThan(0)
      }),
    )
  })
})
