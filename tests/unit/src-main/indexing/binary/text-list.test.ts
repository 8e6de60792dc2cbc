import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../../../../src-main/indexing/binary/byte-writer.ts'
import { openIndexFile, openTexts } from '../../../../../src-main/indexing/binary/index-file.ts'
import { PagedBytes, Section } from '../../../../../src-main/indexing/binary/paged-bytes.ts'
import { LONGEST_TEXT, TextList } from '../../../../../src-main/indexing/binary/text-list.ts'
import { IndexBuilder } from '../../../../../src-main/indexing/building/index-builder.ts'
import { fromMemory } from '../../../../../src-shared/domain/byte-source.ts'

const unusable: unknown = expect.objectContaining({ code: 'INDEX_UNUSABLE' })

function write(texts: readonly string[]): TextList {
  const source = new IndexBuilder([{ name: 'body', boost: 1 }]).build('test', [{ name: 'x', content: texts }])
  return openTexts(openIndexFile(source, 'test'), 'x', texts.length)
}

function toSection(bytes: Uint8Array): Section {
  return new Section(new PagedBytes(fromMemory(bytes), 0, Uint32Array.of(crc32(bytes))), 0, bytes.length)
}

describe('a list of texts', () => {
  it('has each text at its number', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5 })
    fc.assert(
      fc.property(fc.oneof(fc.array(text), fc.array(text, { minLength: 63, maxLength: 130 })), (texts) => {
        const list = write(texts)
        expect(texts.map((_, number) => list.at(number))).toEqual(texts)
        for (const number of [-1, texts.length, NaN]) expect(() => list.at(number)).toThrow(unusable)
      }),
      { numRuns: 40 },
    )
  })

  it('is refused when it has no place for so many', () => {
    expect(() => new TextList(toSection(new Uint8Array(8)), toSection(new Uint8Array(8)), 65)).toThrow(
      unusable,
    )
  })

  it.each([
    ['leads beyond the texts', [0, 900], [1, 65]],
    ['goes backwards', [2, 0], [1, 65]],
    ['has a text that is cut short', [0, 2], [9, 65]],
    ['has a text that is too long', [0, 8], [LONGEST_TEXT + 1]],
  ])('is refused where it %s', (_, places, numbers) => {
    const out = new ByteWriter()
    for (const each of numbers) out.number(each)
    const texts = new Uint8Array(8)
    texts.set(out.view())
    const list = new TextList(toSection(texts), toSection(new Uint8Array(Uint32Array.from(places).buffer)), 1)
    expect(() => list.at(0)).toThrow(unusable)
  })
})
