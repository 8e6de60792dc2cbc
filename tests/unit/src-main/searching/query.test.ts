import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery, QUERY_TERMS, type QueryPart } from '../../../../src-main/searching/query.ts'
import { QUERY_LENGTH } from '../../../../src-shared/domain/search.ts'

/** A part as the person might have written it: `-title:"a b"*~`. */
function show({ quoted, excluded, inTitles, tokens, prefix, near }: QueryPart): string {
  const words = tokens.map(({ term }) => term).join(' ')
  return `${excluded ? '-' : ''}${inTitles ? 'title:' : ''}${quoted ? `"${words}"` : words}${prefix ? '*' : ''}${near ? '~' : ''}`
}

const read = (text: string, typing = false): string[] => parseQuery(text, typing).parts.map(show)

describe('parseQuery', () => {
  it.each([
    ['two words', ['two', 'words']],
    ['"exact phrase" and', ['"exact phrase"', 'and']],
    ['“curly quotes” «guillemets»', ['"curly quotes"', '"guillemets"']],
    ['"never closed', ['"never closed"']],
    ['keep -drop -"drop this"', ['keep', '-drop', '-"drop this"']],
    ['- alone', ['alone']],
    ['--flag', ['flag']],
    ['title:charger title:"supply chain" Title: x', ['title:charger', 'title:"supply chain"', 'title', 'x']],
    ['imag* i* x*y', ['imag*', 'i', 'x y']],
    ['chargr~ chargr~2', ['chargr~', 'chargr 2~']],
    ['e-mail tcp/ip', ['e mail', 'tcp ip']],
    ['東京都', ['東 京 都']],
    ['a\u3000b\u00a0c', ['a', 'b', 'c']],
    ['!!! "" -"" * ~ title: :', ['title']],
    ['', []],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['two wor', ['two', 'wor*']],
    ['two wor ', ['two', 'wor']],
    ['w', ['w*']],
    ['"a phr', ['"a phr"*']],
    ['"a phrase"', ['"a phrase"']],
    ['two -wor', ['two', '-wor']],
    ['e-ma', ['e ma*']],
    ['2.', ['2*']],
    ['two -', ['two']],
  ])('while typing, reads %s', (text, expected) => {
    expect(read(text, true)).toEqual(expected)
  })

  it('looks at ten terms of 64 characters in the first thousand, and says so', () => {
    const many = Array.from({ length: 20 }, (_, index) => `w${index}`).join(' ')
    expect(parseQuery(many, false).parts).toHaveLength(QUERY_TERMS)
    expect(parseQuery(many, false).limited).toEqual(['query-terms'])
    expect(parseQuery(`"${many}"`, true).parts[0]).toMatchObject({
      prefix: false,
      tokens: { length: QUERY_TERMS },
    })
    expect(parseQuery('中'.repeat(30), false).parts[0]?.tokens).toHaveLength(20)
    expect(parseQuery('x'.repeat(70), false).limited).toEqual(['query-terms'])
    expect(parseQuery(`a${' '.repeat(2_000)}b`, false)).toMatchObject({
      parts: [{}],
      limited: ['query-length'],
    })
  })

  it('takes anything at all, of any length', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...Array.from('"“-*~: \t\n!().+^\\a中é\ud83d\ude00')),
      maxLength: 400,
    })
    const long = fc
      .nat(100_000)
      .chain((length) => odd.map((text) => (text + ' ').repeat(length / (text.length + 1))))
    const texts = fc.oneof(odd, long, fc.string({ unit: 'binary', maxLength: 3_000 }))
    fc.assert(
      fc.property(texts, fc.boolean(), (text, typing) => {
        const { parts, limited } = parseQuery(text, typing)
        expect(limited.includes('query-length')).toBe(text.length > QUERY_LENGTH)
        const cost = parts.flatMap(({ tokens }) => tokens).map(({ kind }) => (kind === 'word' ? 1 : 0.5))
        expect(cost.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(QUERY_TERMS)
        for (const { tokens } of parts) expect(tokens.length).toBeGreaterThan(0)
      }),
    )
  })
})
