import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutMarkup } from '../../../../../src-renderer/features/search/note-snippet.ts'

/** A snippet in which `‹…›` marks what matched. */
function toSnippet(text: string): { text: string; marks: [number, number][] } {
  const marks: [number, number][] = []
  let plain = ''
  for (const sign of text) {
    if (sign === '‹') marks.push([plain.length, plain.length])
    else if (sign === '›') marks.push([marks.pop()?.[0] ?? 0, plain.length])
    else plain += sign
  }
  return { text: plain, marks }
}

describe('withoutMarkup', () => {
  it.each([
    ['Ask the *field ‹team*› now', 'Ask the *field ‹team*› now'],
    ['Ask the *field ‹team›* about **‹zebras›**.', 'Ask the field ‹team› about ‹zebras›.'],
    ['see [the ‹page›](https://example.org/x) and `code ‹a›`', 'see the ‹page› and code ‹a›'],
    ['see [the page](https://example.org/‹zebra›)', 'see [the page](https://example.org/‹zebra›)'],
    ['**bold and *both* ‹x›** _and_ __this__ ~~not~~', 'bold and both ‹x› and this not'],
    ['`*args*` and snake_case_name', '*args* and snake_case_name'],
    ['# Heading ‹x› ## Next', 'Heading ‹x› Next'],
    ['> quoted ‹x› > 3', 'quoted ‹x› > 3'],
    ['…cut* here and a lone _', '…cut* here and a lone _'],
  ])('makes of %s what the note shows', (text, shown) => {
    expect(withoutMarkup(toSnippet(text))).toEqual(toSnippet(shown))
  })

  it('leaves the marks over the same words', () => {
    const piece = fc.constantFrom('*', '**', '_', '`', '[', '](a)', ' ', 'word', '#', '> ', '~~', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(), fc.nat(), (pieces, from, length) => {
        const text = pieces.join('')
        const start = text === '' ? 0 : from % text.length
        const end = Math.min(text.length, start + 1 + (length % 6))
        const snippet = withoutMarkup({ text, marks: [[start, end]] })
        const [a = 0, b = 0] = snippet.marks[0] ?? []
        const letters = (each: string) => each.replace(/[^a-zé]/g, '')
        expect(a).toBeLessThanOrEqual(b)
        expect(letters(text.slice(start, end))).toContain(letters(snippet.text.slice(a, b)))
      }),
    )
  })
})
