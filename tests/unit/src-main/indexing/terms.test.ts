import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getStemmer } from '../../../../src-main/indexing/stemmers.ts'
import { chainTerms, stemTerms, tokenTerms } from '../../../../src-main/indexing/terms.ts'
import { readTokens } from '../../../../src-shared/text/tokens.ts'

const english = getStemmer('en')

describe('tokenTerms', () => {
  it.each([
    ['the', ['the']],
    ['Images', ['images', '~imag']],
    ['C++', ['c++', 'c']],
    ['東', ['東']],
  ])('gives %s its terms', (text, expected) => {
    expect(readTokens(text).flatMap((token) => tokenTerms(token, english))).toEqual(expected)
  })
})

describe('chainTerms', () => {
  it.each([
    ['e-mail', ['email']],
    ['e-mails', ['emails', '~email']],
    ['don’t', ['dont']],
    ['Xiaomi’s', ['xiaomis']],
    ['東京', ['東京']],
    ['a-b-c-d-e-f-g-h-i', []],
  ])('gives %s its terms', (text, expected) => {
    expect(chainTerms(readTokens(text), english)).toEqual(expected)
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
        const stored = readTokens(written).flatMap((token) => tokenTerms(token, english))
        const found = [asked, ...stemTerms(asked, [english])].some((term) => stored.includes(term))
        expect(found).toBe(asked === written || english(asked) === english(written))
      }),
      { numRuns: 500 },
    )
  })
})
