import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getStemmer } from '../../../../src-main/indexing/stemmers.ts'
import { buildTerms, stemTerms } from '../../../../src-main/indexing/terms.ts'
import { readTokens } from '../../../../src-shared/text/tokens.ts'

const english = getStemmer('en')
const termsOf = (text: string): string[] =>
  buildTerms(readTokens(text), english).map(({ term, place, span }) => `${term}@${place}+${span}`)

describe('buildTerms', () => {
  it.each([
    ['the images', ['the@0+1', 'images@1+1', '~imag@1+1']],
    ['an e-mail', ['an@0+1', 'e@1+1', 'email@1+2', 'mail@2+1']],
    ['C++ code', ['c++@0+1', 'c@0+1', 'code@1+1']],
    ['東京都', ['東@0+1', '東京@0+2', '京@1+1', '京都@1+2', '都@2+1']],
    ['', []],
  ])('gives %s its terms', (text, expected) => {
    expect(termsOf(text)).toEqual(expected)
  })
})

describe('stemTerms', () => {
  it('finds exactly the words with the same stem', () => {
    const words = fc.constantFrom(
      ...'image images imaging imagine universe university universities univers news new care cares careful generali generalised'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(words, words, (asked, written) => {
        const stored = buildTerms(readTokens(written), english).map(({ term }) => term)
        const found = [asked, ...stemTerms(asked, [english])].some((term) => stored.includes(term))
        expect(found).toBe(asked === written || english(asked) === english(written))
      }),
      { numRuns: 500 },
    )
  })
})
