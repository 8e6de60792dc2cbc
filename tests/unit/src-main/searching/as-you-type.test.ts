// Properties of the whole way from a text to its marks, against oracles that read the text itself.
import fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { type IndexedDocument, openIndex, type SectionIndex } from '../../../../src-main/indexing/index.ts'
import { getStemmer } from '../../../../src-main/indexing/stemmers.ts'
import { buildClauses } from '../../../../src-main/searching/query/clauses.ts'
import { openEngine } from '../../../../src-main/searching/engine.ts'
import { listSections } from '../indexing/ask.ts'
import { parseQuery } from '../../../../src-main/searching/query/query.ts'
import { parseOutline, toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { chainLength, joinTerms, readTokens, type Token } from '../../../../src-shared/text/tokens.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'

const SEEDS = join(import.meta.dirname, '../../../../../shared/seeds')
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const english = getStemmer('en')

function open(documents: readonly IndexedDocument[]): SectionIndex {
  const file = buildIndexFile(documents)
  return openIndex(file.content, file.descriptor)
}

function sectionsOf(index: SectionIndex, text: string, typing: boolean): Set<number> {
  return new Set(index.prepare(buildClauses(parseQuery(text, typing))).score().sections)
}

/** The words of a text as a reader sees them: tokens that hang together are one. */
function readWords(text: string): string[] {
  const tokens = readTokens(text)
  const words = new Set<string>()
  for (let at = 0; at < tokens.length; at += chainLength(tokens, at)) {
    const last = tokens[at + chainLength(tokens, at) - 1]
    words.add(text.slice(tokens[at]?.start, last?.end))
  }
  return [...words]
}

/** Checks every beginning of every word of every section; returns the words that are lost somewhere. */
function findLost(documents: readonly IndexedDocument[], every: number): string[] {
  const index = open(documents)
  const texts = new Map(documents.map(({ id, html }) => [id, toCanonicalText(html)]))
  const lost: string[] = []
  let count = 0
  listSections(index).forEach(({ documentId, start, end }, section) => {
    for (const word of readWords(texts.get(documentId)?.slice(start, end) ?? '')) {
      if (count++ % every !== 0) continue
      const ends = Array.from(graphemes.segment(word), ({ index: at, segment }) => at + segment.length)
      for (const length of ends.slice(0, 40)) {
        const { parts, limited } = parseQuery(word.slice(0, length), true)
        if (parts.length === 0 || limited.length > 0) continue
        if (!sectionsOf(index, word.slice(0, length), true).has(section)) lost.push(word.slice(0, length))
      }
    }
  })
  return lost
}

const piece = fc.oneof(
  fc.constantFrom(
    ...'images imaging İstanbul Straße café cafe\u0301 E484K P.1 B.1.1.7 2.4 2,070,09 US$4 $5 C++ .NET C# e-mail supply-chain don’t Xiaomi’s'.split(
      ' ',
    ),
    ...'l’homme Wi‑Fi snake_case AT&T 東京都 中文 สวัสดี 서울에서 😀 ﬁnd ＧＫ１ ΟΔΟΣ Ёлка מִלָּה x² universities university the a node.js-based'.split(
      ' ',
    ),
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).map((text) => text.normalize('NFC')),
  fc.string({ unit: fc.constantFrom('a', 'b', 's', 'e', 'i', 'n', 'g'), minLength: 1, maxLength: 8 }),
)
const gap = fc.constantFrom(' ', ', ', '. ', '\n', ' “', '” ', ' — ', '/')
const text = fc
  .array(fc.tuple(piece, gap), { minLength: 1, maxLength: 12 })
  .map((pieces) => pieces.flat().join(''))
const documents = fc
  .array(fc.tuple(text, fc.array(text, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 3 })
  .map((list) =>
    list.map(([title, texts], index) =>
      toDocument(
        `d${index}`,
        title,
        texts.flatMap((each, level) => [[`h${level + 1}`, `Part ${level}`] as const, ['p', each] as const]),
      ),
    ),
  )

describe('typing a word', () => {
  it('finds the section it is in at every letter', () => {
    fc.assert(
      fc.property(documents, (list) => {
        expect(findLost(list, 1)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('finds it in the briefs', () => {
    expect(findLost(BRIEFS, 1)).toEqual([])
  })

  it.skipIf(!existsSync(SEEDS))(
    'finds it in the sample documents (skipped where ../shared/seeds is absent)',
    () => {
      const seeds = readdirSync(SEEDS).filter((name) => name.endsWith('.txt'))
      expect(seeds.length).toBeGreaterThan(0)
      const list = seeds.map((name, index) => {
        const lines = readFileSync(join(SEEDS, name), 'utf8')
          .split('\n')
          .filter((line) => line.trim() !== '')
        const blocks = lines.map((line) => [line.length < 50 ? 'h2' : 'p', line] as const)
        return toDocument(`seed${index}`, name, blocks)
      })
      expect(findLost(list, 5)).toEqual([])
    },
  )
})

/** Whether one word written in the text counts as the word asked for, by reading alone. */
function isWord(tokens: readonly Token[], at: number, asked: string): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  const chain = tokens.slice(at, at + chainLength(tokens, at))
  const joined = token.joint === undefined ? joinTerms(chain) : null
  const possessive = chain.some(({ joint = '' }) => /['’]/.test(joint))
  const word = token.plain ?? token.term
  return (
    [token.term, word, joined].includes(asked) ||
    english(word) === english(asked) ||
    (joined !== null && !possessive && english(joined) === english(asked))
  )
}

describe('searching one word', () => {
  it('finds exactly the sections that reading the text finds', () => {
    const asked = fc.oneof(
      fc.constantFrom(
        ...'images imaged imaging university universities istanbul strasse cafe email mail supplychain p1 the e484k don'.split(
          ' ',
        ),
      ),
      fc.string({ unit: fc.constantFrom('a', 'b', 's', 'e', 'i', 'n', 'g'), minLength: 1, maxLength: 5 }),
    )
    fc.assert(
      fc.property(documents, asked, (list, word) => {
        const index = open(list)
        const expected = listSections(index).flatMap(({ documentId, ordinal, start, end }, section) => {
          const document = list.find(({ id }) => id === documentId)
          const own = readTokens(toCanonicalText(document?.html ?? '').slice(start, end))
          const title = ordinal === 0 ? readTokens(document?.title ?? '') : []
          const has = [own, title].some((tokens) => tokens.some((_, at) => isWord(tokens, at, word)))
          return has ? [section] : []
        })
        expect([...sectionsOf(index, word, false)].sort((a, b) => a - b)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })
})

describe('marks', () => {
  it('cover exactly the words that match, whatever stands around them', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.nat(), async (list, pick) => {
        const words = list.flatMap(({ html }) => readWords(parseOutline(html).text))
        const word = words[pick % words.length] ?? ''
        const asked = parseQuery(`"${word}"`, false)
        if (asked.limited.length > 0) return
        const wanted = asked.parts[0]?.tokens.map(({ term }) => term)
        const engine = openEngine(() => Promise.resolve(toReadable(list)))
        await engine.add(toBundle('b'))
        const { hits, total } = await engine.query(ask(`"${word}"`, { limit: 500 }))
        expect(total).toBeGreaterThan(0)
        for (const { documentId, marks, snippet } of hits) {
          const canonical = toCanonicalText(list.find(({ id }) => id === documentId)?.html ?? '')
          for (const [start, end] of marks) {
            const marked = canonical.slice(start, end)
            const read = readTokens(marked)
            expect(read[0]?.start).toBe(0)
            expect(read.at(-1)?.end).toBe(marked.length)
            expect(containsRun(read, wanted ?? [])).toBe(true)
          }
          for (const [start, end] of snippet.marks)
            expect(readTokens(snippet.text.slice(start, end))).not.toEqual([])
        }
        await engine.close()
      }),
      { numRuns: 200 },
    )
  })
})

/** Whether the terms stand in the tokens one after the other; a token counts by either of its forms. */
function containsRun(tokens: readonly Token[], terms: readonly string[]): boolean {
  return tokens.some((_, at) =>
    terms.every((term, offset) => {
      const token = tokens[at + offset]
      return token?.term === term || token?.plain === term
    }),
  )
}
