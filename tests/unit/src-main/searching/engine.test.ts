import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IndexedDocument } from '../../../../src-main/indexing/index.ts'
import { openEngine, type SearchEngine } from '../../../../src-main/searching/engine.ts'
import type { SearchHit, SearchRequest } from '../../../../src-shared/domain/search.ts'
import { SearchResponse } from '../../../../src-shared/domain/search.ts'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'

const texts = new Map(BRIEFS.map(({ id, html }) => [id, toCanonicalText(html)]))
const HOME = BundleId.parse('briefs')

let engine: SearchEngine
beforeEach(async () => {
  engine = openEngine(() => Promise.resolve(toReadable(BRIEFS)))
  await engine.add(toBundle('briefs'))
})
afterEach(() => engine.close())

async function search(text: string, more: Partial<SearchRequest> = {}): Promise<SearchResponse> {
  return SearchResponse.parse(await engine.query(ask(text, more)))
}

/** What is marked when one document alone is searched. */
async function findMarks(document: IndexedDocument, text: string): Promise<string[]> {
  const own = openEngine(() => Promise.resolve(toReadable([document])))
  await own.add(toBundle('own'))
  const { hits } = await own.query(ask(text))
  await own.close()
  const canonical = toCanonicalText(document.html)
  return hits.flatMap(({ marks }) => marks.map(([start, end]) => canonical.slice(start, end)))
}

/** Each hit as `document/last heading: marked words`. */
const show = ({ documentId, headings, marks }: SearchHit): string =>
  `${documentId}/${headings.at(-1) ?? ''}: ${marks.map(([a, b]) => texts.get(documentId)?.slice(a, b)).join('|')}`

const found = async (text: string, more?: Partial<SearchRequest>): Promise<string[]> =>
  (await search(text, more)).hits.map(show).sort()

describe('what is found', () => {
  it.each([
    ['207009', ['207,009', '207.009', '207009']],
    ['207,009', ['207,009', '207.009', '207009']],
    ['2,07', ['2,07']],
    ['207', []],
  ])('finds the number %s however its digits are parted', async (text, marked) => {
    const numbers = toDocument('n', 'Numbers', [
      ['p', 'First 207,009 then 207.009 then 207009 then 2,07 and 2.4'],
    ])
    expect(await findMarks(numbers, text)).toEqual(marked)
  })

  it.each([
    ['php:', ['php']],
    ['PHP', ['php']],
    ['jane.doe@example.org', ['jane.doe@example.org']],
    ['"jane.doe@example.org"', ['jane.doe@example.org']],
    ['example.org', ['example.org', 'example.org']],
    ['https://example.org/a?b=1', ['https://example.org/a?b=1']],
    ['/etc/nginx/nginx.conf', ['etc/nginx/nginx.conf']],
    ['nginx.conf', ['nginx.conf']],
    ['US$4 billion', ['US$4', 'billion']],
    ['"US$4 billion"', ['US$4 billion']],
    ['3-5', ['3-5']],
    ['"3-5 days"', ['3-5 days']],
    ['"supply chain"', ['supply-chain', 'supply\nchain', 'supply-\nchain']],
  ])('finds %s in technical text', async (text, marked) => {
    const technical = toDocument('t', 'Technical', [
      [
        'p',
        'See php: streams, or write to jane.doe@example.org. The file is /etc/nginx/nginx.conf, it is said.',
      ],
      ['p', 'It takes 3-5 days and US$4 billion. Look at https://example.org/a?b=1 for more.'],
      ['p', 'A supply-chain, a supply\nchain and a supply-\nchain.'],
    ])
    expect(await findMarks(technical, text)).toEqual(marked)
  })

  it('shows a section without its heading, which the trail has, unless the query is met in it alone', async () => {
    const snippetOf = async (text: string): Promise<string> =>
      (await search(text)).hits[0]?.snippet.text ?? ''
    expect(await snippetOf('enzyme slows')).toMatch(/^Researchers found an enzyme/)
    expect(await snippetOf('finding')).toMatch(/^The enzyme finding/)
  })

  it.each([
    ['E484K', ['virus/: E484K']],
    ['e484k', ['virus/: E484K']],
    ['P.1', ['virus/: P.1']],
    ['GK1', ['virus/The enzyme finding: GK1']],
    ['US$4', ['virus/The enzyme finding: US$4']],
    ['2,070,09', ['virus/The enzyme finding: 2,070,09']],
    ['2.4 seconds', ['charger/The charger: 2.4|seconds']],
    ['289', ['charger/Hoarding: 289']],
    ['xiaomi', ['charger/The charger: Xiaomi']],
    ["Xiaomi's", ['charger/The charger: Xiaomi’s']],
    ['email', ['charger/Hoarding: e-mail']],
    ['e-mail', ['charger/Hoarding: e-mail']],
    ['mail', ['charger/Hoarding: mail']],
    ['wifi', ['charger/Hoarding: Wi-Fi']],
    ['C++', ['charger/Figures: C++']],
    ['.net', ['charger/Figures: .NET']],
    ['c', ['charger/Figures: C++|C']],
    ['strasse', ['haus/Häuser: Straße']],
    ['Türkei ISTANBUL', ['haus/Häuser: İstanbul|Türkei']],
    ['haus', ['haus/Häuser: Häuser|Häuser']],
    ['東京', ['tokyo/東京都庁: 東京|東京']],
    ['日本', ['tokyo/東京都庁: 日本']],
    ['สวัสดี', ['tokyo/東京都庁: สวัสดี']],
    ['서울', ['tokyo/東京都庁: 서울']],
    ['ＭＬＣＣ', ['charger/The charger: MLCC']],
  ])('finds %s, marked exactly', async (text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it.each([
    ['東', '東|東'],
    ['東京', '東京|東京'],
    ['東京都', '東京都|東京都'],
    ['首都', '首都'],
  ])('marks of %s, while it is typed, no glyph more than was typed', async (text, marks) => {
    expect(await found(text, { typing: true })).toEqual([`tokyo/東京都庁: ${marks}`])
  })

  it('takes what an apostrophe joins for no word that has other forms', async () => {
    expect(await found("hoard'ed")).toEqual([])
    expect(await found('hoard-ed')).toEqual(['charger/Hoarding: Hoarding|hoard'])
  })

  it('finds other forms of a word, and only the word itself in quotes', async () => {
    expect(await found('image')).toEqual(['virus/Images: Images|Images|imaging'])
    expect(await found('"images"')).toEqual(['virus/Images: Images|Images'])
  })

  it('wants all words within the section, its headings and its document’s title', async () => {
    expect(await found('coronavirus enzyme doses')).toEqual([
      'virus/The enzyme finding: enzyme|enzyme|dose|doses',
    ])
    expect(await found('enzyme imagined')).toEqual([])
  })

  it('finds a phrase only where the words follow each other', async () => {
    expect(await found('"supply chain"')).toEqual(['charger/The charger: supply-chain'])
    expect(await found('"chain of supply"')).toEqual(['charger/Hoarding: chain of supply'])
    expect(await found('supply-chain')).toEqual(['charger/The charger: supply-chain'])
    expect(await found('supply chain')).toHaveLength(2)
    expect(await found('"seconds in"')).toEqual([])
  })

  it('leaves out what is excluded, words and phrases', async () => {
    expect(await found('chain -hoard')).toEqual(['charger/The charger: chain'])
    expect(await found('chain -"short of"')).toEqual(['charger/Hoarding: chain'])
    expect(await found('-chain')).toEqual([])
  })

  it('looks in titles and headings alone when asked to', async () => {
    expect(await found('title:enzyme')).toEqual(['virus/The enzyme finding: enzyme|enzyme'])
    expect(await found('title:mlcc')).toEqual([])
  })

  it('finds a document by its title alone, at its beginning', async () => {
    const { hits } = await search('untitled picture')
    expect(hits).toMatchObject([
      { documentId: 'empty', start: 0, end: 0, marks: [], snippet: { text: '', marks: [] } },
    ])
  })

  it('finds near spellings when nothing has the word, and says so', async () => {
    expect(await search('chargr')).toMatchObject({ total: 1, near: true })
    expect(await found('corronavirus enzime')).toEqual(['virus/The enzyme finding: enzyme|enzyme'])
    expect(await search('charger')).not.toHaveProperty('near')
    expect(await search('zzzzzzz')).not.toHaveProperty('near')
    expect(await found('imagin~')).toEqual(['virus/Images: imagined|imaging'])
  })
})

describe('the answer', () => {
  it('counts all sections and documents, and pages through them in one order', async () => {
    const all = await search('the')
    expect(all.total).toBeGreaterThan(4)
    expect(all.documents).toBe(new Set(all.hits.map(({ documentId }) => documentId)).size)
    const pages = await Promise.all(
      [0, 1, 2].map((offset) => search('the', { offset: offset * 2, limit: 2 })),
    )
    expect(pages.flatMap(({ hits }) => hits)).toEqual(all.hits.slice(0, 6))
    expect(await search('the', { offset: 1_000 })).toMatchObject({ total: all.total, hits: [] })
  })

  it('keeps the sections of a document together, the best document first', async () => {
    const { hits } = await search('the')
    const order = hits.map(({ documentId }) => documentId)
    expect(order).toEqual([...new Set(order)].flatMap((id) => order.filter((each) => each === id)))
    const best = [...new Set(order)].map((id) => hits.find(({ documentId }) => documentId === id)?.score ?? 0)
    expect(best).toEqual([...best].sort((a, b) => b - a))
  })

  it('puts a word in a title before the same word in the text', async () => {
    const { hits } = await search('charger')
    expect(hits[0]?.headings).toEqual(['The charger'])
    expect((await search('"images"')).hits[0]?.headings).toEqual(['Images'])
  })

  it('opens at the mark and leads there by headings, without the title', async () => {
    const { hits } = await search('289')
    const at = texts.get(DocumentId.parse('charger'))?.indexOf('289')
    expect(hits[0]).toMatchObject({ start: at, end: (at ?? 0) + 3, headings: ['The charger', 'Hoarding'] })
    expect((await search('E484K')).hits[0]?.headings).toEqual([])
  })

  it('keeps to its scope', async () => {
    const document = { kind: 'document' as const, bundleId: HOME, documentId: DocumentId.parse('virus') }
    expect(await found('the', { scope: document })).toHaveLength(3)
    const bundle = { kind: 'bundle' as const, bundleId: HOME }
    expect((await search('the', { scope: bundle })).total).toBe((await search('the')).total)
    const other = { kind: 'bundle' as const, bundleId: BundleId.parse('other') }
    expect(await search('the', { scope: other })).toMatchObject({ total: 0, limited: ['index-missing'] })
  })

  it.each([
    [''],
    ['   '],
    ['!?… "" -'],
    ['"'.repeat(999)],
    ['*'.repeat(5_000)],
    ['a* '.repeat(400)],
    ['\ud800\udc00\ud800'],
    ['x'.repeat(100_000)],
    ['title:'],
    ['__proto__ constructor'],
    ['~'.repeat(200) + 'imag'],
    ['+(){}[]^:\\/'],
  ])('is never an error: %#', async (text) => {
    for (const typing of [true, false]) expect((await search(text, { typing })).total).toBeLessThan(10)
  })

  it('answers any text at all', async () => {
    const odd = fc.string({ unit: fc.constantFrom(...Array.from('"“-*~: \nthe.c+$’東é')), maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 200 })),
        fc.boolean(),
        async (text, typing) => {
          const { total, hits, documents } = await search(text, { typing })
          expect(hits).toHaveLength(total)
          expect(documents).toBeLessThanOrEqual(BRIEFS.length)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('finds words that are names of object properties', async () => {
    const odd = openEngine(() =>
      Promise.resolve(
        toReadable([toDocument('d', 'toString', [['p', '__proto__ constructor hasOwnProperty _index p']])]),
      ),
    )
    await odd.add(toBundle('odd'))
    for (const word of ['constructor', 'hasownproperty', 'proto', '__proto__', 'toString', 'p', '_index'])
      expect((await odd.query(ask(word))).total).toBe(1)
    await odd.close()
  })

  it('cuts off after the time allowed, and says so', async () => {
    const real = performance.now.bind(performance)
    let clock = 0
    performance.now = () => (clock += 300)
    try {
      expect((await search('the chain of supply firms sold')).limited).toContain('time')
    } finally {
      performance.now = real
    }
  })
})

describe('several bundles', () => {
  it('searches all of them and forgets the one that is removed', async () => {
    await engine.add(toBundle('second'))
    const { hits, total, documents } = await search('E484K')
    expect(hits.map(({ bundleId }) => bundleId)).toEqual(['briefs', 'second'])
    expect([total, documents]).toEqual([2, 2])
    await engine.remove(HOME)
    expect((await search('E484K')).hits).toMatchObject([{ bundleId: 'second', bundleTitle: 'Bundle second' }])
  })

  it('replaces a bundle that is added again', async () => {
    await engine.add({ ...toBundle('briefs'), title: 'New' })
    expect((await search('E484K')).hits).toMatchObject([{ bundleTitle: 'New' }])
  })
})
