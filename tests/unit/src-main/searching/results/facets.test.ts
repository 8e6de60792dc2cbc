// Filters, facets and pages against an oracle that asks without them and counts by hand.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, type SearchEngine } from '../../../../../src-main/searching/engine.ts'
import { SearchFilters, type SearchHit } from '../../../../../src-shared/domain/search.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from '../library.ts'
import { buildNote } from '../notes/stock.ts'

const LANGUAGES: ReadonlyMap<string, string> = new Map(BRIEFS.map(({ id, language }) => [id, language]))
const GUIDES = Array.from({ length: 60 }, (_, index) =>
  toDocument(
    `guide${index}`,
    `Guide ${index}`,
    [['p', 'the water']],
    index % 3 === 0 ? 'fr' : index % 2 === 0 ? 'de' : 'en',
  ),
)
const COLORS = ['yellow', 'green', 'blue'] as const
const NOTES = Array.from({ length: 40 }, (_, index) =>
  buildNote({
    body: index % 2 === 0 ? 'the water' : 'the charger',
    bundleId: index % 7 === 0 ? 'gone' : index % 3 === 0 ? 'guides' : 'briefs',
    documentId: index % 3 === 0 ? `guide${index}` : index % 5 === 0 ? 'unknown' : 'virus',
    tags: ['todo', 'radio', 'fire'].filter((_tag, at) => index % (at + 2) === 0),
    ...(COLORS[index % 3] && { color: COLORS[index % 3] }),
    layerId: index % 4 === 0 ? 'team' : 'mine',
    author: index % 4 === 0 ? 'Grace' : 'Ada',
    start: index,
  }),
)

let engine: SearchEngine
beforeAll(async () => {
  engine = openEngine((path) => Promise.resolve(toReadable(path === 'guides' ? GUIDES : BRIEFS)))
  await engine.add(toBundle('briefs'))
  await engine.add(toBundle('guides'))
  engine.changeNotes(NOTES, [])
})
afterAll(() => engine.close())

const query = (text: string, filters: SearchFilters = {}) => engine.query(ask(text, { filters, limit: 500 }))

function languageOf({ bundleId, documentId }: SearchHit): string | undefined {
  if (bundleId === 'guides') return GUIDES.find(({ id }) => id === documentId)?.language
  return bundleId === 'briefs' ? LANGUAGES.get(documentId) : undefined
}

/** The values that a hit has for each filter. */
const VALUES: Readonly<Record<keyof SearchFilters, (hit: SearchHit) => readonly string[]>> = {
  kind: ({ note }) => [note === undefined ? 'text' : 'notes'],
  bundles: ({ bundleId }) => [bundleId],
  documents: ({ bundleId, documentId }) => [`${bundleId}/${documentId}`],
  languages: (hit) => [languageOf(hit) ?? []].flat(),
  tags: ({ note }) => note?.tags ?? [],
  colors: ({ note }) => (note ? [note.color] : []),
  layers: ({ note }) => (note ? [note.layerId] : []),
}
const NAMES = Object.keys(VALUES) as (keyof SearchFilters)[]

/** The values that a filter lets through; null when it narrows nothing. */
function wantedOf(filters: SearchFilters, name: keyof SearchFilters): readonly string[] | null {
  const value = filters[name]
  const list = value === undefined ? [] : typeof value === 'string' ? [value] : value
  const values = list.map((each) => (typeof each === 'string' ? each : `${each.bundleId}/${each.documentId}`))
  return values.length === 0 ? null : values
}

function passes(hit: SearchHit, filters: SearchFilters, except?: keyof SearchFilters): boolean {
  return NAMES.every((name) => {
    const wanted = name === except ? null : wantedOf(filters, name)
    return wanted === null || VALUES[name](hit).some((value) => wanted.includes(value))
  })
}

function countBy(hits: readonly SearchHit[], filters: SearchFilters, name: keyof SearchFilters) {
  const counts: Record<string, number> = {}
  for (const hit of hits)
    if (passes(hit, filters, name))
      for (const value of VALUES[name](hit)) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** A facet by its values, each the first string beside the count. */
const readFacet = (values: readonly Record<string, string | number>[]): Record<string, number> =>
  Object.fromEntries(values.map(({ count, ...value }) => [Object.values(value)[0], Number(count)]))

const inAnyOrder = (hits: readonly SearchHit[]): SearchHit[] =>
  [...hits].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const subset = (...values: readonly string[]) => fc.option(fc.subarray([...values]), { nil: undefined })
const places = [
  ['briefs', 'virus'],
  ['guides', 'guide3'],
  ['gone', 'virus'],
] as const
const filters = fc
  .record({
    kind: fc.constantFrom('text', 'notes', undefined),
    bundles: subset('briefs', 'guides', 'gone'),
    documents: fc.option(
      fc
        .subarray([...places])
        .map((list) => list.map(([bundleId, documentId]) => ({ bundleId, documentId }))),
      { nil: undefined },
    ),
    languages: subset('en', 'de', 'fr', 'ja'),
    tags: subset('todo', 'radio', 'none'),
    colors: subset('yellow', 'blue'),
    layers: subset('mine', 'team'),
  })
  .map((each) => {
    // Most filters left out most of the time, so that something is found.
    const kept = Object.entries(each).filter(([, value]) => value !== undefined)
    return SearchFilters.parse(Object.fromEntries(kept.slice(0, 2)))
  })
const text = fc.constantFrom('the', 'water', 'charger', 'the -water', 'wat*', 'the in:guides', 'the tag:todo')

describe('filters and facets', () => {
  it('let through and count exactly what they say', async () => {
    await fc.assert(
      fc.asyncProperty(text, filters, async (asked, chosen) => {
        const { hits: all } = await query(asked)
        const { hits, total, documents, facets } = await query(asked, chosen)
        const expected = all.filter((hit) => passes(hit, chosen))
        // A document may stand elsewhere when its best hit is left out.
        expect(inAnyOrder(hits)).toEqual(inAnyOrder(expected))
        expect(total).toBe(expected.length)
        expect(documents).toBe(new Set(expected.map((hit) => VALUES.documents(hit)[0])).size)
        for (const name of ['bundles', 'languages', 'tags', 'colors', 'layers'] as const)
          expect(readFacet(facets?.[name] ?? [])).toEqual(countBy(all, chosen, name))
        expect(facets?.kinds).toEqual({ text: 0, notes: 0, ...countBy(all, chosen, 'kind') })
        const byDocument = countBy(all, chosen, 'documents')
        const most = Object.values(byDocument).sort((a, b) => b - a)
        expect(facets?.documents.map(({ count }) => count)).toEqual(most.slice(0, 50))
        for (const { bundleId, documentId, count } of facets?.documents ?? [])
          expect(byDocument[`${bundleId}/${documentId}`]).toBe(count)
      }),
      { numRuns: 200 },
    )
  })

  it('name what they count, most first', async () => {
    const { facets } = await query('the')
    expect(facets?.bundles.map(({ title }) => title)).toEqual(['Bundle guides', 'Bundle briefs', 'gone'])
    expect(facets?.documents[0]).toMatchObject({ documentId: 'virus', title: 'Coronavirus research' })
    expect(facets?.layers).toMatchObject([
      { layerId: 'mine', author: 'Ada' },
      { layerId: 'team', author: 'Grace' },
    ])
  })

  it('are not there when nothing is asked', async () => {
    for (const nothing of ['', '  ', '-the', '""']) expect(await query(nothing)).not.toHaveProperty('facets')
    expect((await query('', { kind: 'notes' })).total).toBe(NOTES.length)
  })
})

describe('pages', () => {
  it('have each hit exactly once, in the order of one long page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('the', 'water', 'tag:todo', 'in:guides', 'zzz'),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (asked, sizes, backwards) => {
          const { hits: all, total } = await query(asked)
          expect(all).toHaveLength(total)
          const pages: [offset: number, limit: number][] = []
          for (let offset = 0, at = 0; offset < total; at += 1) {
            const limit = sizes[at % sizes.length] ?? 1
            pages.push([offset, limit])
            offset += limit
          }
          const hits = new Map<number, SearchHit[]>()
          for (const [offset, limit] of backwards ? pages.toReversed() : pages) {
            const page = await engine.query(ask(asked, { offset, limit }))
            hits.set(offset, page.hits)
          }
          expect(pages.flatMap(([offset]) => hits.get(offset) ?? [])).toEqual(all)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keep documents together, the one with the best hit first', async () => {
    const { hits } = await query('the')
    const places = hits.map((hit) => VALUES.documents(hit)[0])
    const order = [...new Set(places)]
    expect(places).toEqual(order.flatMap((place) => places.filter((each) => each === place)))
    const best = order.map((place) => hits.find((hit) => VALUES.documents(hit)[0] === place)?.score ?? 0)
    expect(best).toEqual([...best].sort((a, b) => b - a))
  })
})
