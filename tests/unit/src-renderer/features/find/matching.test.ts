import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countRanges, rangeAt } from '../../../../../src-renderer/anchoring/packed-ranges.ts'
import { createMatching } from '../../../../../src-renderer/features/find/matching.ts'
import type { FindOptions } from '../../../../../src-renderer/stores/find-store.ts'
import { foldText } from '../../../../../src-shared/text/folded-text.ts'

const PLAIN: FindOptions = { matchCase: false, wholeWords: false, matchAccents: false, isPattern: false }

function find(raw: string, text: string, options: Partial<FindOptions> = {}): [number, number][] {
  const answer = createMatching(raw).find({ text, ...PLAIN, ...options })
  if (answer.kind !== 'found') throw new Error(answer.kind)
  return Array.from({ length: countRanges(answer.matches) }, (_, at) => {
    const range = rangeAt(answer.matches, at)
    return [range?.start ?? -1, range?.end ?? -1]
  })
}

function findWords(...parameters: Parameters<typeof find>): string[] {
  return find(...parameters).map(([start, end]) => parameters[0].slice(start, end))
}

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/

/**
 * The slow way: every stretch that folds to the query, cut where folding the two sides apart changes nothing, with
 * something seen at both ends and no mark without its letter; from each beginning the longest, and none that overlaps the one before.
 */
function findSlowly(raw: string, text: string, options: FindOptions): [number, number][] {
  const kept = { case: options.matchCase, accents: options.matchAccents }
  const fold = (part: string): string => foldText(part, kept).text
  const isCut = (at: number): boolean => {
    const before = raw.slice(0, at).replace(/[\u00ad\u200b-\u200d\u2060\ufeff]+$/, '')
    const isOnLetter = /^[\u00ad\u200b-\u200d\u2060\ufeff]*\p{M}/u.test(raw.slice(at)) && /\S$/.test(before)
    return !isOnLetter && fold(raw.slice(0, at)) + fold(raw.slice(at)) === fold(raw)
  }
  const cuts = Array.from({ length: raw.length + 1 }, (_, at) => at).filter(isCut)
  const starts = cuts.filter((at) => fold(String.fromCodePoint(raw.codePointAt(at) ?? 0xad)) !== '')
  const ends = cuts.filter((at) => !UNSEEN.test(raw.charAt(at - 1)))
  const found: [number, number][] = []
  for (const start of starts) {
    const end = ends.findLast((each) => each > start && fold(raw.slice(start, each)) === fold(text))
    if (end !== undefined && start >= (found.at(-1)?.[1] ?? 0)) found.push([start, end])
  }
  return fold(text) === '' ? [] : found
}

const CHARACTERS = [
  ...Array.from('aabbssi fe- '),
  ...Array.from('éßİıﬁœΣςÅ'),
  ...['e\u0301', '\u0301', '\u00ad', '\u00a0', '\n', '‑', '’', '😀', '𝒜', 'שׁ', 'ﷺ'],
]
const texts = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 24 })
const queries = fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 3 })
const options = fc.record({
  matchCase: fc.boolean(),
  matchAccents: fc.boolean(),
  wholeWords: fc.constant(false),
  isPattern: fc.constant(false),
})

describe('finding a text', () => {
  it('forgets case, accents and compatibility forms, as the search of the library does', () => {
    expect(findWords('Café, CAFE\u0301 and cafe', 'cafe')).toEqual(['Café', 'CAFE\u0301', 'cafe'])
    expect(findWords('Straße STRASSE', 'strasse')).toEqual(['Straße', 'STRASSE'])
    expect(findWords('a ﬁnding', 'find')).toEqual(['ﬁnd'])
    expect(findWords('İstanbul', 'istanbul')).toEqual(['İstanbul'])
  })

  it('takes any white space for any other, line ends too', () => {
    expect(findWords('one\n two\u00a0\u00a0three', 'one two three')).toEqual(['one\n two\u00a0\u00a0three'])
  })

  it('looks through soft hyphens, and leaves those at the ends out', () => {
    expect(find('x auto\u00admatic\u00ad y', 'automatic')).toEqual([[2, 12]])
  })

  it('finds typographic signs by what is typed for them', () => {
    expect(findWords('It’s “so” – A\u2011B', 'it\'s "so" - a-b')).toEqual(['It’s “so” – A\u2011B'])
  })

  it('never takes a character apart', () => {
    expect(find('ß ﬁ', 's')).toEqual([])
    expect(find('e\u0301', 'e', { matchAccents: true })).toEqual([])
    expect(find('😀', '\ud83d')).toEqual([])
  })

  it('keeps what it is told to', () => {
    expect(findWords('Ab ab', 'ab', { matchCase: true })).toEqual(['ab'])
    expect(findWords('résumé resume', 'resume', { matchAccents: true })).toEqual(['resume'])
    expect(findWords('Résumé RESUME', 'RESUME', { matchCase: true })).toEqual(['RESUME'])
  })

  it('finds whole words, in scripts without spaces every character', () => {
    expect(find('cat concat cats cat_ cat.', 'cat', { wholeWords: true })).toEqual([
      [0, 3],
      [21, 24],
    ])
    expect(find('pre\u00adcat', 'cat', { wholeWords: true })).toEqual([])
    expect(find('xa a a', 'a a', { wholeWords: true })).toEqual([[3, 6]])
    expect(find('研究会', '究', { wholeWords: true })).toEqual([[1, 2]])
  })

  it('reports only ranges that fold to what was asked for', () => {
    fc.assert(
      fc.property(texts, queries, options, (raw, text, chosen) => {
        const kept = { case: chosen.matchCase, accents: chosen.matchAccents }
        for (const [start, end] of find(raw, text, chosen))
          expect(foldText(raw.slice(start, end), kept).text).toBe(foldText(text, kept).text)
      }),
      { numRuns: 1_000 },
    )
  })

  it('finds what a slow search finds', () => {
    fc.assert(
      fc.property(texts, queries, options, (raw, text, chosen) => {
        expect(find(raw, text, chosen)).toEqual(findSlowly(raw, text, chosen))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('finding a pattern', () => {
  const isPattern = true

  it('is a regular expression over the text as it stands, with lines', () => {
    expect(findWords('a1 b22\nc3', '\\b\\w\\d+$', { isPattern })).toEqual(['b22', 'c3'])
    expect(findWords('é É', '\\p{Lu}', { isPattern, matchCase: true })).toEqual(['É'])
    expect(findWords('😀', '.', { isPattern })).toEqual(['😀'])
    expect(findWords('ab AB', 'ab', { isPattern })).toEqual(['ab', 'AB'])
  })

  it('passes over matches of no length, and comes to an end', () => {
    expect(findWords('aab', 'a*', { isPattern })).toEqual(['aa'])
    expect(find('abc', '|', { isPattern })).toEqual([])
    expect(find('a\nb', '^', { isPattern })).toEqual([])
  })

  it('finds whole words', () => {
    expect(findWords('cat concat', 'c?cat', { isPattern, wholeWords: true })).toEqual(['cat'])
  })

  it.each(['(', '[z-a]', '\\', '(?<n', '/(/u: ', '\\p{X}'])('says what is wrong with %s', (text) => {
    const answer = createMatching('x').find({ text, ...PLAIN, isPattern })
    expect(answer.kind).toBe('invalid')
    expect(answer).toMatchObject({
      reason: expect.stringMatching(/^(?!Invalid regular)[^/]{8,}$/) as unknown,
    })
  })
})

describe('matching', () => {
  it('counts no more than its limit, and says that there is more', () => {
    const matching = createMatching('a'.repeat(10), 4)
    const counted = (text: string): unknown => {
      const answer = matching.find({ text, ...PLAIN })
      return answer.kind === 'found' && [countRanges(answer.matches), answer.isMore]
    }
    expect(counted('a')).toEqual([4, true])
    expect(counted('aaa')).toEqual([3, false])
    expect(counted('\u00ad')).toEqual([0, false])
  })

  it('answers one query after another, whatever they keep', () => {
    const matching = createMatching('Aa')
    const count = (matchCase: boolean): unknown => {
      const answer = matching.find({ text: 'a', ...PLAIN, matchCase })
      return answer.kind === 'found' && countRanges(answer.matches)
    }
    expect([count(false), count(true), count(false)]).toEqual([2, 1, 2])
  })
})
