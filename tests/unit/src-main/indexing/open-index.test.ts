// What the index answers, compared with the storage that it took the place of (oracle/): the same sections, order,
// scores to the bit, and spans.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndexFile, type IndexedDocument } from '../../../../src-main/indexing/build-index.ts'
import { type Clause, openIndex, type SectionIndex } from '../../../../src-main/indexing/index.ts'
import { buildClauses } from '../../../../src-main/searching/query/clauses.ts'
import { parseQuery } from '../../../../src-main/searching/query/query.ts'
import { readTokens } from '../../../../src-shared/text/tokens.ts'
import { BRIEFS, toDocument } from '../searching/library.ts'
import { buildIndexFile as buildOldFile } from './oracle/build-index.ts'
import { ask, listSections } from './ask.ts'
import { type OldIndex, openIndex as openOldIndex } from './oracle/lunr-index.ts'

const LIBRARY = join(import.meta.dirname, '../../../../resources/library')

function openRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** The default library as documents: headings by their number signs, all else as paragraphs. */
function readLibrary(): IndexedDocument[] {
  return readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(md|txt)$/.test(path))
    .sort()
    .map((path, index) => {
      const blocks = readFileSync(join(LIBRARY, path), 'utf8')
        .split(/\n\s*\n/)
        .map((block) => {
          const heading = /^(#{1,6}) (.*)$/.exec(block.split('\n')[0] ?? '')
          return heading ? ([`h${heading[1]!.length}`, heading[2]!] as const) : (['p', block] as const)
        })
      return toDocument(`d${index}`, path, blocks)
    })
}

/** Text of few words in several languages, so that everything matches something, in many sections. */
function generate(random: (below: number) => number): IndexedDocument[] {
  const words =
    'port ports portable ported e-mail wi-fi C++ .NET P.1 E484K 2,070,09 US$4 naïve Straße İstanbul __proto__ constructor don’t 東京 東京都 서울 running runs ran the of 1 12 123 ~port'.split(
      ' ',
    )
  const text = (most: number): string =>
    Array.from({ length: 1 + random(most) }, () => words[random(words.length)]!).join(' ')
  return Array.from({ length: 60 }, (_, index) => {
    const blocks = Array.from({ length: random(8) }, () =>
      random(3) === 0 ? ([`h${1 + random(4)}`, text(4)] as const) : (['p', text(40)] as const),
    )
    return toDocument(`g${index}`, text(5), blocks, ['en', 'de', 'ja', 'und', 'fr'][random(5)])
  })
}

function open(documents: readonly IndexedDocument[]): readonly [now: OldIndex, before: OldIndex] {
  const file = buildIndexFile(documents)
  const old = buildOldFile(documents)
  const now = openIndex(file.content, file.descriptor)
  return [toOld(now), openOldIndex(old.bytes, old.descriptor)]
}

/** The index now as the one before offered itself. */
function toOld(index: SectionIndex): OldIndex {
  return { sections: listSections(index), query: (clauses, isOver) => ask(index, clauses, isOver) }
}

function answer(index: OldIndex, clauses: readonly Clause[]): unknown {
  const { matches, complete } = index.query(clauses)
  return {
    complete,
    matches: matches.map((match) => [index.sections[match.section], match.score, match.spans()]),
  }
}

/** A query as a person may type it, of words that stand in the text. */
function toQuery(random: (below: number) => number, words: readonly string[]): string {
  const at = random(words.length - 3)
  const word = (): string => words[random(words.length)]!
  const kinds = [
    () => word(),
    () => `${word()} ${word()}`,
    () => `"${words[at]!} ${words[at + 1]!}"`,
    () => `"${words[at]!} ${words[at + 1]!} ${words[at + 2]!}" ${word()}`,
    () => `${word()} -${word()}`,
    () => `${word().slice(0, 1 + random(3))}*`,
    () => `title:${word()}`,
    () => `${word().slice(1)}~`,
    () => `${word()}~ ${word()}`,
    () => `${word()} OR ${word()}`,
  ]
  return kinds[random(kinds.length)]!()
}

describe.each([
  ['the default library', readLibrary()],
  ['briefs', BRIEFS],
  ['generated text', generate(openRandom(3))],
])('the index of %s', (_, documents) => {
  const [now, before] = open(documents)

  it('has the same sections as before', () => {
    expect(now.sections).toEqual(before.sections)
  })

  it('answers as before: sections, order, scores to the bit, spans', () => {
    const random = openRandom(11)
    const words = documents.flatMap(({ title, html }) =>
      readTokens(`${title} ${html.replace(/<[^>]*>/g, ' ')}`).map(({ term }) => term),
    )
    let hits = 0
    for (let each = 0; each < 600; each += 1) {
      const text = toQuery(random, words)
      const clauses = buildClauses(parseQuery(text, random(3) === 0), random(6) === 0)
      const expected = answer(before, clauses)
      const own = answer(now, clauses)
      // Compared as text, in which a score has all its digits; as values only to show a difference.
      if (JSON.stringify(own) !== JSON.stringify(expected))
        expect({ text, own }).toEqual({ text, own: expected })
      hits += now.query(clauses).matches.length
    }
    expect(hits).toBeGreaterThan(400)
  })

  it('leaves out of a query the same clauses as before when time runs out', () => {
    const clauses = buildClauses(parseQuery('p* t* the o*', false))
    for (let patience = 0; patience < 12; patience += 1) {
      const [a, b] = [now, before].map((index) => {
        let left = patience
        const { matches, complete } = index.query(clauses, () => (left -= 1) < 0)
        return { complete, matches: matches.map(({ section, score }) => [section, score]) }
      })
      expect(a).toEqual(b)
    }
  })
})
