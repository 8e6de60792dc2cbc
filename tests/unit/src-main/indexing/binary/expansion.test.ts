// Compared with what corrected Lunr makes of the same terms and patterns.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dictionary } from '../../../../../src-main/indexing/binary/dictionary.ts'
import { expandPattern } from '../../../../../src-main/indexing/binary/expansion.ts'
import { openIndexFile } from '../../../../../src-main/indexing/binary/index-file.ts'
import { IndexBuilder } from '../../../../../src-main/indexing/building/index-builder.ts'
import { lunr } from '../../../../../src-main/indexing/lunr-corrected.ts'

interface TokenSets {
  fromArray(terms: readonly string[]): lunr.TokenSet
  fromString(term: string): lunr.TokenSet
  fromFuzzyString(term: string, distance: number): lunr.TokenSet
}

const TokenSet = lunr.TokenSet as unknown as TokenSets

function openDictionary(terms: readonly string[]): Dictionary {
  const builder = new IndexBuilder([{ name: 'body', boost: 1 }])
  builder.add('0', [{ terms, positions: terms.flatMap((_, at) => [at, 1]) }])
  return openIndexFile(builder.build('test'), 'test').dictionary
}

const unit = fc.constantFrom('a', 'b', 'c', '1', '2', '0', 'é', '~', '*', '\ud800', 'z')
const word = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''))
const pattern = fc.oneof(
  word.map((term) => `*${term}`),
  word.map((term) => `${term}*`),
  fc.tuple(word, word, word).map((parts) => parts.join('*')),
  fc.array(fc.tuple(unit, fc.constantFrom('', '*')), { maxLength: 6 }).map((parts) => parts.flat().join('')),
)

describe('a pattern', () => {
  it('stands for the terms that it stands for in Lunr, in the same order', () => {
    const distance = fc.constantFrom(null, null, null, 0, 1, 2)
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 80 }),
        fc.array(fc.tuple(fc.oneof(word, pattern), distance), { minLength: 1, maxLength: 30 }),
        (terms, asked) => {
          const dictionary = openDictionary(terms)
          const all = TokenSet.fromArray([...terms].sort())
          for (const [term, most] of asked) {
            const own = expandPattern(dictionary, term, most).map((number) => dictionary.term(number))
            const made = most === null ? TokenSet.fromString(term) : TokenSet.fromFuzzyString(term, most)
            expect([term, most, own]).toEqual([term, most, all.intersect(made).toArray()])
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('stands for no term that begins with a sign that is left out', () => {
    const dictionary = openDictionary(['~port', 'port', 'ports', '~sport', 'sport', 'zport'])
    const named = (term: string, distance: number | null): string[] =>
      expandPattern(dictionary, term, distance, '~').map((number) => dictionary.term(number))
    expect(named('port', 1).sort()).toEqual(['port', 'ports', 'sport', 'zport'])
    expect(named('*ort', null).sort()).toEqual(['port', 'sport', 'zport'])
  })

  it('is matched without recursion by terms of any length', () => {
    const long = 'ab'.repeat(30_000)
    const dictionary = openDictionary([long, `${long}c`, 'b'])
    const found = expandPattern(dictionary, '*b*b*', null).map((number) => dictionary.term(number).length)
    expect(found.sort()).toEqual([60_000, 60_001])
  })
})
