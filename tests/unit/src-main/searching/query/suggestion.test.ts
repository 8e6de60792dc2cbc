import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEngine, type SearchEngine } from '../../../../../src-main/searching/engine.ts'
import type { SearchRequest } from '../../../../../src-shared/domain/search.ts'
import { SearchResponse } from '../../../../../src-shared/domain/search.ts'
import { ask, toBundle, toDocument, toReadable } from '../library.ts'
import { buildNote } from '../notes/stock.ts'

const DOCUMENTS = Array.from({ length: 30 }, (_, index) =>
  toDocument(`d${index}`, `Part ${index}`, [
    ['p', index === 0 ? 'the reciever and the quay' : 'the receiver and the antenna of a supply-chain'],
  ]),
)

let engine: SearchEngine
beforeEach(async () => {
  engine = openEngine(() => Promise.resolve(toReadable(DOCUMENTS)))
  await engine.add(toBundle('b'))
})
afterEach(() => engine.close())

async function suggest(text: string, more: Partial<SearchRequest> = {}): Promise<string | undefined> {
  const { suggestion } = SearchResponse.parse(await engine.query(ask(text, more)))
  for (const [start, end] of suggestion?.marks ?? [])
    expect(suggestion?.text.slice(start, end)).toMatch(/^[a-z]+$/)
  return suggestion?.text
}

describe('another spelling', () => {
  it.each([
    ['antenan', 'antenna'],
    ['the antena', 'the antenna'],
    ['  Antena   -fire "the recever" in:part tag', undefined],
    ['  Antena   -fire "the recever" in:part', '  antenna   -fire "the receiver" in:part'],
    ['title:part antena', 'title:part antenna'],
    ['antenan*', 'antenna*'],
    ['suply-chain', 'supply-chain'],
    // Rare, and another is much more frequent.
    ['reciever', 'receiver'],
    // Nothing to put right, or nothing that would find more.
    ['antenna', undefined],
    ['quay', undefined],
    ['zzzzzzz', undefined],
    ['antena zzzzzzz', undefined],
    ['antena~', undefined],
    ['-antena', undefined],
    ['an', undefined],
    ['', undefined],
  ])('of %j is %j', async (text, expected) => {
    expect(await suggest(text)).toBe(expected)
  })

  it('is offered beside near spellings, and marks what was put right', async () => {
    const { near, suggestion } = await engine.query(ask('antenna recever'))
    expect(near).toBe(true)
    expect(suggestion).toEqual({ text: 'antenna receiver', marks: [[8, 16]] })
  })

  it('is offered while typing only for what no word begins with', async () => {
    expect(await suggest('ante', { typing: true })).toBeUndefined()
    expect(await suggest('antena', { typing: true })).toBe('antenna')
  })

  it('knows the words of notes', async () => {
    expect(await suggest('zepelin')).toBeUndefined()
    engine.changeNotes([buildNote({ body: 'a zeppelin' })], [])
    expect(await suggest('zepelin')).toBe('zeppelin')
  })

  it('keeps to the filters: it is not offered where it finds nothing', async () => {
    expect(await suggest('antena', { filters: { kind: 'notes' } })).toBeUndefined()
  })

  it('is a query that finds something, whatever was typed', async () => {
    const piece = fc.constantFrom(
      ...'antena reciever "the recever" -x tag:a in:part supply ~ * é 東京'.split(' '),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), fc.boolean(), async (pieces, typing) => {
        const corrected = await suggest(pieces.join(' '), { typing })
        if (corrected === undefined) return
        expect((await engine.query(ask(corrected))).total).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })
})
