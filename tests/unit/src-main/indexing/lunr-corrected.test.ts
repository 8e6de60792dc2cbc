import { createRequire } from 'node:module'
import type Lunr from 'lunr'
import { describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { lunr } from '../../../../src-main/indexing/lunr-corrected.ts'
import { openIndex } from '../../../../src-main/indexing/open-index.ts'
import { toDocument } from '../searching/library.ts'

/** Numbers among which stock Lunr loses two. */
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => String((index * 104_729) % 100_003))
const LOST = ['9431', '94315']

/** Lunr as it is on disk, uncorrected: a second instance of the module. */
function loadStock(): typeof Lunr {
  const require = createRequire(import.meta.url)
  const path = require.resolve('lunr')
  const { [path]: loaded } = require.cache
  Reflect.deleteProperty(require.cache, path)
  const stock = require('lunr') as typeof Lunr
  if (loaded) require.cache[path] = loaded
  return stock
}

function build(engine: typeof Lunr): Lunr.Index {
  return engine((builder) => {
    builder.ref('id')
    builder.field('text')
    NUMBERS.forEach((number, id) => {
      builder.add({ id, text: number })
    })
  })
}

describe('corrected Lunr', () => {
  it('finds the words that stock Lunr loses', () => {
    const stock = build(loadStock())
    const corrected = build(lunr)
    const missing = (index: Lunr.Index): string[] => NUMBERS.filter((word) => index.search(word).length === 0)
    expect(missing(stock)).toEqual(expect.arrayContaining(LOST))
    expect(missing(corrected)).toEqual([])
  })

  it('has every word among the near spellings of itself', () => {
    const documents = NUMBERS.map((number, id) => toDocument(`d${id}`, 'Numbers', [['p', number]]))
    const file = buildIndexFile(documents)
    const index = openIndex(file.content, file.descriptor)
    const isFound = (term: string, id: number): boolean => {
      const sequences = [[{ offset: 0, patterns: [{ kind: 'near' as const, term, distance: 1 as const }] }]]
      const { matches } = ask(index, [{ presence: 'required', fields: ['body'], sequences }])
      return matches.some(({ section }) => index.section(section).documentId === `d${id}`)
    }
    expect(NUMBERS.filter((term, id) => !isFound(term, id))).toEqual([])
  })
})
