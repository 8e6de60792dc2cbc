import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findTarget,
  type HitKey,
  isFirstOfDocument,
  splitSnippet,
} from '../../../../../src-renderer/features/search/result-rows.ts'
import { sampleHit } from '../../samples.ts'

function press(key: string, held: Partial<HitKey> = {}): HitKey {
  return { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held }
}

describe('rows of results', () => {
  it('name a document above its first hit, and again where the hit before is not known', () => {
    expect(isFirstOfDocument(sampleHit('b', 'x'), undefined)).toBe(true)
    expect(isFirstOfDocument(sampleHit('b', 'x'), sampleHit('b', 'y'))).toBe(true)
    expect(isFirstOfDocument(sampleHit('c', 'x'), sampleHit('b', 'x'))).toBe(true)
    expect(isFirstOfDocument(sampleHit('b', 'x', 9), sampleHit('b', 'x'))).toBe(false)
  })
})

describe('keys in the search box', () => {
  const total = 100
  const page = 8

  it('leave the caret its own until a hit is chosen', () => {
    const target = (key: string): number | null => findTarget(press(key), { active: -1, total, page })
    expect(['Home', 'End', 'ArrowUp', 'PageUp', 'Escape', 'ArrowLeft', 'a'].map(target)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
    expect([target('ArrowDown'), target('PageDown')]).toEqual([0, 8])
  })

  it('move from hit to hit, by pages and to the ends', () => {
    const target = (key: string): number | null => findTarget(press(key), { active: 50, total, page })
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map(target)).toEqual([
      51, 49, 58, 42, 0, 99,
    ])
  })

  it('lead back to the box with Escape, Shift+Enter, and upwards from the first hit', () => {
    const place = { active: 0, total, page }
    expect(findTarget(press('Escape'), place)).toBe(-1)
    expect(findTarget(press('Enter', { shiftKey: true }), place)).toBe(-1)
    expect(findTarget(press('ArrowUp'), place)).toBe(-1)
  })

  it('are not taken from commands and from selecting text', () => {
    const place = { active: 3, total, page }
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }])
      expect(findTarget(press('ArrowDown', held), place)).toBeNull()
    expect(findTarget(press('Enter'), place)).toBeNull()
  })

  it('never lead beyond the hits', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Escape')
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 12 }), keys, (count, at, size, key) => {
        const place = { active: Math.min(at, count) - 1, total: count, page: size }
        const target = findTarget(press(key), place)
        if (target !== null) expect(target >= -1 && target < count).toBe(true)
      }),
    )
  })
})

describe('snippet', () => {
  it('is split at its marks', () => {
    expect(splitSnippet('the supply chain', [[4, 10]])).toEqual([
      { text: 'the ', isMark: false },
      { text: 'supply', isMark: true },
      { text: ' chain', isMark: false },
    ])
  })

  it('keeps every character, whatever the marks are', () => {
    const marks = fc.array(fc.tuple(fc.integer({ min: -2, max: 30 }), fc.integer({ min: -2, max: 30 })))
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), marks, (text, some) => {
        const pieces = splitSnippet(text, some)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      }),
    )
  })
})
