// Sections as they stand in the file, read by a decoder of its own, and what they should be, worked out token by token.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndexFile, type IndexedDocument } from '../../../../../src-main/indexing/build-index.ts'
import { buildIndex } from '../../../../../src-main/indexing/index.ts'
import { toIndexedSections } from '../../../../../src-main/indexing/section-index.ts'
import { getStemmer, toStemmingLanguage } from '../../../../../src-main/indexing/stemmers.ts'
import { parseOutline } from '../../../../../src-shared/text/canonical-text.ts'
import { readTokens } from '../../../../../src-shared/text/tokens.ts'
import { buildTerms, type IndexTerm } from '../oracle/terms.ts'
import { toDocument } from '../../searching/library.ts'
import { type DecodedIndex, decodeIndex, decodeTexts } from './decode-index.ts'

const WORDS =
  'port ports e-mail e-mails wi-fi C++ c+++ .NET x.NET P.1 E484K 2,070,09 US$4 naïve Straße İstanbul __proto__ constructor don’t Xiaomi’s a-b-c-d-e-f-g-h-i a.b.c 東京都 서울 ก็ running ran the 1 ــ x\u00adx \ud800 & < 😀'.split(
    ' ',
  )
const text = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 12 })
  .chain((words) => fc.constantFrom(' ', '-', '', '\n', '. ').map((between) => words.join(between)))
const block = fc.tuple(fc.constantFrom('p', 'p', 'h1', 'h2', 'h4'), text)
const document = fc.record({
  title: text,
  blocks: fc.array(block, { maxLength: 8 }),
  language: fc.constantFrom('en', 'de', 'ja', 'und', 'en-GB'),
})
const documents = fc
  .array(document, { maxLength: 6 })
  .map((list) => list.map(({ title, blocks, language }, at) => toDocument(`d${at}`, title, blocks, language)))

/** By field, by section: the terms with their positions. */
function expectedTerms(list: readonly IndexedDocument[]): IndexTerm[][][] {
  const sections = list.flatMap(({ title, language, html }) => {
    const stem = getStemmer(toStemmingLanguage(language) ?? '')
    const outline = parseOutline(html)
    const read = (own: string, base = 0): IndexTerm[] =>
      buildTerms(readTokens(own), stem).map((each) => ({ ...each, place: each.place + base }))
    return toIndexedSections(outline).map(({ trail, start, end }) => {
      let base = 0
      const headings = trail.flatMap((own) => {
        const terms = read(own, base)
        base += readTokens(own).length + 1
        return terms
      })
      return [read(title), headings, read(outline.text.slice(start, end))]
    })
  })
  return [0, 1, 2].map((field) => sections.map((fields) => fields[field]!))
}

function decodedTerms(index: DecodedIndex): IndexTerm[][][] {
  const fields = index.lengths.map((lengths) => lengths.map((): IndexTerm[] => []))
  for (const [term, { postings }] of index.terms)
    postings.forEach((list, field) => {
      for (const { document: section, positions } of list)
        for (const [place, span] of positions) fields[field]![section]!.push({ term, place, span })
    })
  return fields
}

function sorted(fields: IndexTerm[][][]): string[][][] {
  const toText = ({ term, place, span }: IndexTerm): string => `${place}+${span} ${term}`
  return fields.map((sections) => sections.map((terms) => terms.map(toText).sort()))
}

const read = ({ content }: ReturnType<typeof buildIndexFile>): Uint8Array => {
  const bytes = Uint8Array.from(content.read(0, content.size))
  content.close()
  return bytes
}

describe('the index of sections', () => {
  it('has every term of every field where it stands', () => {
    fc.assert(
      fc.property(documents, (list) => {
        const index = decodeIndex(read(buildIndexFile(list)))
        const expected = expectedTerms(list)
        expect(sorted(decodedTerms(index))).toEqual(sorted(expected))
        expect(index.lengths).toEqual(expected.map((sections) => sections.map(({ length }) => length)))
        expect(index.header).toMatchObject({ ordered: true, ids: false })
      }),
      { numRuns: 200 },
    )
  })

  it('says which sections each document has', () => {
    fc.assert(
      fc.property(documents, (list) => {
        const { header, sections } = decodeIndex(read(buildIndexFile(list)))
        const numbers = (name: string): number[] => {
          const bytes = sections.get(name)!
          const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
          return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true))
        }
        const own = list.map(({ html }) => toIndexedSections(parseOutline(html)))
        const firsts = own.map((_, at) => own.slice(0, at).reduce((sum, { length }) => sum + length, 0))
        expect(numbers('own.documents')).toEqual([...firsts, header.documents])
        expect(decodeTexts(sections, 'own.ids', list.length)).toEqual(list.map(({ id }) => id))
        expect(numbers('own.starts')).toEqual(
          own.flatMap((each) => [...each.map(({ start }) => start), each.at(-1)!.end]),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('is the same from several threads', async () => {
    const list = Array.from({ length: 300 }, (_, at) => {
      const words = Array.from({ length: 300 }, (__, word) => WORDS[(at * word + word) % WORDS.length]!)
      return toDocument(
        `d${at}`,
        `Number ${at}`,
        [
          ['h1', `One ${at % 7}`],
          ['p', words.join(' ')],
        ],
        at % 3 ? 'en' : 'de',
      )
    })
    const here = read(buildIndexFile(list))
    for (const workers of [2, 3])
      expect(Buffer.compare(read(await buildIndex(list, { workers })), here)).toBe(0)
  })
})
