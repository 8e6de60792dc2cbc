// The notes' index against an oracle that reads the notes themselves.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinStatistics } from '../../../../../src-main/indexing/index.ts'
import { type Clause, getStemmer, type Step } from '../../../../../src-main/indexing/index.ts'
import { buildClauses } from '../../../../../src-main/searching/query/clauses.ts'
import { matchNotes } from '../../../../../src-main/searching/notes/match-notes.ts'
import { NOTE_PARTS, type SearchableNote, textOf } from '../../../../../src-main/searching/notes/note.ts'
import { NoteIndex } from '../../../../../src-main/searching/notes/note-index.ts'
import { parseQuery } from '../../../../../src-main/searching/query/query.ts'
import { editDistance } from '../../../../../src-main/searching/query/spelling.ts'
import { chainLength, joinTerms, readTokens, type Token } from '../../../../../src-shared/text/tokens.ts'
import { buildNote } from './stock.ts'

const STEMMERS = [getStemmer('en'), getStemmer('de')]
const COLLECTION = joinStatistics([])

function open(notes: readonly SearchableNote[]): NoteIndex {
  const index = new NoteIndex()
  for (const note of notes) index.put(note)
  return index
}

/** Ids of the notes that match, with their scores. */
function ask(index: NoteIndex, query: string, near = false): Map<string, number> {
  const matched = matchNotes(index, buildClauses(parseQuery(query, false), near), STEMMERS)
  const scores = matched.score(COLLECTION)
  return new Map(Array.from(matched.places, (place, at) => [index.at(place)?.note.id ?? '', scores[at] ?? 0]))
}

/** What a token of a text can be taken for, each with how many tokens that takes. */
function readForms(tokens: readonly Token[], at: number): [term: string, span: number][] {
  const token = tokens[at]
  if (token === undefined) return []
  const next = tokens[at + 1]
  const length = chainLength(tokens, at)
  const joined =
    token.kind === 'word' && token.joint === undefined ? joinTerms(tokens.slice(at, at + length)) : null
  return [
    [token.term, 1],
    [token.plain ?? token.term, 1],
    ...(joined === null ? [] : [[joined, length] satisfies [string, number]]),
    ...(token.kind === 'glyph' && next?.joint !== undefined
      ? [[token.term + next.term, 2] satisfies [string, number]]
      : []),
  ]
}

function isStep({ patterns }: Step, term: string): boolean {
  return patterns.some((pattern) => {
    switch (pattern.kind) {
      case 'exact':
        return term === pattern.term
      case 'prefix':
        return term.startsWith(pattern.term)
      case 'near':
        return editDistance(pattern.term, term, pattern.distance) <= pattern.distance
      case 'word':
        return term === pattern.term || STEMMERS.some((stem) => stem(term) === stem(pattern.term))
    }
  })
}

function holds({ fields, sequences }: Clause, note: SearchableNote): boolean {
  if (!fields.includes('body')) return false
  return NOTE_PARTS.some((part) => {
    const tokens = readTokens(textOf(note, part))
    return sequences.some((sequence) =>
      tokens.some((_, start) =>
        sequence.every((step) => readForms(tokens, start + step.offset).some(([term]) => isStep(step, term))),
      ),
    )
  })
}

function read(notes: readonly SearchableNote[], query: string, near: boolean): string[] {
  const clauses = buildClauses(parseQuery(query, false), near)
  if (!clauses.some(({ presence }) => presence === 'required')) return []
  return notes
    .filter((note) => clauses.every((clause) => holds(clause, note) === (clause.presence === 'required')))
    .map(({ id }) => id)
    .sort()
}

const WORDS =
  'image images imaging haus häuser water filter e-mail email supply-chain supply chain C++ 東京都 東京 don’t 2.4 the café'.split(
    ' ',
  )
const word = fc.constantFrom(...WORDS)
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
const note = fc
  .record({ body: text, quote: text, tags: fc.array(word, { maxLength: 3 }), passage: text })
  .map(buildNote)
const piece = fc.oneof(
  word,
  word.map((each) => `-${each}`),
  word.map((each) => `${each.slice(0, 2)}*`),
  word.map((each) => `${each}x~`),
  fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`),
  word.map((each) => `title:${each}`),
)
const query = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(' '))

describe('matchNotes', () => {
  it('finds exactly the notes that reading them finds', () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 8 }), query, fc.boolean(), (notes, asked, near) => {
        expect([...ask(open(notes), asked, near).keys()].sort()).toEqual(read(notes, asked, near))
      }),
      { numRuns: 1_500 },
    )
  })

  it('finds the same, with the same scores, after any changes as if made anew', () => {
    const change = fc.tuple(fc.nat(5), fc.option(note))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), query, (changes, asked) => {
        const ids = Array.from({ length: 6 }, () => buildNote().id)
        const index = new NoteIndex()
        const left = new Map<string, SearchableNote>()
        for (const [which, changed] of changes) {
          const id = ids[which] ?? buildNote().id
          left.delete(id)
          if (changed === null) index.remove(id)
          else {
            index.put({ ...changed, id })
            left.set(id, { ...changed, id })
          }
        }
        expect(index.size).toBe(left.size)
        const fresh = open([...left.values()])
        expect(index.totals).toEqual(fresh.totals)
        for (const near of [false, true]) expect(ask(index, asked, near)).toEqual(ask(fresh, asked, near))
      }),
      { numRuns: 500 },
    )
  })

  it('says where the words stand', () => {
    const found = buildNote({ body: 'clean water', quote: 'a water filter', tags: ['to do', 'water'] })
    const index = open([found])
    const matched = matchNotes(index, buildClauses(parseQuery('water "to do"', false)), STEMMERS)
    const indexed = index.at(0)
    expect(indexed && matched.spans(indexed)).toEqual([
      { part: 'body', clause: 0, first: 1, last: 1 },
      { part: 'quote', clause: 0, first: 1, last: 1 },
      { part: 'tags', clause: 1, first: 0, last: 1 },
      { part: 'tags', clause: 0, first: 2, last: 2 },
    ])
  })

  it('scores what is written higher than the passage, and a rare word higher than a frequent one', () => {
    const [written, quoted, rare] = [
      buildNote({ body: 'water', quote: 'other' }),
      buildNote({ body: 'other', quote: 'water' }),
      buildNote({ body: 'filter', quote: 'other' }),
    ]
    const index = open([written, quoted, rare])
    const water = ask(index, 'water')
    expect(water.get(written.id)).toBeGreaterThan(water.get(quoted.id) ?? Infinity)
    expect(ask(index, 'filter').get(rare.id)).toBeGreaterThan(water.get(written.id) ?? Infinity)
  })
})

describe('NoteIndex', () => {
  it('gives back the places of notes that have changed often', () => {
    const ids = Array.from({ length: 3 }, () => buildNote().id)
    const index = new NoteIndex()
    for (let round = 0; round < 2_500; round += 1)
      index.put({ ...buildNote({ body: `word${round} common` }), id: ids[round % 3] ?? buildNote().id })
    expect(index.size).toBe(3)
    expect(index.places).toBeLessThan(1_100)
    expect(index.vocabulary.size).toBeLessThan(1_100)
    expect([...ask(index, 'common').keys()].sort()).toEqual([...ids].sort())
    expect([...ask(index, 'word2499').keys()]).toHaveLength(1)
    expect([...ask(index, 'word1').keys()]).toHaveLength(0)
  })
})
