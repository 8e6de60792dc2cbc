import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openIndexFile } from '../../../../../src-main/indexing/binary/index-file.ts'
import { PRESENCE } from '../../../../../src-main/indexing/binary/lunr-clause.ts'
import { LunrQueries } from '../../../../../src-main/indexing/binary/lunr-query.ts'
import { IndexBuilder } from '../../../../../src-main/indexing/building/index-builder.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { type ByteSource, fromMemory } from '../../../../../src-shared/domain/byte-source.ts'
import { mendSums } from '../mend-sums.ts'

const PIPELINE = 'test'
const BEGINNING = 32

const FIELDS = [
  { name: 'title', boost: 3 },
  { name: 'body', boost: 1 },
]

function toTerms(text: string): { terms: string[]; positions: number[] } {
  const terms = text.split(' ')
  return { terms, positions: terms.flatMap((term, at) => [at * 10, term.length + (at % 3 === 0 ? 1 : 0)]) }
}

/** A small index with every kind of section: refs, boosts, skips and, when a ref comes again, an order of its own. */
function build(again: boolean): Uint8Array {
  const builder = new IndexBuilder(FIELDS)
  for (let id = 0; id < 300; id += 1) {
    const words = Array.from({ length: 5 }, (_, at) => `word${(id * 7 + at * at) % 40}`).join(' ')
    builder.add(
      `ref ${again ? id % 200 : id}`,
      [toTerms(`title ${id}`), toTerms(`${words} word1`)],
      1 + (id % 3),
    )
  }
  const content = builder.build(PIPELINE, [{ name: 'more', content: Uint8Array.of(1, 2, 3) }])
  const bytes = Uint8Array.from(content.read(0, content.size))
  content.close()
  return bytes
}

/** Opens an index and asks it everything there is to ask. */
function exercise(bytes: Uint8Array): string {
  try {
    const parts = openIndexFile(fromMemory(bytes), PIPELINE)
    const queries = new LunrQueries(parts)
    for (const [term, editDistance] of [
      ['*', null],
      ['word1', null],
      ['w*', null],
      ['*1', null],
      ['w*r*1', null],
      ['wrod11', 2],
    ] as const) {
      const clause = { terms: [term], fields: [0, 1], boost: 1, editDistance, presence: PRESENCE.optional }
      for (const hit of queries.query([clause])) hit.matches()
    }
    queries.query([])
    parts.extra('more').copy()
    return 'fine'
  } catch (error) {
    return error instanceof LecternError ? error.code : `not expected: ${String(error)}`
  }
}

describe.each([
  ['whose refs are all different', build(false)],
  ['in which refs come again', build(true)],
])('the file of an index %s', (_, file) => {
  const headerLength = new DataView(file.buffer).getUint32(12, true)

  it('opens wherever it lies in memory', () => {
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect(exercise(shifted.subarray(3))).toBe('fine')
    const parts = openIndexFile(fromMemory(shifted.subarray(3)), PIPELINE)
    expect(parts.extra('more').read(0, 3)).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('is refused when a single bit has changed, but for the zeros between its parts', () => {
    const sumsEnd = Math.ceil((BEGINNING + headerLength) / 8) * 8 + 4
    const isGap = (at: number): boolean =>
      (at >= BEGINNING + headerLength && at < sumsEnd - 4) || (at >= sumsEnd && at < sumsEnd + 4)
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(file)
        damaged[at]! ^= 1 << bit
        if (!isGap(at)) expect(exercise(damaged)).toBe('INDEX_UNUSABLE')
      }),
      { numRuns: 300 },
    )
  })

  it('never does more than fail when it is changed and given the right sums', () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255))
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const hostile = Uint8Array.from(file)
        for (const [at, value] of changes) hostile[at] = value
        const outcome = exercise(mendSums(hostile))
        expect(['fine', 'INDEX_UNUSABLE']).toContain(outcome)
        outcomes.add(outcome)
      }),
      { numRuns: 1_500 },
    )
    expect([...outcomes].sort()).toEqual(['INDEX_UNUSABLE', 'fine'])
  })

  it('is refused when it is cut short or longer, right sums or not', () => {
    for (let length = 0; length < file.length; length += 97) {
      expect(exercise(file.slice(0, length))).toBe('INDEX_UNUSABLE')
      expect(exercise(mendSums(file.slice(0, length)))).toBe('INDEX_UNUSABLE')
    }
    const longer = new Uint8Array(file.length + 8)
    longer.set(file)
    expect(exercise(mendSums(longer))).toBe('INDEX_UNUSABLE')
  })

  it('never does more than fail when its header names other numbers', () => {
    const header = new TextDecoder().decode(file.subarray(BEGINNING, BEGINNING + headerLength))
    const places = [...header.matchAll(/\d+/g)].map(({ index }) => index)
    for (const at of places)
      for (const digit of '019') {
        const hostile = Uint8Array.from(file)
        hostile[BEGINNING + at] = digit.charCodeAt(0)
        expect(['fine', 'INDEX_UNUSABLE']).toContain(exercise(mendSums(hostile)))
      }
  })

  it.each(['null', '[]', '{}', '{"pipeline":"test"}', '{"fields":[{}]}', '"', '{"__proto__":{}}'])(
    'is refused with the header %s',
    (text) => {
      const hostile = Uint8Array.from(file)
      hostile.fill(0x20, BEGINNING, BEGINNING + headerLength)
      hostile.set(new TextEncoder().encode(text), BEGINNING)
      expect(exercise(mendSums(hostile))).toBe('INDEX_UNUSABLE')
    },
  )

  it('is refused when its bytes can no longer be read', () => {
    let left = 3
    const failing: ByteSource = {
      ...fromMemory(file),
      read(position, length) {
        left -= 1
        if (left < 0) throw new Error('gone')
        return fromMemory(file).read(position, length)
      },
    }
    const queries = new LunrQueries(openIndexFile(failing, PIPELINE))
    left = 0
    const clause = {
      terms: ['word1'],
      fields: [0, 1],
      boost: 1,
      editDistance: null,
      presence: PRESENCE.optional,
    }
    expect(() => queries.query([clause])).toThrow(/cannot be read/)
  })
})

describe('an index file', () => {
  it('is refused by a reader of another pipeline', () => {
    expect(() => openIndexFile(fromMemory(build(false)), 'other')).toThrow(/pipeline/)
  })

  it('is opened by reading its beginning alone', () => {
    const file = build(false)
    let read = 0
    const counting: ByteSource = {
      ...fromMemory(file),
      read(position, length) {
        read += length
        return fromMemory(file).read(position, length)
      },
    }
    openIndexFile(counting, PIPELINE)
    expect(read).toBeLessThanOrEqual(8_192)
  })
})
