import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../../src-shared/text/fold.ts'

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
