import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findForbiddenKey, MAX_DEPTH } from '../../../../src-main/ipc/forbidden-keys.ts'

describe('findForbiddenKey', () => {
  it.each([
    ['{"__proto__": {"x": 1}}', '__proto__'],
    ['{"a": {"constructor": 1}}', 'a.constructor'],
    ['{"a": [{"b": {"prototype": null}}]}', 'a.0.b.prototype'],
  ])('finds the key in %s', (json, path) => {
    expect(findForbiddenKey(JSON.parse(json))).toBe(path)
  })

  it('lets the same words pass as values', () => {
    expect(findForbiddenKey({ bundleId: 'constructor', tags: ['__proto__', 'prototype'] })).toBeNull()
  })

  it('refuses nesting beyond the limit without recursing', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    expect(findForbiddenKey(deep)).toContain('nested too deeply')
    const shallow: unknown = JSON.parse('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))
    expect(findForbiddenKey(shallow)).toBeNull()
  })

  it('finds a key wherever it is planted, and nothing in what has none', () => {
    const plain = fc.dictionary(
      fc.string().filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key)),
      fc
        .jsonValue({ maxDepth: 3 })
        .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value))),
    )
    fc.assert(
      fc.property(plain, fc.constantFrom('__proto__', 'constructor', 'prototype'), (value, key) => {
        expect(findForbiddenKey(value)).toBeNull()
        const planted: unknown = JSON.parse(`{"outer": [${JSON.stringify(value)}, {"${key}": 1}]}`)
        expect(findForbiddenKey(planted)).toBe(`outer.1.${key}`)
      }),
    )
  })
})
