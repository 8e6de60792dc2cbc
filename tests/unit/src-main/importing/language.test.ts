import { describe, expect, it } from 'vitest'
import { countWords, findDirection, findLanguage } from '../../../../src-main/importing/language.ts'

describe('findLanguage', () => {
  it.each([
    ['en', 'The ferry left at seven, as it always did, and the fog went with it over the bay.'],
    ['de', 'Die Fähre fuhr wie immer um sieben, und der Nebel zog mit ihr über die Bucht hinaus.'],
    ['fr', 'Le bac partit à sept heures, comme toujours, et le brouillard le suivit sur la baie.'],
    ['zh', '渡船像往常一样七点开走，雾也跟着它飘过了海湾。'],
    ['ja', '渡し船はいつものように七時に出て、霧も一緒に湾を渡っていきました。'],
    ['ru', 'Паром, как всегда, ушёл в семь, и туман потянулся за ним через залив.'],
    ['und', '12 34 56'],
    ['und', ''],
    ['und', 'ok'],
  ])('says %s', (language, text) => {
    expect(findLanguage(text)).toBe(language)
  })

  it('believes a declared language that is a language tag', () => {
    expect(findLanguage('The ferry left at seven.', 'pt_BR')).toBe('pt-BR')
    expect(findLanguage('The ferry left at seven, as it always did.', 'not a tag!')).toBe('en')
    expect(findLanguage('The ferry left at seven, as it always did.', 'und')).toBe('en')
  })
})

describe('findDirection', () => {
  it.each([
    ['ltr', 'Plain text'],
    ['rtl', 'שלום עולם, זה טקסט קצר (in Hebrew).'],
    ['rtl', 'مرحبا بالعالم'],
    ['ltr', ''],
  ])('says %s', (direction, text) => {
    expect(findDirection(text)).toBe(direction)
  })
})

describe('countWords', () => {
  it.each([
    [0, ''],
    [0, ' \n — … * '],
    [5, "It's well-known: 2.4 seconds, twice"],
    [4, 'Ça\u00a0va très\nbien'],
    [2, 'naïve 😀 Ωmega'],
    [4, '你好，世界 hello world'],
  ])('counts %i', (count, text) => {
    expect(countWords(text)).toBe(count)
  })

  it('reckons the words of a very long text without spaces', () => {
    const sentence = '昨天下午我们在图书馆里找到了一本旧书。'
    const one = countWords(sentence)
    const many = countWords(sentence.repeat(20_000))
    expect(many).toBeGreaterThan(one * 19_000)
    expect(many).toBeLessThan(one * 21_000)
  })
})
