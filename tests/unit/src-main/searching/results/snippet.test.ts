import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildSnippet,
  type Mark,
  mergeMarks,
  SNIPPET_LENGTH,
} from '../../../../../src-main/searching/results/snippet.ts'

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim()

function find(text: string, words: readonly string[]): Mark[] {
  const marks = words.flatMap((word, clause) =>
    [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
      start: index,
      end: index + word.length,
      clause,
    })),
  )
  return marks.sort((a, b) => a.start - b.start)
}

describe('buildSnippet', () => {
  const filler = 'Lorem ipsum dolor sit amet. '.repeat(20)

  it('shows a short section whole, with its marks', () => {
    const text = 'The heading\nA charger\n  charges.'
    const { snippet, first } = buildSnippet(text, { start: 0, end: text.length }, find(text, ['charger']))
    expect(snippet).toEqual({ text: 'The heading A charger charges.', marks: [[14, 21]] })
    expect(first).toMatchObject({ start: 14, end: 21 })
  })

  it('prefers the place where the words stand together', () => {
    const text = `${filler}alpha ${filler}beta ${filler}alpha beta ${filler}alpha alpha alpha`
    const marks = find(text, ['alpha', 'beta'])
    const { snippet, first } = buildSnippet(text, { start: 0, end: text.length }, marks)
    expect(snippet.text).toContain('alpha beta')
    expect(first?.start).toBe(text.indexOf('alpha beta'))
    expect(snippet.text.startsWith('…')).toBe(true)
    expect(snippet.text.endsWith('…')).toBe(true)
  })

  it('stays within the section and begins it when nothing is marked', () => {
    const text = `before\n${filler}\nafter`
    const section = { start: 7, end: 7 + filler.length }
    const { snippet, first } = buildSnippet(text, section, [])
    expect(first).toBeNull()
    expect(snippet.text.startsWith('Lorem ipsum')).toBe(true)
    expect(snippet.text.endsWith('…')).toBe(true)
    expect(snippet.text).not.toContain('before')
  })

  it('never cuts the word before a mark near the beginning', () => {
    const text = `An enzyme ${'as a weak point of many '.repeat(30)}`
    const { snippet } = buildSnippet(text, { start: 0, end: text.length }, [{ start: 3, end: 9, clause: 0 }])
    expect(snippet.text).toMatch(/^An enzyme as /)
    expect(snippet.text).toMatch(/ (?:as|a|weak|point|of|many)…$/)
  })

  it('cuts a mark that is longer than a snippet', () => {
    const text = 'x'.repeat(1_000)
    const { snippet } = buildSnippet(text, { start: 0, end: 1_000 }, [{ start: 300, end: 900, clause: 0 }])
    expect(snippet.text.length).toBeLessThanOrEqual(SNIPPET_LENGTH + 2)
    expect(snippet.marks).toEqual([[1, 1 + SNIPPET_LENGTH]])
  })

  it('marks the same words as in the text, whatever the text', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'İstanbul',
        'café',
        'e\u0301',
        '東京都',
        '😀',
        'a',
        '\ud83d\ude00\ud83d\ude00',
        'supply-chain',
      ),
      fc
        .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })
        .filter((text) => text.trim() === text),
    )
    const gap = fc.constantFrom(' ', '\n', '  \t', ', ', '\u00a0')
    const pieces = fc.array(fc.tuple(word, gap, fc.boolean()), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(pieces, fc.nat(10), (list, from) => {
        let text = ''
        const marks: Mark[] = []
        list.forEach(([each, space, marked], index) => {
          if (marked && index >= from)
            marks.push({ start: text.length, end: text.length + each.length, clause: index % 3 })
          text += each + space
        })
        const section = {
          start: list.slice(0, from).reduce((sum, [a, b]) => sum + a.length + b.length, 0),
          end: text.length,
        }
        const { snippet, first } = buildSnippet(text, section, marks)
        const shown = snippet.text.replace(/^…|…$/g, '')
        expect(collapse(text.slice(section.start, section.end))).toContain(shown)
        expect(shown.length).toBeLessThanOrEqual(SNIPPET_LENGTH)
        expect(first === null).toBe(marks.length === 0)
        const words = snippet.marks.map(([start, end]) => snippet.text.slice(start, end))
        const whole = mergeMarks(marks).map(({ start, end }) => collapse(text.slice(start, end)))
        expect(whole.join('|')).toContain(words.join('|'))
        if (first) expect(words).toContain(collapse(text.slice(first.start, first.end)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('mergeMarks', () => {
  it('joins what overlaps and keeps apart what only touches', () => {
    const ranges = [
      { start: 0, end: 4 },
      { start: 2, end: 6 },
      { start: 3, end: 4 },
      { start: 6, end: 8 },
    ]
    expect(mergeMarks(ranges)).toEqual([
      { start: 0, end: 6 },
      { start: 6, end: 8 },
    ])
  })
})
