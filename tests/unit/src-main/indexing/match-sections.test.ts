// Sections by number, of one document each: what matches, and what becomes of it when time runs out.
import { describe, expect, it } from 'vitest'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { type Clause, openIndex } from '../../../../src-main/indexing/index.ts'
import { toDocument } from '../searching/library.ts'
import { ask } from './ask.ts'

const MANY = 1_000
const documents = Array.from({ length: MANY }, (_, at) =>
  toDocument(`d${at}`, 'A title', [
    ['p', `${at % 2 ? `the s${at}` : `s${at} the`} of ${at % 3 ? 'it all' : 'all it'}`],
  ]),
)
const { content, descriptor } = buildIndexFile(documents)
const index = openIndex(content, descriptor)

const where = (holds: (section: number) => boolean): number[] =>
  documents.flatMap((_, section) => (holds(section) ? [section] : []))

/** Words next to each other; one that ends in a star is a beginning. */
function phrase(text: string, presence: Clause['presence'] = 'required'): Clause {
  const sequence = text.split(' ').map((word, offset) => {
    const kind = word.endsWith('*') ? ('prefix' as const) : ('exact' as const)
    return { offset, patterns: [{ kind, term: word.replace('*', '') }] }
  })
  return { presence, fields: ['title', 'headings', 'body'], sequences: [sequence] }
}

function find(clauses: readonly Clause[], patience = Infinity): { sections: number[]; complete: boolean } {
  let left = patience
  const { matches, complete } = ask(index, clauses, () => (left -= 1) < 0)
  return { sections: matches.map(({ section }) => section).sort((a, b) => a - b), complete }
}

describe('a phrase', () => {
  it('ends with a beginning of a word, and stands in one field', () => {
    expect(find([phrase('the s*')])).toEqual({ sections: where((at) => at % 2 === 1), complete: true })
    // The last word of the title and the first of the text are no neighbours.
    expect(find([phrase('title the')]).sections).toEqual([])
    expect(find([phrase('a title')]).sections).toHaveLength(MANY)
  })

  it('is excluded where its words stand next to each other, not where they only stand', () => {
    const clauses = [phrase('s*'), phrase('it all', 'excluded')]
    expect(find(clauses).sections).toEqual(where((at) => at % 3 === 0))
  })

  it('is cut off when time runs out, and matches only where it was found', () => {
    const clauses = [phrase('the s*'), phrase('of')]
    const all = find(clauses)
    expect(all.complete).toBe(true)
    const counts = new Set<number>()
    let patience = 0
    for (let some = find(clauses, 0); !some.complete; some = find(clauses, ++patience)) {
      // While words are looked up, those that were not are left out; then phrases match as far as they were read.
      if (some.sections.length === MANY) continue
      expect(all.sections).toEqual(expect.arrayContaining(some.sections))
      counts.add(some.sections.length)
    }
    expect(counts.size).toBeGreaterThan(2)
    expect(find(clauses, patience)).toEqual(all)
    // The time is looked at again and again while places are read.
    expect(patience).toBeGreaterThan(MANY / 64)
  })
})
