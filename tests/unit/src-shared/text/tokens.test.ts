import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../../src-shared/text/fold.ts'
import { chainLength, joinTerms, readTokens, TERM_LENGTH } from '../../../../src-shared/text/tokens.ts'

const terms = (text: string): string[] => readTokens(text).map(({ term }) => term)

describe('readTokens', () => {
  it.each([
    ['E484K, GK1 and 5G', ['e484k', 'gk1', 'and', '5g']],
    ['in 2.4 seconds; 2,070,09.', ['in', '2.4', 'seconds', '2,070,09']],
    ['lineage P.1.', ['lineage', 'p', '1']],
    ['Xiaomi’s “charger”', ['xiaomi', 's', 'charger']],
    ['US$4 and $5', ['us', '$4', 'and', '$5']],
    ['C++, C# and .NET...and', ['c++', 'c#', 'and', '.net', 'and']],
    ['end.Next snake_case AT&T', ['end', 'next', 'snake', 'case', 'at', 't']],
    ['Ｗｉ－Ｆｉ x²', ['wi', 'fi', 'x2']],
    ['中文 text', ['中', '文', 'text']],
    ['สวัสดี', ['ส', 'วั', 'ส', 'ดี']],
    ['ｶﾞ', ['が'.normalize('NFC').replace('が', 'ガ')]],
    ['한글', ['한', '글']],
    ['\ud800 😀 — … “”', []],
  ])('cuts %s', (text, expected) => {
    expect(terms(text)).toEqual(expected)
  })

  it('gives a word with a sign its plain form too', () => {
    expect(readTokens('C++ .NET $4').map(({ plain }) => plain)).toEqual(['c', 'net', '4'])
  })

  it('reads composed and decomposed Korean alike', () => {
    expect(terms('서울'.normalize('NFD'))).toEqual(terms('서울'))
  })

  it('knows a word that is too long by its beginning', () => {
    const [token] = readTokens('x'.repeat(5_000))
    expect(token?.term).toBe('x'.repeat(TERM_LENGTH))
    expect(token?.end).toBe(5_000)
  })

  it('says exactly where each token stands, in order and without overlaps', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        'İ',
        'ﬁ',
        'Straße',
        '中文字',
        'สวัสดี',
        '😀',
        '\u00ad',
        'é',
        'e\u0301',
        'C++',
        '.NET',
        'US$4',
        '2.4',
        '-',
        '’',
        '\n',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        let last = 0
        for (const { start, end, term, plain } of readTokens(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
          const alone = readTokens(text.slice(start, end))
          expect(alone.map((token) => token.plain ?? token.term)).toContain(plain ?? term)
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves no letter or digit out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const left = readTokens(text).reduceRight(
          (rest, { start, end }) => rest.slice(0, start) + ' ' + rest.slice(end),
          text,
        )
        // What folds to nothing at all (the Arabic stretching sign) can't be looked for.
        const letters = left.match(/[\p{L}\p{N}]/gu) ?? []
        expect(letters.filter((letter) => fold(letter) !== '')).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('chains', () => {
  it.each([
    ['e-mail', 'email'],
    ['Wi‑Fi', 'wifi'],
    ['P.1', 'p1'],
    ['US$4', 'us$4'],
    ['AT&T', 'at&t'],
    ['don’t', 'dont'],
    ['B.1.1.7', 'b117'],
  ])('joins %s to %s', (text, joined) => {
    const tokens = readTokens(text)
    expect(chainLength(tokens, 0)).toBe(tokens.length)
    expect(joinTerms(tokens)).toBe(joined)
  })

  it('joins neither single words nor what stands apart nor endless chains', () => {
    expect(joinTerms(readTokens('word'))).toBeNull()
    expect(chainLength(readTokens('two - words'), 0)).toBe(1)
    expect(joinTerms(readTokens(Array.from({ length: 9 }, () => 'a').join('-')))).toBeNull()
  })
})
