import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldKeeping } from '../../../../src-shared/text/fold.ts'

describe('fold', () => {
  it.each([
    ['Café', 'cafe'],
    ['Cafe\u0301', 'cafe'],
    ['İSTANBUL', 'istanbul'],
    ['ısı', 'isi'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['ＧＫ１', 'gk1'],
    ['ﬁnd', 'find'],
    ['Łódź', 'lodz'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ὁδός', 'οδοσ'],
    ['Ёлка', 'елка'],
    ['Cœur', 'coeur'],
    ['שָׁלוֹם', 'שלום'],
    ['مُحَمَّد', 'محمد'],
    ['auto\u00admatic', 'automatic'],
  ])('takes %s and %s for the same word', (word, folded) => {
    expect(fold(word)).toBe(folded)
  })

  it('keeps marks that make another letter', () => {
    expect(fold('й')).not.toBe(fold('и'))
    expect(fold('が')).not.toBe(fold('か'))
    expect(fold('कि')).not.toBe(fold('क'))
  })

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps the beginning of a word at the beginning of the folded word', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('aéÉßİıŁœςΣσЙёñüẞﬁ１Ａkz')),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(letters, fc.nat(12), (word, length) => {
        expect(fold(word).startsWith(fold(word.slice(0, length)))).toBe(true)
      }),
    )
  })
})

describe('foldKeeping', () => {
  const accents = { case: false, accents: true }
  const capitals = { case: true, accents: false }

  it.each([
    ['CAFÉ', 'café'],
    ['CAFE\u0301', 'café'],
    ['Straße', 'straße'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['ﬁnd', 'find'],
    ['auto\u00admatic', 'automatic'],
    ['שָׁ', 'שָׁ'.normalize('NFC')],
  ])('keeps accents: %s is %s', (word, folded) => {
    expect(foldKeeping(word, accents)).toBe(folded)
  })

  it.each([
    ['Café', 'Cafe'],
    ['İSTANBUL', 'ISTANBUL'],
    ['ẞ', 'SS'],
    ['Ælfþryð', 'AElfthryd'],
    ['Ёлка', 'Елка'],
    ['ＧＫ１', 'GK1'],
  ])('keeps capitals: %s is %s', (word, folded) => {
    expect(foldKeeping(word, capitals)).toBe(folded)
  })

  it('changes nothing when done twice, whatever is kept', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.boolean(),
        fc.boolean(),
        (text, one, two) => {
          const kept = { case: one, accents: two }
          expect(foldKeeping(foldKeeping(text, kept), kept)).toBe(foldKeeping(text, kept))
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
