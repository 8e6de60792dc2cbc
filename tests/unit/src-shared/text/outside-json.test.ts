import { describe, expect, it } from 'vitest'
import { parseOutsideJson } from '../../../../src-shared/text/outside-json.ts'

const limits = { length: 1_000, depth: 5 }

describe('JSON from outside', () => {
  it('is parsed, with or without a byte-order mark', () => {
    expect(parseOutsideJson('{"a": [1, null, "x"]}', 'some.json', limits)).toEqual({ a: [1, null, 'x'] })
    expect(parseOutsideJson('\ufeff[]', 'some.json', limits)).toEqual([])
  })

  it.each([
    ['no JSON', '{"a":}', /not valid JSON/],
    ['nothing', '', /not valid JSON/],
    ['too long', `"${'x'.repeat(1_000)}"`, /longer than 1000/],
    ['too deep', '[[[[[[1]]]]]]', /deeper than 5/],
    ['__proto__ at the top', '{"__proto__": {"admin": true}}', /forbidden key “__proto__”/],
    ['__proto__ with a plain value', '{"__proto__": 1}', /forbidden key/],
    ['an escaped __proto__', '{"\\u005f_proto__": 1}', /forbidden key/],
    ['constructor further in', '{"a": [{"constructor": {}}]}', /forbidden key “constructor”/],
    ['prototype', '{"a": {"prototype": []}}', /forbidden key “prototype”/],
  ])('is refused when it is %s', (_what, text, message) => {
    expect(() => parseOutsideJson(text, 'some.json', limits)).toThrow(message)
    expect(() => parseOutsideJson(text, 'some.json', limits)).toThrow(/some\.json/)
  })

  it('may be as deep as the limit', () => {
    expect(parseOutsideJson('[[[[[1]]]]]', 'some.json', limits)).toEqual([[[[[1]]]]])
  })

  it('does not exhaust the stack, however deep it is', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(() => parseOutsideJson(deep, 'some.json', { length: 1e6, depth: 100 })).toThrow(/some\.json/)
  })
})
