// Lists as the builder writes them, around the borders of chunks, and lists as someone who means harm may write them.
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../../../../src-main/indexing/binary/byte-writer.ts'
import { openIndexFile, type OpenParts } from '../../../../../src-main/indexing/binary/index-file.ts'
import { PagedBytes, Section } from '../../../../../src-main/indexing/binary/paged-bytes.ts'
import { ChunkCursor, SignedCursor } from '../../../../../src-main/indexing/binary/position-cursor.ts'
import type { Entry } from '../../../../../src-main/indexing/binary/term-table.ts'
import { IndexBuilder } from '../../../../../src-main/indexing/building/index-builder.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { fromMemory } from '../../../../../src-shared/domain/byte-source.ts'
import { crc32 } from 'node:zlib'

/** An index in which one term stands in every second of 2 × `count` documents, once to three times. */
function build(count: number, again: boolean): OpenParts {
  const builder = new IndexBuilder([{ name: 'body', boost: 1 }])
  for (let at = 0; at < 2 * count; at += 1) {
    const times = at % 2 === 0 ? 1 + (at % 3) : 0
    const terms = Array.from({ length: times }, () => 'term')
    builder.add(`d${at}`, [
      { terms, positions: terms.flatMap((_, each) => [at + 7 * each, 4 + (at % 5 ? 0 : 1)]) },
    ])
  }
  if (again) builder.add('d0', [{ terms: ['other'], positions: [0, 5] }])
  return openIndexFile(builder.build('test'), 'test')
}

function expected(document: number): number[] {
  return Array.from({ length: 1 + (document % 3) }, (_, each) => [
    document + 7 * each,
    4 + (document % 5 ? 0 : 1),
  ]).flat()
}

describe.each([
  ['in order', false],
  ['in which a ref comes again', true],
])('positions of an index %s', (_, again) => {
  it.each([1, 127, 128, 129, 255, 256, 257, 385])('are found in any of %i documents', (count) => {
    const { terms, dictionary } = build(count, again)
    const term = dictionary.find('term')
    const open = (): ReturnType<typeof terms.positions> => terms.positions(term, 0)
    const all = open()
    for (let document = 0; document < 2 * count; document += 1) {
      expect(all.seek(document)).toBe(document % 2 === 0)
      // Read twice: it stays where it is.
      if (document % 2 === 0)
        expect([all.read(), all.read()]).toEqual([expected(document), expected(document)])
    }
    expect(all.seek(2 * count)).toBe(false)
    for (let document = 0; document < 2 * count; document += 2) {
      const single = open()
      expect(single.seek(document)).toBe(true)
      expect(single.read()).toEqual(expected(document))
    }
    const leaps = open()
    for (let document = 0; document < 2 * count; document += 62) {
      expect(leaps.seek(document)).toBe(true)
      expect(leaps.read()).toEqual(expected(document))
    }
  })
})

function toSection(write: (out: ByteWriter) => void): Section {
  const out = new ByteWriter()
  write(out)
  const bytes = Uint8Array.from(out.view())
  return new Section(new PagedBytes(fromMemory(bytes), 0, Uint32Array.of(crc32(bytes))), 0, bytes.length)
}

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'fine'
  } catch (error) {
    return error instanceof LecternError ? error.code : String(error)
  }
}

describe('positions that someone means harm with', () => {
  const once = (begin: number, length: number | null): Entry => ({
    count: 1,
    usual: 4,
    postings: toSection((out) => {
      out.number(1)
    }),
    positions: toSection((out) => {
      out.number(2 * begin + (length === null ? 0 : 1))
      if (length !== null) out.number(length)
    }),
  })

  it.each([
    [2 ** 29, null],
    [2 ** 40, null],
    [3, 2 ** 29],
    [3, 2 ** 45],
  ])('are refused when they begin at %d or are %d long', (begin, length) => {
    const cursor = new ChunkCursor(once(begin, length), 1)
    expect(cursor.seek(0)).toBe(true)
    expect(codeOf(() => cursor.read())).toBe('INDEX_UNUSABLE')
  })

  it('are refused when they begin before the text', () => {
    const postings = toSection((out) => {
      for (const each of [2, 1, 1]) out.number(each)
    })
    const positions = toSection((out) => {
      out.number(2 * 5)
    })
    const cursor = new SignedCursor({ count: 1, usual: 4, postings, positions }, 1)
    expect(cursor.seek(0)).toBe(true)
    expect(codeOf(() => cursor.read())).toBe('INDEX_UNUSABLE')
  })

  it.each([2, 2 ** 31, 2 ** 32, 2 ** 48])('are refused when a document says that there are %d', (times) => {
    const postings = toSection((out) => {
      for (const each of [0, times]) out.number(each)
    })
    const cursor = new ChunkCursor({ ...once(3, null), postings }, 1)
    expect(codeOf(() => cursor.seek(0) && cursor.read())).toBe('INDEX_UNUSABLE')
  })

  it.each([
    ['name another document', [127, 128, 128]],
    ['lead beyond the list', [128, 4_000, 128]],
    ['lead beyond the positions', [128, 128, 4_000]],
  ])('are refused when skips %s', (_, skip) => {
    const postings = toSection((out) => {
      for (const each of skip) out.number(each)
      for (let at = 0; at < 129; at += 1) out.number(1)
    })
    const positions = toSection((out) => {
      for (let at = 0; at < 129; at += 1) out.number(2)
    })
    const entry = { count: 129, usual: 4, postings, positions }
    const seek = (): boolean[] => [0, 128].map((document) => new ChunkCursor(entry, 129).seek(document))
    expect(codeOf(seek)).toBe('INDEX_UNUSABLE')
  })

  it('are none where they have no length', () => {
    const cursor = new ChunkCursor(once(3, 0), 1)
    expect(cursor.seek(0)).toBe(true)
    expect(cursor.read()).toEqual([])
  })
})
