import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTerms, type Dictionary } from '../../../../../src-main/indexing/binary/dictionary.ts'
import { openIndexFile } from '../../../../../src-main/indexing/binary/index-file.ts'
import { IndexBuilder } from '../../../../../src-main/indexing/building/index-builder.ts'

function open(terms: readonly string[]): Dictionary {
  const builder = new IndexBuilder([{ name: 'body', boost: 1 }])
  builder.add('0', [{ terms, positions: terms.flatMap((_, at) => [at, 1]) }])
  return openIndexFile(builder.build('test'), 'test').dictionary
}

const unit = fc.constantFrom('a', 'b', '0', '9', '\uffff', '\ud800', '')
const term = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''))
const terms = fc.oneof(fc.uniqueArray(term), fc.uniqueArray(term, { minLength: 60, maxLength: 200 }))

describe('a dictionary', () => {
  it('finds terms and beginnings as a sorted list does, wherever it begins to look', () => {
    fc.assert(
      fc.property(terms, fc.array(fc.tuple(term, fc.nat(200)), { maxLength: 20 }), (list, asked) => {
        const dictionary = open(list)
        const sorted = [...list].sort(compareTerms)
        expect(dictionary.range(0, dictionary.size)).toEqual(sorted)
        for (const [each, place] of asked) {
          const bound = sorted.filter((known) => compareTerms(known, each) < 0).length
          expect(dictionary.lowerBound(each)).toBe(bound)
          expect(dictionary.lowerBound(each, Math.max(0, Math.min(place, bound - 1)))).toBe(bound)
          expect(dictionary.find(each)).toBe(sorted.indexOf(each))
          const [from, to] = dictionary.prefixRange(each)
          const begun = sorted.filter((known) => known !== '' && known.startsWith(each))
          expect(dictionary.range(from, to)).toEqual(begun)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keeps no more than it may of terms that are very long, and still has them all', () => {
    const list = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(60_000)}${at}`).sort(compareTerms)
    const dictionary = open(list)
    for (const round of [0, 1])
      for (let at = round; at < list.length; at += 7) expect(dictionary.term(at) === list[at]).toBe(true)
    expect(dictionary.find(list[50]!)).toBe(50)
  })
})
