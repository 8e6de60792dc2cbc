// Notes among the hits: what is found in them, how they are shown, and what becomes of them without their bundle.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEngine, type SearchEngine } from '../../../../src-main/searching/engine.ts'
import type { SearchableNote } from '../../../../src-main/searching/notes/note.ts'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import type { SearchRequest } from '../../../../src-shared/domain/search.ts'
import { SearchResponse } from '../../../../src-shared/domain/search.ts'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'
import { buildNote } from './notes/stock.ts'

const VIRUS = toCanonicalText(BRIEFS.find(({ id }) => id === 'virus')?.html ?? '')
const PASSAGE = 'carries the mutation'
const START = VIRUS.indexOf(PASSAGE)

let engine: SearchEngine
beforeEach(async () => {
  engine = openEngine(() => Promise.resolve(toReadable(BRIEFS)))
  await engine.add(toBundle('briefs'))
})
afterEach(() => engine.close())

async function search(text: string, more: Partial<SearchRequest> = {}): Promise<SearchResponse> {
  return SearchResponse.parse(await engine.query(ask(text, more)))
}

function write(...notes: SearchableNote[]): void {
  engine.changeNotes(notes, [])
}

async function found(text: string, more?: Partial<SearchRequest>): Promise<string[]> {
  const { hits } = await search(text, more)
  return hits.map(({ note, documentId }) => note?.id ?? documentId)
}

describe('a note', () => {
  it('is found as soon as it is written, until it is changed or removed', async () => {
    const note = buildNote({ body: 'Ask the zeppelin people' })
    expect(await found('zeppelin')).toEqual([])
    write(note)
    expect(await found('zeppelin')).toEqual([note.id])
    write({ ...note, body: 'Ask the balloon people' })
    expect(await found('zeppelin')).toEqual([])
    expect(await found('balloons')).toEqual([note.id])
    engine.changeNotes([], [note.id])
    expect(await found('balloon')).toEqual([])
  })

  it('is shown with its place and what it is', async () => {
    const note = buildNote({
      kind: 'note',
      body: 'A **zeppelin** of a claim',
      quote: PASSAGE,
      start: START,
      tags: ['doubt'],
      color: 'pink',
    })
    write(note)
    expect((await search('zeppelin')).hits).toMatchObject([
      {
        bundleId: 'briefs',
        bundleTitle: 'Bundle briefs',
        documentId: 'virus',
        documentTitle: 'Coronavirus research',
        headings: ['Saved heading'],
        snippet: { text: 'A **zeppelin** of a claim', marks: [[4, 12]] },
        start: START,
        end: START + PASSAGE.length,
        marks: [],
        note: {
          id: note.id,
          kind: 'note',
          part: 'body',
          color: 'pink',
          style: 'solid',
          tags: ['doubt'],
          author: 'Ada Lovelace',
          layerId: 'mine',
          orphaned: false,
        },
      },
    ])
  })

  it('is found by its passage and its tags, and shows the part that answers most', async () => {
    write(buildNote({ body: 'my zeppelin', quote: 'zeppelin airship', tags: ['airship', 'to do'] }))
    const partOf = async (text: string) => (await search(text)).hits[0]?.note?.part
    expect(await partOf('zeppelin')).toBe('body')
    expect(await partOf('zeppelin airship')).toBe('quote')
    expect(await partOf('"to do"')).toBe('tags')
    expect((await search('"to do"')).hits[0]?.snippet).toEqual({ text: 'airship, to do', marks: [[9, 14]] })
  })

  it('that is a bookmark is found by its label and by what stands around it', async () => {
    const note = buildNote({ kind: 'bookmark', body: 'zeppelin', passage: 'around the balloon' })
    write(note)
    expect(await found('zeppelin')).toEqual([note.id])
    expect(await found('balloon')).toEqual([note.id])
  })

  it('comes with its document, where a better hit leads both', async () => {
    write(buildNote({ body: 'charger charger charger', documentId: 'haus' }))
    const { hits, total, documents } = await search('charger')
    expect([total, documents]).toEqual([2, 2])
    expect(hits.map(({ documentId }) => documentId).sort()).toEqual(['charger', 'haus'])
    write(buildNote({ body: 'enzyme', documentId: 'virus' }), buildNote({ body: 'x', documentId: 'virus' }))
    expect(await search('enzyme')).toMatchObject({ total: 2, documents: 1 })
  })

  it('is found by other forms of its words in the languages of the bundles, by beginnings and near spellings', async () => {
    const note = buildNote({ body: 'zeppelins, Fenster' })
    write(note)
    for (const text of ['zeppelin', 'zepp*', 'Fenstern', 'zepelins~'])
      expect(await found(text)).toEqual([note.id])
    expect(await search('zepelins')).toMatchObject({ near: true, total: 1 })
    expect(await found('zeppel', { typing: true })).toEqual([note.id])
    expect(await found('zeppelin -fenster')).toEqual([])
    expect(await found('title:zeppelins')).toEqual([])
  })
})

describe('a note whose passage is not there', () => {
  it('is shown as orphaned, with what it was made on', async () => {
    write(buildNote({ quote: 'a zeppelin that nobody describes any more', documentHash: 'f'.repeat(64) }))
    expect((await search('zeppelin')).hits).toMatchObject([
      {
        start: 0,
        end: 0,
        snippet: { text: 'a zeppelin that nobody describes any more' },
        note: { orphaned: true },
      },
    ])
  })

  it('is shown where its passage is now, when that has only moved', async () => {
    write(buildNote({ body: 'zeppelin', quote: PASSAGE, start: START + 9, documentHash: 'f'.repeat(64) }))
    expect((await search('zeppelin')).hits).toMatchObject([
      { start: START, end: START + PASSAGE.length, note: { orphaned: false } },
    ])
  })

  it('is found without its bundle, under the title it was made under', async () => {
    const note = buildNote({ body: 'zeppelin', bundleId: 'gone', documentId: 'away' })
    write(note, buildNote({ body: 'zeppelin', documentId: 'no-such-document' }))
    const { hits, facets } = await search('zeppelin')
    expect(hits).toMatchObject([
      { bundleId: 'briefs', bundleTitle: 'Bundle briefs', note: { orphaned: true } },
      {
        bundleId: 'gone',
        bundleTitle: 'gone',
        documentId: 'away',
        documentTitle: 'Saved title of away',
        note: { id: note.id, orphaned: true },
      },
    ])
    expect(facets?.bundles).toEqual([
      { bundleId: 'briefs', title: 'Bundle briefs', count: 1 },
      { bundleId: 'gone', title: 'gone', count: 1 },
    ])
    const scope = { kind: 'bundle', bundleId: BundleId.parse('gone') } as const
    expect(await found('zeppelin', { scope })).toEqual([note.id])
  })

  it('is no orphan any more when its bundle comes back', async () => {
    engine.changeNotes([buildNote({ body: 'zeppelin', quote: PASSAGE, start: START })], [])
    await engine.remove(BundleId.parse('briefs'))
    expect((await search('zeppelin')).hits).toMatchObject([{ note: { orphaned: true } }])
    await engine.add(toBundle('briefs'))
    expect((await search('zeppelin')).hits).toMatchObject([{ start: START, note: { orphaned: false } }])
  })
})

describe('what restricts to notes', () => {
  const todo = buildNote({ body: 'the water', tags: ['To do', 'radio'], color: 'green' })
  const done = buildNote({ body: 'the fire', tags: ['done'], author: 'Grace Hopper', layerId: 'team-2' })
  const other = buildNote({ body: 'the end', tags: ['❤️'], documentId: 'charger', color: 'purple' })
  beforeEach(() => {
    write(todo, done, other)
  })

  it.each([
    ['tag:"to do"', [todo]],
    ['tag:"TO DO" tag:radio', [todo]],
    ['tag:radio tag:done', []],
    ['tag:rad', []],
    ['tag:rad*', [todo]],
    ['tag:❤️', [other]],
    ['color:green', [todo]],
    ['colour:green color:purple', [todo, other]],
    ['color:red', []],
    ['layer:mine', [todo, other]],
    ['author:grace', [done]],
    ['layer:team', [done]],
    ['the tag:done', [done]],
    ['the -tag:done color:yellow', []],
    ['tag:done -fire', []],
    ['tag:done -water', [done]],
    ['layer:mine in:charger', [other]],
    ['layer:mine -in:charger', [todo]],
    ['layer:mine in:"corona res"', []],
    ['layer:mine in:"coronavirus res"', [todo]],
  ])('%s', async (text, expected) => {
    expect((await found(text)).sort()).toEqual(expected.map(({ id }) => id).sort())
  })

  it('leaves out only what is excluded, and keeps text', async () => {
    const all = await found('the')
    expect(all).toContain('virus')
    expect(await found('the -tag:done')).toEqual(all.filter((id) => id !== done.id))
  })

  it('is read as begun while it is being typed', async () => {
    expect(await found('tag:rad', { typing: true })).toEqual([todo.id])
    expect(await found('color:gr', { typing: true })).toEqual([todo.id])
    expect(await found('fire tag:', { typing: true })).toEqual([done.id])
  })
})

describe('a place', () => {
  const second = [toDocument('water', 'Clean water', [['p', 'the filter']])]
  beforeEach(async () => {
    const both = openEngine((path) => Promise.resolve(toReadable(path === 'second' ? second : BRIEFS)))
    await engine.close()
    engine = both
    await engine.add(toBundle('briefs'))
    await engine.add({ ...toBundle('second'), title: 'Field guides' })
  })

  it.each([
    ['the in:guides', ['water']],
    ['the in:"field gui"', ['water']],
    ['the in:second', ['water']],
    ['the in:clean', ['water']],
    ['the in:charger in:clean', ['charger', 'charger', 'water']],
    ['the -in:briefs', ['water']],
    ['the in:nowhere', []],
    ['in:guides', ['water']],
    ['in:guides -filter', []],
    ['in:guides -radio', ['water']],
  ])('%s', async (text, expected) => {
    expect((await found(text)).sort()).toEqual(expected)
  })

  it('lists documents once each, in reading order, when nothing else is asked', async () => {
    expect(await found('in:briefs')).toEqual(BRIEFS.map(({ id }) => id))
    const documents = [{ bundleId: BundleId.parse('briefs'), documentId: DocumentId.parse('haus') }]
    expect(await found('', { filters: { documents } })).toEqual(['haus'])
    expect(await found('', { filters: {} })).toEqual([])
  })
})
