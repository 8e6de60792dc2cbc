import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import {
  type Clause,
  type IndexedDocument,
  openIndex,
  toIndexedSections,
} from '../../../../src-main/indexing/index.ts'
import { lunr } from '../../../../src-main/indexing/lunr-corrected.ts'
import { FIELD_BOOSTS } from '../../../../src-main/indexing/fields.ts'
import { parseOutline } from '../../../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../../../src-shared/text/tokens.ts'
import { toDocument } from '../searching/library.ts'

/** The same sections in an index that Lunr built and keeps itself. The language is one without a stemmer. */
function buildLunr(documents: readonly IndexedDocument[]): lunr.Index {
  const words = (text: string): string =>
    readTokens(text)
      .map(({ term }) => term)
      .join(' ')
  return lunr((builder) => {
    builder.ref('id')
    builder.pipeline.reset()
    builder.searchPipeline.reset()
    FIELD_BOOSTS.forEach((boost, field) => {
      builder.field(['title', 'headings', 'body'][field] ?? '', { boost })
    })
    let id = 0
    for (const { title, html } of documents) {
      const outline = parseOutline(html)
      for (const { trail, start, end } of toIndexedSections(outline))
        builder.add({
          id: id++,
          title: words(title),
          headings: words(trail.join(' ')),
          body: words(outline.text.slice(start, end)),
        })
    }
  })
}

const word = fc.constantFrom(...'one two three four five six seven eight port ports portable'.split(' '))
const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '))
const documents = fc
  .array(fc.tuple(text, fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) =>
    list.map(([title, sections], index) => {
      const blocks = sections.flatMap(([heading, body], level) => [
        [`h${level + 1}`, heading] as const,
        ['p', body] as const,
      ])
      return toDocument(`d${index}`, title, blocks, 'und')
    }),
  )

describe('scores', () => {
  it('are those of an index that Lunr builds and keeps itself', () => {
    fc.assert(
      fc.property(
        documents,
        fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
        word,
        (list, words, beginning) => {
          const file = buildIndexFile(list)
          const terms = words.map((term): Clause => {
            const sequences = [[{ offset: 0, patterns: [{ kind: 'exact' as const, term }] }]]
            return { presence: 'required', fields: ['title', 'headings', 'body'], sequences }
          })
          const prefix = beginning.slice(0, 2)
          const begun: Clause = {
            presence: 'required',
            fields: ['title', 'headings', 'body'],
            sequences: [[{ offset: 0, patterns: [{ kind: 'prefix', term: prefix }] }]],
          }
          const { matches } = ask(openIndex(file.content, file.descriptor), [...terms, begun])
          const expected = buildLunr(list).query((query) => {
            for (const term of words) query.term(term, { boost: 4, presence: lunr.Query.presence.REQUIRED })
            query.term(`${prefix}*`, {
              boost: 0.25,
              usePipeline: false,
              presence: lunr.Query.presence.REQUIRED,
            })
          })
          const scores = new Map(expected.map(({ ref, score }) => [Number(ref), score]))
          for (const { section, score } of matches) expect(score).toBeCloseTo(scores.get(section) ?? NaN, 10)
        },
      ),
      { numRuns: 300 },
    )
  })
})
