import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldKeeping } from '../../../../src-shared/text/fold.ts'
import { foldText, skipUnseenAfter, skipUnseenBefore } from '../../../../src-shared/text/folded-text.ts'

const nothing = { case: false, accents: false }

/** What is hard to fold, and what is easy, in about equal shares. */
const CHARACTERS = [
  ...Array.from('abcE -\n\t'),
  ...Array.from('éÉßẞİıŁﬁœΣσςЙёåÅ'),
  ...['e\u0301', '\u0301', '\u0308', '\u0345', '\u00ad', '\u200b', '\u200d', '\ufeff', '\u00a0', '\u3000'],
  ...[
    'שׁ',
    '\u05b0',
    'م\u064f',
    '\u0640',
    '각',
    '\u1100',
    '\u1161',
    '\u11a8',
    'ㅎ',
    'ㅏ',
    'ｶ',
    '\uff9e',
    'कि',
  ],
  ...['😀', '𝒜', '\ud800', '\udc00', '’', '“', '‑', '–', '½', '´', 'ﷺ', '\u0e33'],
]
const texts = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 40 })
const kinds = fc.record({ case: fc.boolean(), accents: fc.boolean() })

/** Offsets in raw and folded text at which units begin, and their ends. */
function boundaries(raw: string, kept = nothing): readonly (readonly [raw: number, folded: number])[] {
  return [...foldText(raw, kept).starts].flatMap((start, at) => (start === -1 ? [] : [[start, at] as const]))
}

describe('foldText', () => {
  it.each([
    ['Crème  brûlée\n\nfin', 'creme brulee fin'],
    ['auto\u00admatic', 'automatic'],
    ['“don’t” – a\u2011b', '"don\'t" - a-b'],
    ['ﬁnd', 'find'],
    ['İstanbul', 'istanbul'],
    ['a \u00ad\u00a0 b', 'a b'],
  ])('makes one text of %j', (raw, folded) => {
    expect(foldText(raw, nothing).text).toBe(folded)
  })

  it('says where each unit begins, and that the inside of a unit is none', () => {
    expect([...foldText('aﬁ \n b', nothing).starts]).toEqual([0, 1, -1, 2, 5, 6])
    expect([...foldText('e\u0301x', nothing).starts]).toEqual([0, 2, 3])
    expect([...foldText('', nothing).starts]).toEqual([0])
  })

  it('folds a stretch of whole units to that stretch of the folded text', () => {
    fc.assert(
      fc.property(texts, kinds, fc.nat(), fc.nat(), (raw, kept, one, two) => {
        const places = boundaries(raw, kept)
        const [from, to] = [places[one % places.length], places[two % places.length]]
        if (from === undefined || to === undefined || from[1] > to[1]) return
        const whole = foldText(raw, kept).text
        expect(foldText(raw.slice(from[0], to[0]), kept).text).toBe(whole.slice(from[1], to[1]))
      }),
      { numRuns: 3_000 },
    )
  })

  it('folds letters as words are folded', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('aéÉßİıŁﬁœΣσЙё각कि')), maxLength: 20 })
    fc.assert(
      fc.property(letters, kinds, (word, kept) => {
        expect(foldText(word, kept).text).toBe(foldKeeping(word, kept))
      }),
    )
  })

  it('keeps every character together with the one before that Unicode would join it to', () => {
    const apart: string[] = []
    for (let code = 0x80; code < 0x2_0000; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      if (!/^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u.test(character.normalize('NFKD'))) continue
      const end = foldText(`x${character}`, nothing).starts.lastIndexOf(1)
      if (end !== -1) apart.push(code.toString(16))
    }
    expect(apart).toEqual([])
  })
})

describe('skipUnseen', () => {
  it('passes over soft hyphens and joiners, and nothing else', () => {
    expect(skipUnseenBefore('ab\u00ad\u200d', 4)).toBe(2)
    expect(skipUnseenAfter('\u00ad\ufeffa', 0)).toBe(2)
    expect(skipUnseenBefore('ab ', 3)).toBe(3)
  })
})
