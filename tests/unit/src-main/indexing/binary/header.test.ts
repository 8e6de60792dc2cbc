import { describe, expect, it } from 'vitest'
import { MOST_FIELDS, parseHeader } from '../../../../../src-main/indexing/binary/header.ts'

const field = { name: 'body', boost: 1, lengthBytes: 2, total: 5 }
const header = {
  pipeline: 'test',
  documents: 2,
  added: 3,
  terms: 4,
  ordered: true,
  ids: false,
  fields: [field],
  sections: [['keys', 10]],
}

const parse = (value: unknown): unknown => parseHeader(new TextEncoder().encode(JSON.stringify(value)))

describe('a header', () => {
  it('is what the file says', () => {
    expect(parse(header)).toEqual(header)
  })

  it.each([
    ['documents', -1],
    ['documents', 0.5],
    ['documents', 2 ** 32],
    ['added', '3'],
    ['terms', 2 ** 53],
    ['ordered', 1],
    ['ids', null],
    ['pipeline', 7],
    ['fields', []],
    ['fields', {}],
    ['fields', Array.from({ length: MOST_FIELDS + 1 }, () => field)],
    ['fields', [{ ...field, lengthBytes: 3 }]],
    ['fields', [{ ...field, boost: null }]],
    ['fields', [{ ...field, total: -1 }]],
    ['fields', [null]],
    ['sections', [['keys']]],
    ['sections', [['keys', 1, 2]]],
    ['sections', [[1, 1]]],
    ['sections', [['keys', 2 ** 60]]],
    ['sections', Array.from({ length: 65 }, () => ['keys', 1])],
  ])('is refused when its %s are %j', (key, value) => {
    expect(() => parse({ ...header, [key]: value })).toThrow(
      expect.objectContaining({ code: 'INDEX_UNUSABLE' }) as Error,
    )
  })
})
