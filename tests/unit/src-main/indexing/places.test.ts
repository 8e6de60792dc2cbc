import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openIndexFile } from '../../../../src-main/indexing/binary/index-file.ts'
import { IndexBuilder } from '../../../../src-main/indexing/building/index-builder.ts'
import { readPlaces } from '../../../../src-main/indexing/places.ts'

const COUNT = 400
const WORDS = ['a', 'b', 'c', 'd']
const wordAt = (section: number, place: number): string =>
  WORDS[(section * 7 + place * place + (section >> 3)) % WORDS.length]!
const builder = new IndexBuilder([
  { name: 'title', boost: 1 },
  { name: 'body', boost: 1 },
])
for (let section = 0; section < COUNT; section += 1) {
  const terms = Array.from({ length: 1 + (section % 5) }, (_, place) => wordAt(section, place))
  builder.add(`d${section}`, [
    { terms: ['t'], positions: [0, 1] },
    { terms, positions: terms.flatMap((_, at) => [at, 1]) },
  ])
}
const { terms: table, dictionary } = openIndexFile(builder.build('test'), 'test')

describe('places', () => {
  it('are those of the terms in the sections that are asked for, term by term', () => {
    fc.assert(
      fc.property(fc.subarray(WORDS), fc.uniqueArray(fc.nat(COUNT - 1)), (words, picked) => {
        const sections = [...picked].sort((a, b) => a - b)
        const found = readPlaces(
          words.map((word) => dictionary.find(word)),
          1,
          sections,
          table,
        )
        const expected = sections.flatMap((section) => {
          const places = words.flatMap((word) =>
            Array.from({ length: 1 + (section % 5) }, (_, place) => place)
              .filter((place) => wordAt(section, place) === word)
              .flatMap((place) => [place, 1]),
          )
          return places.length > 0 ? [[section, places]] : []
        })
        expect([...found].sort(([a], [b]) => a - b)).toEqual(expected)
      }),
    )
  })

  it('are left out when time is over', () => {
    const sections = Array.from({ length: COUNT }, (_, section) => section)
    const all = readPlaces([dictionary.find('t')], 0, sections, table)
    expect(all.size).toBe(COUNT)
    let left = 3
    const some = readPlaces([dictionary.find('t')], 0, sections, table, () => (left -= 1) < 0)
    expect(some.size).toBeGreaterThan(0)
    expect(some.size).toBeLessThan(COUNT)
    expect(readPlaces([dictionary.find('t')], 0, sections, table, () => true).size).toBe(0)
  })
})
