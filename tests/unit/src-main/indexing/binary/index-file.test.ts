import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FieldTerms, IndexBuilder } from '../../../../../src-main/indexing/binary/index-builder.ts'
import { openIndexBytes, toIndexBytes } from '../../../../../src-main/indexing/binary/index-file.ts'
import { LunrQueries, PRESENCE } from '../../../../../src-main/indexing/binary/lunr-query.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'

const PIPELINE = 'test'
const BEGINNING = 24

function toTerms(text: string): FieldTerms {
  const terms = text.split(' ')
  return { terms, positions: terms.flatMap((term, at) => [at * 10, term.length]) }
}

/** A small index with every kind of section: refs, boosts and, when a ref comes again, an order of its own. */
function build(again: boolean): Uint8Array {
  const fields = [
    { name: 'title', boost: 3 },
    { name: 'body', boost: 1 },
  ]
  const builder = new IndexBuilder(fields, 2)
  for (let id = 0; id < 30; id += 1) {
    const words = Array.from({ length: 12 }, (_, at) => `word${(id * 7 + at * at) % 40}`).join(' ')
    builder.add(
      `ref ${again ? id % 20 : id}`,
      [toTerms(`title ${id}`), toTerms(`${words} word1`)],
      1 + (id % 3),
    )
  }
  return toIndexBytes(builder.build(), PIPELINE, { more: Uint8Array.of(1, 2, 3) })
}

/** Opens an index and asks it everything there is to ask. */
function exercise(bytes: Uint8Array): string {
  try {
    const queries = new LunrQueries(openIndexBytes(bytes, PIPELINE))
    for (const [term, editDistance] of [
      ['*', 0],
      ['word1', 0],
      ['w*', 0],
      ['*1', 0],
      ['w*r*1', 0],
      ['wrod11', 2],
    ] as const) {
      const clause = { terms: [term], fields: [0, 1], boost: 1, editDistance, presence: PRESENCE.optional }
      for (const hit of queries.query([clause])) hit.matches()
    }
    queries.query([])
    return 'fine'
  } catch (error) {
    return error instanceof LecternError ? error.code : `not expected: ${String(error)}`
  }
}

/** Makes the checksum right again, as whoever means harm would. */
function withChecksum(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= BEGINNING)
    new DataView(bytes.buffer).setUint32(16, crc32(bytes.subarray(BEGINNING)), true)
  return bytes
}

describe.each([
  ['whose refs are all different', build(false)],
  ['in which refs come again', build(true)],
])('the file of an index %s', (_, file) => {
  it('opens wherever it lies in memory', () => {
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect(exercise(shifted.subarray(3))).toBe('fine')
    expect(openIndexBytes(shifted.subarray(3), PIPELINE).extra('more')).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('is refused when a single bit has changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: BEGINNING, max: file.length - 1 }), fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(file)
        damaged[at]! ^= 1 << bit
        expect(exercise(damaged)).toBe('INDEX_UNUSABLE')
      }),
      { numRuns: 300 },
    )
  })

  it('never does more than fail when it is changed and given the right checksum', () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255))
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const hostile = Uint8Array.from(file)
        for (const [at, value] of changes) hostile[at] = value
        const outcome = exercise(withChecksum(hostile))
        expect(['fine', 'INDEX_UNUSABLE']).toContain(outcome)
        outcomes.add(outcome)
      }),
      { numRuns: 3_000 },
    )
    expect([...outcomes].sort()).toEqual(['INDEX_UNUSABLE', 'fine'])
  })

  it('is refused when it is cut short or longer, checksum or not', () => {
    for (let length = 0; length < file.length; length += 7) {
      expect(exercise(file.slice(0, length))).toBe('INDEX_UNUSABLE')
      expect(exercise(withChecksum(file.slice(0, length)))).toBe('INDEX_UNUSABLE')
    }
    const longer = new Uint8Array(file.length + 8)
    longer.set(file)
    expect(exercise(withChecksum(longer))).toBe('INDEX_UNUSABLE')
  })

  it('never does more than fail when its header names other numbers', () => {
    const length = new DataView(file.buffer).getUint32(12, true)
    const header = new TextDecoder().decode(file.subarray(BEGINNING, BEGINNING + length))
    const places = [...header.matchAll(/\d+/g)].map(({ index }) => index)
    for (const at of places)
      for (const digit of '019') {
        const hostile = Uint8Array.from(file)
        hostile[BEGINNING + at] = digit.charCodeAt(0)
        expect(['fine', 'INDEX_UNUSABLE']).toContain(exercise(withChecksum(hostile)))
      }
  })
})

describe('an index file', () => {
  it('is refused by a reader of another pipeline', () => {
    expect(() => openIndexBytes(build(false), 'other')).toThrow(/pipeline/)
  })

  it('is the same each time', () => {
    expect(build(true)).toEqual(build(true))
  })
})
