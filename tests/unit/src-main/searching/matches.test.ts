// Several bundles as one collection: what they score, whatever the scope, and what a damaged one takes along.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IndexedDocument } from '../../../../src-main/indexing/index.ts'
import { openEngine, type SearchEngine } from '../../../../src-main/searching/engine.ts'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import type { SearchHit } from '../../../../src-shared/domain/search.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'
import { buildNote } from './notes/stock.ts'

async function open(bundles: Readonly<Record<string, readonly IndexedDocument[]>>): Promise<SearchEngine> {
  const engine = openEngine((path) => Promise.resolve(toReadable(bundles[path] ?? [])))
  for (const id of Object.keys(bundles)) await engine.add(toBundle(id))
  return engine
}

/** Each hit by its document and place, without the bundle it is in. */
const toScores = (hits: readonly SearchHit[]): Record<string, number> =>
  Object.fromEntries(hits.map(({ documentId, start, score }) => [`${documentId}@${start}`, score]))

const word = fc.constantFrom(...'water filter filters radio antenna fire fires the of light'.split(' '))
const document = fc.tuple(
  fc.array(word, { minLength: 1, maxLength: 3 }),
  fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
)
const documents = fc.array(document, { minLength: 2, maxLength: 8 }).map((list) =>
  list.map(([title, parts], index) =>
    toDocument(
      `d${index}`,
      title.join(' '),
      parts.flatMap((part, level) => [['h2', `Part ${level}`] as const, ['p', part.join(' ')] as const]),
    ),
  ),
)
const query = fc
  .array(
    fc.oneof(
      word,
      word.map((each) => `${each.slice(0, 2)}*`),
      word.map((each) => `-${each}`),
      fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`),
      word.map((each) => `${each.slice(1)}~`),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((pieces) => pieces.join(' '))

describe('several bundles', () => {
  it('are scored to the bit as one bundle with all their documents', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.nat(), query, async (list, cut, text) => {
        const middle = cut % list.length
        const one = await open({ all: list })
        const several = await open({ a: list.slice(0, middle), b: list.slice(middle) })
        const [whole, parts] = await Promise.all([one, several].map((engine) => engine.query(ask(text))))
        expect(parts?.total).toBe(whole?.total)
        expect(parts?.near).toBe(whole?.near)
        expect(toScores(parts?.hits ?? [])).toEqual(toScores(whole?.hits ?? []))
        await Promise.all([one.close(), several.close()])
      }),
      { numRuns: 300 },
    )
  })

  it('score the same in any scope, and whatever notes say', async () => {
    const engine = await open({ a: BRIEFS, b: [toDocument('more', 'Supply', [['p', 'chain of supply']])] })
    const everywhere = toScores((await engine.query(ask('supply'))).hits)
    const scope = { kind: 'bundle', bundleId: BundleId.parse('a') } as const
    const within = toScores((await engine.query(ask('supply', { scope }))).hits)
    expect(Object.keys(within)).toHaveLength(2)
    expect(everywhere).toMatchObject(within)
    engine.changeNotes([buildNote({ body: 'supply and supply', bundleId: 'b', documentId: 'more' })], [])
    expect(toScores((await engine.query(ask('supply', { scope }))).hits)).toEqual(within)
    await engine.close()
  })
})
