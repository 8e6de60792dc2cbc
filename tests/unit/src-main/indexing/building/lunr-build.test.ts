// What is built is compared with what Lunr's builder gathers, by way of a decoder of its own (decode-index.ts).
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  buildLunrIndex,
  type LunrBuildOptions,
  type LunrDocument,
} from '../../../../../src-main/indexing/lunr-index.ts'
import { LocalBuild } from '../../../../../src-main/indexing/building/index-builder.ts'
import { LunrDocuments, toFieldValue } from '../../../../../src-main/indexing/gathering/lunr-documents.ts'
import { lunr, LUNR_PIPELINE } from '../../../../../src-main/indexing/lunr-corrected.ts'
import type { ByteSource } from '../../../../../src-shared/domain/byte-source.ts'
import { type DecodedIndex, type DecodedPosting, decodeIndex } from './decode-index.ts'

const FIELDS = [
  { name: 'title', boost: 3 },
  { name: 'body', boost: 1 },
]

type Positions = readonly (readonly [number, number] | undefined)[]

/** What Lunr's builder has: its types leave that out. */
interface LunrState {
  readonly invertedIndex: Record<
    string,
    { _index: number } & Record<string, Record<string, { position?: Positions }>>
  >
  readonly fieldLengths: Record<string, number>
  readonly fieldTermFrequencies: Record<string, Record<string, number>>
  readonly documentCount: number
  readonly _documents: Record<string, { boost?: number }>
}

function addToLunr(documents: readonly LunrDocument[], pipeline?: lunr.Pipeline): LunrState {
  const builder = new lunr.Builder()
  builder.metadataWhitelist = ['position']
  builder.ref('ref')
  for (const { name, boost } of FIELDS) builder.field(name, { boost })
  if (pipeline) builder.pipeline = pipeline
  else builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer)
  for (const { ref, boost = 1, values } of documents) {
    const fields = FIELDS.map(({ name }, field) => [name, values[field]] as const)
    builder.add({ ref, ...Object.fromEntries(fields) }, { boost })
  }
  return builder as unknown as LunrState
}

function toPosting(index: DecodedIndex, { document, frequency, positions }: DecodedPosting): unknown {
  return [index.refs[document], frequency, positions.map((each) => (each[1] === 0 ? undefined : each))]
}

function expectAsLunr(index: DecodedIndex, state: LunrState): void {
  const { invertedIndex, fieldLengths, fieldTermFrequencies } = state
  expect(index.header.added).toBe(state.documentCount)
  expect(index.refs).toEqual(Object.keys(state._documents))
  expect(index.boosts).toEqual(index.refs.map((ref) => state._documents[ref]!.boost))
  const terms = [...index.terms.keys()]
  expect([...terms].sort()).toEqual(Object.keys(invertedIndex).sort())
  for (const [term, { id, postings }] of index.terms) {
    const expected = invertedIndex[term]!
    const own = FIELDS.map(({ name }) =>
      Object.entries(expected[name]!).map(([ref, { position }]) => [
        ref,
        fieldTermFrequencies[`${name}/${ref}`]![term] ?? 0,
        position,
      ]),
    )
    const both = [
      [expected._index, own],
      [id, postings.map((list) => list.map((each) => toPosting(index, each)))],
    ]
    // Compared as text, which is quick; as values only to show a difference.
    if (JSON.stringify(both[0]) !== JSON.stringify(both[1])) expect([term, both[1]]).toEqual([term, both[0]])
  }
  index.lengths.forEach((lengths, field) => {
    expect(lengths).toEqual(index.refs.map((ref) => fieldLengths[`${FIELDS[field]!.name}/${ref}`]))
  })
}

function take(source: ByteSource): Uint8Array {
  try {
    return Uint8Array.from(source.read(0, source.size))
  } finally {
    source.close()
  }
}

/** Built in threads, or in this one when there is a pipeline of one's own. */
async function build(
  documents: readonly LunrDocument[],
  options: Partial<LunrBuildOptions> = {},
): Promise<Uint8Array> {
  return take(await buildLunrIndex(documents, { fields: FIELDS, workers: 1, ...options }))
}

/** Built in this thread with Lunr's default pipeline: the same as in one of its own, without the time to start that. */
function buildHere(documents: readonly LunrDocument[], budget?: number): Uint8Array {
  const local = new LocalBuild(FIELDS.length, budget)
  try {
    const gathering = new LunrDocuments(local.gatherer)
    for (const { values } of documents) gathering.add(values.map(toFieldValue))
    const refs = documents.map(({ ref }) => ref)
    const boosts = documents.map(({ boost = 1 }) => boost)
    return take(local.finish({ fields: FIELDS, ids: true, pipeline: LUNR_PIPELINE, own: [], refs, boosts }))
  } finally {
    local.close()
  }
}

const own = (...functions: lunr.PipelineFunction[]): lunr.Pipeline => {
  const pipeline = new lunr.Pipeline()
  functions.forEach((each, at) => {
    if (!('label' in each)) lunr.Pipeline.registerFunction(each, `build-test-${each.name}-${at}`)
    pipeline.add(each)
  })
  return pipeline
}

function backwards(token: lunr.Token): lunr.Token[] {
  return [token, token.clone((text) => Array.from(text).reverse().join(''))]
}

function everySecond(token: lunr.Token, index: number, tokens: lunr.Token[]): lunr.Token | undefined {
  return index % 2 === 0 || index === tokens.length - 1 ? token : undefined
}

function prototypes(token: lunr.Token): lunr.Token {
  return token.update((text) => (text.length % 2 === 0 ? '__proto__' : text))
}

const WORDS =
  'port ports ported running the of İstanbul ΣΑΣ straße __proto__ constructor toString !!! — 9431 94315 1 12 \ud800 \udc00 東京 e-mail don’t a\u00a0b x\u2003y \ufeff - --'.split(
    ' ',
  )
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 4, unit: 'binary' })), { maxLength: 20 })
  .map((words) => words.join(' '))
const value = fc.oneof(
  { weight: 8, arbitrary: text },
  fc.constant(null),
  fc.constant(undefined),
  fc.integer(),
  fc.array(fc.oneof(text, fc.constant(null), fc.integer()), { maxLength: 4 }),
)

function documentsWith(ref: fc.Arbitrary<string> | null): fc.Arbitrary<LunrDocument[]> {
  const document = fc.record({
    ref: ref ?? fc.constant(''),
    boost: fc.constantFrom(1, 1, 1, 2.5),
    values: fc.tuple(value, value),
  })
  return fc
    .array(document, { maxLength: 30 })
    .map((list) => list.map((each, at) => (ref ? each : { ...each, ref: `d${at}` })))
}

const files = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('lectern-index-'))
const before = files()
afterEach(() => {
  expect(files()).toEqual(before)
})

describe('an index built of documents', () => {
  it.each([
    ['whose refs come in order', null],
    ['whose refs are numbers in any order', fc.nat(60).map(String)],
    [
      'whose refs are of every kind',
      fc.constantFrom('b', '7', '01', '4294967294', '4294967295', 'a/b', '__proto__2', '3'),
    ],
  ])('%s has what Lunr has', (_, ref) => {
    fc.assert(
      fc.property(documentsWith(ref), fc.constantFrom(undefined, 24, 2_000), (documents, budget) => {
        expectAsLunr(decodeIndex(buildHere(documents, budget)), addToLunr(documents))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['that gives several tokens for one', [backwards]],
    ['that looks at a token’s place', [everySecond, lunr.stemmer]],
    ['that makes terms of properties of every object', [prototypes]],
    ['without functions', []],
  ])('with a pipeline %s has what Lunr has', async (_, functions) => {
    await fc.assert(
      fc.asyncProperty(documentsWith(fc.constantFrom('a', 'b', '1', '2')), async (documents) => {
        const pipeline = own(...(functions as lunr.PipelineFunction[]))
        expectAsLunr(decodeIndex(await build(documents, { pipeline })), addToLunr(documents, pipeline))
      }),
      { numRuns: 30 },
    )
  })

  it('has skips where a term stands in many documents', () => {
    const documents = Array.from({ length: 700 }, (_, at) => ({
      ref: `d${at}`,
      values: [`first ${at}`, at % 2 ? 'often often' : `often ${'filling '.repeat(at % 5)}`],
    }))
    expectAsLunr(decodeIndex(buildHere(documents)), addToLunr(documents))
  })

  it('of no documents is empty', async () => {
    const { header, terms } = decodeIndex(await build([]))
    expect([header.documents, header.terms, terms.size]).toEqual([0, 0, 0])
  })

  it('is the same whatever the budget and the number of threads', async () => {
    const options = fc.record({
      workers: fc.integer({ min: 1, max: 3 }),
      budget: fc.constantFrom(24, 200, 2_000, 100_000),
    })
    const refs = fc.constantFrom(null, fc.nat(40).map(String), fc.constantFrom('a', 'b', '1'))
    await fc.assert(
      fc.asyncProperty(refs.chain(documentsWith), options, async (documents, given) => {
        expect(Buffer.compare(buildHere(documents), await build(documents, given))).toBe(0)
      }),
      { numRuns: 8 },
    )
  })

  it('is the same when it is large enough for many batches, runs and files', async () => {
    const documents = Array.from({ length: 1_500 }, (_, at) => ({
      ref: `d${at}`,
      values: [
        `title ${at % 97}`,
        Array.from({ length: 60 }, (_, word) => `w${(at * at + word * 7) % 4_001}`).join(' '),
      ],
    }))
    const all = await Promise.all(
      [{ workers: 1 }, { workers: 2 }, { workers: 3, budget: 50_000 }, { workers: 2, budget: 20_000 }].map(
        (each) => build(documents, each),
      ),
    )
    for (const each of all) expect(Buffer.compare(each, all[0]!)).toBe(0)
    expectAsLunr(decodeIndex(all[0]!), addToLunr(documents))
  })

  it('takes words of any length up to the longest, and names one that is longer', async () => {
    const longest = 'x'.repeat(65_536)
    const documents = [{ ref: 'a', values: ['one', `two ${longest} three`] }]
    expectAsLunr(decodeIndex(buildHere(documents)), addToLunr(documents))
    const longer = [{ ref: 'a', values: ['one', `${longest}y`] }]
    await expect(build(longer)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(build(longer, { pipeline: own() })).rejects.toThrow(/begins with "xxxx/)
  })
})

describe('building', () => {
  const many = function* (count: number): Generator<LunrDocument> {
    for (let at = 0; at < count; at += 1)
      yield { ref: `d${at}`, values: ['title', `some words again ${at} `.repeat(50)] }
  }

  it('says how far it is, up to the end, and takes documents as they come', async () => {
    const news: number[] = []
    const slowly = async function* (): AsyncGenerator<LunrDocument> {
      yield* many(1_000)
      await Promise.resolve()
    }
    const options = { fields: FIELDS, workers: 2, onProgress: (done: number) => news.push(done) }
    const source = await buildLunrIndex(slowly(), options)
    source.close()
    expect(news.at(-1)).toBe(1_000)
    expect([...news].sort((a, b) => a - b)).toEqual(news)
  })

  it.each([1, 2, 3])('is cancelled with %i threads, and leaves no files', async (workers) => {
    const stop = new AbortController()
    const options = {
      fields: FIELDS,
      workers,
      budget: 10_000,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    }
    await expect(buildLunrIndex(many(20_000), options)).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('is cancelled before it begins, and where it waits for documents', async () => {
    const aborted = { fields: FIELDS, signal: AbortSignal.abort() }
    await expect(buildLunrIndex(many(10), aborted)).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(buildLunrIndex(many(10), { ...aborted, pipeline: own() })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    const stop = new AbortController()
    const endless = async function* (): AsyncGenerator<LunrDocument> {
      yield* many(1)
      setTimeout(() => stop.abort(), 10)
      await new Promise(() => undefined)
    }
    const building = buildLunrIndex(endless(), { fields: FIELDS, signal: stop.signal })
    await expect(building).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('fails as its documents fail, and leaves no files', async () => {
    const failing = function* (): Generator<LunrDocument> {
      yield* many(5_000)
      throw new Error('The disk is gone')
    }
    const options = { fields: FIELDS, workers: 2, budget: 10_000 }
    await expect(buildLunrIndex(failing(), options)).rejects.toThrow('The disk is gone')
  })

  it('fails with a remedy when there is no room for its files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-room-'))
    const before = process.env.TMPDIR
    writeFileSync(join(folder, 'file'), '')
    // On Windows another variable names the folder.
    process.env.TMPDIR = join(folder, 'file')
    process.env.TEMP = process.env.TMPDIR
    try {
      const options = { fields: FIELDS, workers: 1, budget: 1_000 }
      await expect(buildLunrIndex(many(2_000), options)).rejects.toMatchObject({ code: 'NOT_SAVED' })
      const here = buildLunrIndex(many(2_000), { ...options, pipeline: own() })
      await expect(here).rejects.toThrow(/Free some space/)
    } finally {
      delete process.env.TEMP
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['no fields', { fields: [] }],
    [
      'more fields than fit',
      { fields: Array.from({ length: 17 }, (_, at) => ({ name: `f${at}`, boost: 1 })) },
    ],
    ['a boost that is not finite', { fields: [{ name: 'title', boost: Infinity }] }],
    ['a field with a name that does not fit', { fields: [{ name: 'x'.repeat(70_000), boost: 1 }] }],
  ])('refuses %s', async (_, options) => {
    await expect(buildLunrIndex(many(1), { workers: 1, ...options })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('refuses a ref that is too long, and a document that counts without end', async () => {
    const values = ['one', 'two']
    for (const document of [
      { ref: 'x'.repeat(2 ** 20 + 1), values },
      { ref: 'a', boost: -Infinity, values },
    ])
      await expect(build([document], { pipeline: own() })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('gives an index that is a file when it is large, which can be read until it is closed', async () => {
    const source = await buildLunrIndex(many(2_000), { fields: FIELDS, workers: 1, budget: 1_000 })
    expect(() => source.read(source.size - 1, 2)).toThrow(RangeError)
    expect(decodeIndex(source.read(0, source.size)).header.documents).toBe(2_000)
    source.close()
    source.close()
    expect(() => source.read(0, 1)).toThrow(/closed/)
  })
})
