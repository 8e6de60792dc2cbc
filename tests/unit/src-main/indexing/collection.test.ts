// Several indexes asked together, compared with one index of everything.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndexFile, type IndexedDocument } from '../../../../src-main/indexing/build-index.ts'
import { joinStatistics } from '../../../../src-main/indexing/collection.ts'
import { type Clause, openIndex, type SectionIndex } from '../../../../src-main/indexing/index.ts'
import { buildClauses } from '../../../../src-main/searching/query/clauses.ts'
import { parseQuery } from '../../../../src-main/searching/query/query.ts'
import { toDocument } from '../searching/library.ts'

const WORDS = 'port ports ported portable sport e-mail 12 123 the of running runs'.split(' ')
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 20 })
  .map((words) => words.join(' '))
const documents = fc
  .array(fc.tuple(text, fc.array(fc.tuple(fc.constantFrom('p', 'h1', 'h2'), text), { maxLength: 5 })), {
    maxLength: 12,
  })
  .map((list) => list.map(([title, blocks], at) => toDocument(`d${at}`, title, blocks, 'en')))
const query = fc.oneof(
  ...['port', 'the port', '"the port"', 'po*', '"the p*"', 'port -"of the"', 'title:port', 'sprot~'].map(
    (each) => fc.constant(each),
  ),
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
)

function open(list: readonly IndexedDocument[]): SectionIndex {
  const { content, descriptor } = buildIndexFile(list)
  return openIndex(content, descriptor)
}

/** What matches, by document and number within it, with its score. */
function answer(indexes: readonly SectionIndex[], clauses: readonly Clause[]): unknown[] {
  const asked = indexes.map((index) => ({ index, query: index.prepare(clauses) }))
  const collection = joinStatistics(
    asked.map(({ index, query: { terms } }) => ({ sections: index.sections, totals: index.totals, terms })),
  )
  return asked.flatMap(({ index, query: each }) => {
    const matches = each.score(collection)
    const { sections, scores, complete } = matches
    const found = matches.spans([...sections])
    return [...sections].map((section, at) => {
      const { documentId, ordinal } = index.section(section)
      return [documentId, ordinal, scores[at], complete, found.get(section)]
    })
  })
}

describe('several indexes', () => {
  it('answer as one of everything does: sections, scores to the bit, spans', () => {
    const cuts = fc.uniqueArray(fc.nat(12), { maxLength: 3 })
    fc.assert(
      fc.property(documents, cuts, fc.array(query, { minLength: 1, maxLength: 5 }), (list, places, texts) => {
        const borders = [0, ...[...places].sort((a, b) => a - b), list.length]
        const parts = borders.slice(1).map((end, at) => open(list.slice(borders[at], end)))
        const whole = open(list)
        for (const each of texts) {
          const clauses = buildClauses(parseQuery(each, false))
          expect([each, answer(parts, clauses)]).toEqual([each, answer([whole], clauses)])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('count a term once in the length of the query, in as many sections as all have', () => {
    const terms = (names: string[], frequencies: number[]): Parameters<typeof joinStatistics>[0][number] => ({
      sections: 10,
      totals: [1, 2, 3],
      terms: { names, boosts: names.map(() => 2), frequencies },
    })
    const both = [terms(['b', 'a', '1'], [1, 2, 3]), terms(['c', 'a'], [4, 5])]
    const joined = joinStatistics(both)
    const { sections, totals, squares } = joined
    expect([sections, totals, squares]).toEqual([20, [2, 4, 6], 16])
    expect(both.map((each) => [...joined.frequencies(each.terms)])).toEqual([
      [1, 7, 3],
      [4, 7],
    ])
    expect(['a', 'b', 'c', '1', '', 'z'].map((name) => joined.frequency(name))).toEqual([
      7,
      1,
      4,
      3,
      null,
      null,
    ])
  })
})
