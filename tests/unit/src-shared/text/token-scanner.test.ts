import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TokenScanner } from '../../../../src-shared/text/token-scanner.ts'

// What a token is, as one regular expression that is asked everywhere.
const GLYPH =
  '[[\\p{L}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]]'
const UNSEEN = '\\u00ad\\p{Join_Control}\\u2060\\ufeff'
const RUN = `[[\\p{L}\\p{N}]--${GLYPH}][[\\p{L}\\p{N}\\p{M}${UNSEEN}]--${GLYPH}]*`
const WORD = `${RUN}(?:(?<=\\p{Nd})[.,](?=\\p{Nd})${RUN})*`
const JAMO =
  '[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11a7\\ud7b0-\\ud7c6]*[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]*'
const TOKEN = new RegExp(
  `((?:${JAMO}|${GLYPH})[\\p{M}${UNSEEN}\\uff9e\\uff9f]*)|(\\p{Sc}(?=\\p{Nd})|(?<![\\p{L}\\p{N}\\p{M}.])\\.(?=\\p{L}))?(${WORD})([+#]{1,2}(?![\\p{L}\\p{N}+#]))?`,
  'gv',
)

type Found = readonly [start: number, wordStart: number, wordEnd: number, end: number, isGlyph: boolean]

function scan(text: string): Found[] {
  const found: Found[] = []
  const scanner = new TokenScanner(text)
  while (scanner.next())
    found.push([scanner.start, scanner.wordStart, scanner.wordEnd, scanner.end, scanner.isGlyph])
  expect(scanner.next()).toBe(false)
  return found
}

function match(text: string): Found[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: whole, 1: glyph, 2: lead = '', 4: tail = '', index }) => {
    const end = index + whole.length
    return [index, index + lead.length, end - tail.length, end, glyph !== undefined]
  })
}

const SIGNS = Array.from(
  "ab1239..,,++##$€-_' \n\u00ad\u200d\u2060\ufeff\u0301é²Ⅷя٣東ン한각ก็\uff9e\u1100\u1161\u11a8𝒜😀١",
)

describe('scanning a text for tokens', () => {
  it.each([
    'C++ and C# but not C+++, .NET, x.NET, ..NET, $4, US$4, €5, $x',
    '2.4 and 2,070,09; 3.x, 1.2.3. 4,, 5..6, a1.2',
    'caf\u00e9.net e\u0301.net \u00ad.net 東.net \ud800.net',
    '1.٣ x\u200dy z\u0301+ z+\u0301 c+é c++é c+東 $٣ $東',
    '',
  ])('finds in %j what the regular expression finds', (text) => {
    expect(scan(text)).toEqual(match(text))
  })

  it('finds in any text what the regular expression finds', () => {
    const sign = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...SIGNS) },
      { weight: 1, arbitrary: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) },
    )
    const text = fc.array(sign, { maxLength: 24 }).map((signs) => signs.join(''))
    fc.assert(
      fc.property(text, (each) => {
        expect(scan(each)).toEqual(match(each))
      }),
      { numRuns: 5_000 },
    )
  })

  it('knows every unit between others of every kind', () => {
    for (let unit = 0; unit < 0x10000; unit += 1) {
      const sign = String.fromCharCode(unit)
      const text = `a${sign}b 1${sign}2 ${sign}.c ${sign}3+${sign}`
      if (JSON.stringify(scan(text)) !== JSON.stringify(match(text)))
        expect([unit, scan(text)]).toEqual([unit, match(text)])
    }
  })
})
