import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseQuery,
  QUERY_FILTERS,
  QUERY_TERMS,
  type QueryFilter,
  type QueryPart,
} from '../../../../../src-main/searching/query/query.ts'
import { QUERY_LENGTH } from '../../../../../src-shared/domain/search.ts'

/** A part as the person might have written it: `-title:"a b"*~`. */
function show({ quoted, excluded, inTitles, tokens, prefix, near }: QueryPart): string {
  const words = tokens.map(({ term }) => term).join(' ')
  return `${excluded ? '-' : ''}${inTitles ? 'title:' : ''}${quoted ? `"${words}"` : words}${prefix ? '*' : ''}${near ? '~' : ''}`
}

const showFilter = ({ field, excluded, value, prefix }: QueryFilter): string =>
  `${excluded ? '-' : ''}${field}=${value}${prefix ? '*' : ''}`

const read = (text: string, typing = false): string[] => {
  const { parts, filters } = parseQuery(text, typing)
  return [...parts.map(show), ...filters.map(showFilter)]
}

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
    ['water tag:todo -tag:"to do"', ['water', 'tag=todo', '-tag=to do']],
    ['in:handbook in:"field gui"', ['in=handbook', 'in=field gui']],
    ['color:red Colour:BLUE', ['color=red', 'color=BLUE']],
    ['layer:mine author:"Ada L"', ['layer=mine', 'layer=Ada L']],
    ['tag:to* tag:❤️', ['tag=to*', 'tag=❤️']],
    ['foo:bar tags:x http://a', ['foo bar', 'tags x', 'http a']],
    ['tag: x tag:"" tag:*', ['tag', 'x']],
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
    ['two tag:', ['two']],
    ['two tag:to', ['two', 'tag=to*']],
    ['two tag:"to d', ['two', 'tag=to d*']],
    ['two tag:"to do"', ['two', 'tag=to do']],
    ['tag:to two', ['two*', 'tag=to']],
    ['in:the -in:h', ['in=the', '-in=h*']],
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

  it('looks at ten restrictions, and says so', () => {
    const many = Array.from({ length: 12 }, (_, index) => `tag:t${index}`).join(' ')
    expect(parseQuery(many, false).filters).toHaveLength(QUERY_FILTERS)
    expect(parseQuery(many, false).limited).toEqual(['query-terms'])
  })

  it('says where in the text each word stands', () => {
    const text = 'the title:water -"clean Filters" tag:x e-mail~'
    const places = parseQuery(text, false).parts.map(({ tokens, from }) =>
      tokens.map(({ start, end }) => text.slice(from + start, from + end)),
    )
    expect(places).toEqual([['the'], ['water'], ['clean', 'Filters'], ['e', 'mail']])
  })

  it('takes anything at all, of any length', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...Array.from('"“-*~: \t\n!().+^\\a中é\ud83d\ude00'), 'tag:', 'in:"', 'title:'),
      maxLength: 400,
    })
    const long = fc
      .nat(100_000)
      .chain((length) => odd.map((text) => (text + ' ').repeat(length / (text.length + 1))))
    const texts = fc.oneof(odd, long, fc.string({ unit: 'binary', maxLength: 3_000 }))
    fc.assert(
      fc.property(texts, fc.boolean(), (text, typing) => {
        const { parts, filters, limited } = parseQuery(text, typing)
        expect(limited.includes('query-length')).toBe(text.length > QUERY_LENGTH)
        const cost = parts.flatMap(({ tokens }) => tokens).map(({ kind }) => (kind === 'word' ? 1 : 0.5))
        expect(cost.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(QUERY_TERMS)
        for (const { tokens, from } of parts) {
          expect(tokens.length).toBeGreaterThan(0)
          expect(from + (tokens.at(-1)?.end ?? 0)).toBeLessThanOrEqual(text.length)
        }
        for (const { value } of filters) expect(value.trim()).not.toBe('')
      }),
    )
  })
})
