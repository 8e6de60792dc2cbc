import search from 'approx-string-match'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBoundary } from '../../../../src-shared/text/offsets.ts'
import { buildQuote, findQuote } from '../../../../src-shared/text/quote.ts'

const word = fc.stringMatching(/^[a-z]{2,9}$/)
const prose = fc.array(word, { minLength: 60, maxLength: 160 }).map((words) => words.join(' '))

/** The text of `words` with the quote of some of them, so that edits elsewhere are easy to make. */
const quoted = fc
  .tuple(fc.array(word, { minLength: 40, maxLength: 120 }), fc.nat(), fc.integer({ min: 6, max: 12 }))
  .map(([words, at, count]) => {
    const first = at % (words.length - count)
    const before = words.slice(0, first).join(' ') + ' '
    const exact = words.slice(first, first + count).join(' ')
    const after = ' ' + words.slice(first + count).join(' ')
    return { before, exact, after }
  })

describe('buildQuote', () => {
  it('keeps 32 to 64 units of context, or all there is, and never cuts a surrogate pair', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '😀', 'word', '\n', '中'), { maxLength: 200 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const quote = buildQuote(text, start, end)
        const from = toBoundary(text, start)
        expect(text.startsWith(quote.prefix + quote.exact + quote.suffix, from - quote.prefix.length)).toBe(
          true,
        )
        for (const part of [quote.exact, quote.prefix, quote.suffix]) expect(part.isWellFormed()).toBe(true)
        expect(quote.prefix.length).toBeGreaterThanOrEqual(Math.min(32, from))
        expect(quote.prefix.length).toBeLessThanOrEqual(65)
        expect(quote.suffix.length).toBeGreaterThanOrEqual(
          Math.min(32, text.length - from - quote.exact.length),
        )
        expect(quote.suffix.length).toBeLessThanOrEqual(65)
      }),
    )
  })
})

describe('findQuote', () => {
  it('finds a quote where it was made, with score 1', () => {
    fc.assert(
      fc.property(quoted, ({ before, exact, after }) => {
        const text = before + exact + after
        const quote = buildQuote(text, before.length, before.length + exact.length)
        const found = findQuote(text, quote, { position: before.length, search })
        expect(found).toEqual({ start: before.length, end: before.length + exact.length, score: 1 })
      }),
    )
  })

  it('finds a unique quote wherever it went after insertions and deletions elsewhere', () => {
    fc.assert(
      fc.property(quoted, prose, fc.nat(), fc.nat(), (parts, inserted, cut, at) => {
        const { before, exact, after } = parts
        const text = before + exact + after
        const quote = buildQuote(text, before.length, before.length + exact.length)
        const shortened = before.slice(cut % (before.length + 1))
        const place = at % (after.length + 1)
        const changed = shortened + exact + after.slice(0, place) + inserted + after.slice(place)
        const naive = changed.indexOf(exact)
        fc.pre(naive === changed.lastIndexOf(exact))
        const found = findQuote(changed, quote, { position: before.length, search })
        expect(found?.start).toBe(naive)
        expect(found?.end).toBe(naive + exact.length)
      }),
    )
  })

  it('chooses among repeated quotes by the context', () => {
    fc.assert(
      fc.property(
        fc.array(prose, { minLength: 2, maxLength: 6 }),
        fc.nat(),
        prose,
        (paragraphs, which, extra) => {
          const exact = 'the same words everywhere'
          const chosen = which % paragraphs.length
          fc.pre(new Set(paragraphs).size === paragraphs.length)
          const build = (lead: string): { text: string; places: number[] } => {
            let text = lead
            const places = paragraphs.map((paragraph) => {
              const half = Math.floor(paragraph.length / 2)
              text += paragraph.slice(0, half)
              const place = text.length
              text += exact + paragraph.slice(half) + '\n'
              return place
            })
            return { text, places }
          }
          const original = build('')
          const start = original.places[chosen] ?? 0
          const quote = buildQuote(original.text, start, start + exact.length)
          const moved = build(extra)
          const found = findQuote(moved.text, quote, { position: 0, search })
          expect(found?.start).toBe(moved.places[chosen])
        },
      ),
    )
  })

  it('follows a passage whose words were edited', () => {
    const text = `${'Filler sentence about nothing at all. '.repeat(20)}The charger reached full power in 2.4 seconds, the maker said on Tuesday. ${'More filler follows here. '.repeat(20)}`
    const start = text.indexOf('The charger')
    const quote = buildQuote(text, start, text.indexOf(' More filler'))
    const edited =
      'A new opening paragraph.\n' + text.replace('full power in 2.4 seconds', 'its full power in 2.6 s')
    const found = findQuote(edited, quote, { position: start, search })
    expect(found).not.toBeNull()
    expect(edited.slice(found?.start, found?.end)).toContain('The charger reached its full power in 2.6 s')
    expect(found?.score).toBeGreaterThan(0.74)
    expect(found?.score).toBeLessThan(1)
  })

  it('answers null rather than a wrong place when the passage is gone', () => {
    fc.assert(
      fc.property(quoted, prose, ({ before, exact, after }, other) => {
        const text = before + exact + after
        const quote = buildQuote(text, before.length, before.length + exact.length)
        fc.pre(!other.includes(exact.slice(0, 12)))
        expect(findQuote(other, quote, { position: before.length, search })).toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  it('does not take a short common word for the one that is gone', () => {
    const quote = buildQuote('We met Smith at the harbour before the storm came in.', 7, 12)
    const other = 'Prices rose. Nobody had told Smith about the meeting in the capital.'
    expect(findQuote(other, quote, { search })).toBeNull()
  })

  it('never splits a surrogate pair', () => {
    const unit = fc.constantFrom('😀', '😁', 'a', 'b ', '𝒳')
    const text = fc.array(unit, { minLength: 30, maxLength: 90 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, fc.nat(), (a, b, at) => {
        const start = toBoundary(a, at % 20)
        const quote = buildQuote(a, start, toBoundary(a, start + 25))
        for (const changed of [b + a, a.replaceAll('a', ''), b]) {
          const found = findQuote(changed, quote, { position: start, search })
          if (found === null) continue
          expect(changed.slice(found.start, found.end).isWellFormed()).toBe(true)
        }
      }),
    )
  })

  it('finds a bookmark, whose quote is empty, between its neighbours', () => {
    const text =
      'One paragraph about tea and its price in 1847.\nAnother paragraph about coffee and the harbour.'
    const point = text.indexOf('Another')
    const quote = buildQuote(text, point, point)
    const changed = 'A preface was added.\n' + text
    expect(findQuote(changed, quote, {})?.start).toBe(changed.indexOf('Another'))
    expect(findQuote('Nothing of it remains anywhere in this text.', quote, {})).toBeNull()
  })

  it('finds a quote of a million units whose middle changed a little, in bounded work', () => {
    const sentence = (n: number): string => `Sentence number ${n} says ${(n * 7919) % 1000} things. `
    const long = Array.from({ length: 30_000 }, (_, n) => sentence(n)).join('')
    const quote = buildQuote(`Before. ${long} After.`, 8, 8 + long.length)
    const changed = `Before, and more. ${long.replace('number 15000', 'number fifteen thousand')} After.`
    const found = findQuote(changed, quote, { position: 8, search })
    expect(found?.start).toBe(18)
    expect(Math.abs((found?.end ?? 0) - (changed.length - 7))).toBeLessThan(20)
  })

  it('copes with a hundred thousand candidates', () => {
    const text = 'ab'.repeat(100_000) + ' the end'
    const quote = buildQuote(text, text.length - 10, text.length - 8)
    expect(findQuote('x' + text, quote, {})?.start).toBe(text.length - 9)
  })
})
