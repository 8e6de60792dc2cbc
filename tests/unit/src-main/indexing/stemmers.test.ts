import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getStemmer, toStemmingLanguage } from '../../../../src-main/indexing/stemmers.ts'
import { Language } from '../../../../src-shared/domain/ids.ts'
import { fold } from '../../../../src-shared/text/fold.ts'

const LANGUAGES = [
  'da',
  'de',
  'el',
  'en',
  'es',
  'fi',
  'fr',
  'hu',
  'it',
  'nl',
  'no',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'tr',
]

describe('stemmers', () => {
  it.each([
    ['en', 'images', 'imaging'],
    ['de', 'haus', 'hauses'],
    ['fr', 'references', 'reference'],
    ['es', 'libros', 'libro'],
    ['ru', 'книги', 'книгами'],
    ['sv', 'bilar', 'bilarna'],
    ['pl', 'zielonych', 'zielonego'],
  ])('knows two forms of one word in %s', (language, one, other) => {
    const stem = getStemmer(language)
    expect(stem(one)).toBe(stem(other))
  })

  it.each([
    ['en-GB', 'en'],
    ['nb', 'no'],
    ['de-CH-1996', 'de'],
    ['und', null],
    ['ja', null],
    ['ar', null],
  ])('takes %s for %s', (tag, language) => {
    expect(toStemmingLanguage(Language.parse(tag))).toBe(language)
  })

  it('leaves codes and short words alone, and everything in other languages', () => {
    const stem = getStemmer('en')
    expect(['e484ks', 'c++', 'is', '2,070,09'].map(stem)).toEqual(['e484ks', 'c++', 'is', '2,070,09'])
    expect(getStemmer('')('images')).toBe('images')
    expect(getStemmer('xx')('images')).toBe('images')
  })

  it.each(LANGUAGES)('gives every word a stem, always the same, in %s', (language) => {
    const stem = getStemmer(language)
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('aeiousntrlgyéäößøбиейськαεςとאा')),
      maxLength: 24,
    })
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 24 })), (text) => {
        const word = fold(text)
        const root = stem(word)
        expect(stem(word)).toBe(root)
        expect(root === '').toBe(word === '')
        expect(root).not.toMatch(/["\\*~\s]/.test(word) ? /$^/ : /["\\*~\s]/)
      }),
    )
  })

  it('changes nothing that others share', () => {
    expect(
      Object.keys(globalThis).filter((name) => ['word', 'stem', 'setCurrent', 'result'].includes(name)),
    ).toEqual([])
  })
})
