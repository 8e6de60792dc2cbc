import { describe, expect, it } from 'vitest'
import {
  buildLunrIndex,
  type LunrHit,
  type LunrIndex,
  openLunrIndex,
} from '../../../../../src-main/indexing/lunr-index.ts'
import { lunr } from '../../../../../src-main/indexing/lunr-corrected.ts'

type Random = (below: number) => number
type Pipeline = 'none' | 'English' | 'own' | 'fields'

/** What `lunr.Query.clause` takes. */
interface Asked {
  term: string
  presence: number
  boost: number
  usePipeline: boolean
  fields?: string[]
  editDistance?: number
}

interface Both {
  readonly names: readonly string[]
  readonly lunr: lunr.Index
  readonly binary: LunrIndex
}

const SIGNS = ['a', 'b', 'c', 'd', 'e', '1', '2', '0', 'é', '-', 'z', '中', '.', '*', '\ud800']
const HOSTILE = '__proto__ constructor toString _index the running runs İstanbul !!! — 9431 94315'.split(' ')

/** Numbers from 0 up to, not including, `below`; the same row for the same seed. */
function openRandom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)]!
}

/** Words of which many begin alike. */
function buildVocabulary(random: Random): string[] {
  const word = (): string => Array.from({ length: 1 + random(5) }, () => pick(random, SIGNS)).join('')
  return [...Array.from({ length: 120 }, word), ...HOSTILE]
}

/** Each word as it is and backwards; on both sides. */
const twice = (token: lunr.Token): lunr.Token[] => [
  token,
  token.clone((text) => Array.from(text).reverse().join('')),
]
lunr.Pipeline.registerFunction(twice, 'twice')

/** Looks at the fields that a token is for, as Lunr tells of them. */
const withFields = (token: lunr.Token): lunr.Token => {
  const { fields } = (token as unknown as { metadata: { fields?: readonly string[] } }).metadata
  return token.update((text) => (fields?.length === 1 ? `${text}${fields[0]!.slice(0, 1)}` : text))
}
lunr.Pipeline.registerFunction(withFields, 'with-fields')

function usePipeline(builder: lunr.Builder, pipeline: Pipeline): void {
  builder.pipeline.reset()
  builder.searchPipeline.reset()
  if (pipeline === 'English') {
    builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer)
    builder.searchPipeline.add(lunr.stemmer)
  }
  if (pipeline === 'own') {
    builder.pipeline.add(twice)
    builder.searchPipeline.add(twice)
  }
  if (pipeline === 'fields') {
    builder.pipeline.add(withFields)
    builder.searchPipeline.add(withFields)
  }
}

/** A ref: numbers, names, or both; in some rounds the same again. */
function toRef(random: Random, kind: number, document: number): string {
  if (kind === 0) return String(random(500))
  if (kind === 1) return `d${random(10) === 0 ? random(document + 1) : document}`
  if (kind === 2) return random(2) === 0 ? String(document) : `x${document}`
  return pick(random, ['4294967294', '4294967295', '01', `y/${document}`, '__proto__', `${1_000 - document}`])
}

/** Mostly a text; also an array, a number, nothing. */
function toValue(random: Random, vocabulary: readonly string[]): unknown {
  const words = Array.from({ length: random(25) }, () => pick(random, vocabulary))
  switch (random(12)) {
    case 0:
      return words.length > 12 ? undefined : null
    case 1:
      return random(100)
    case 2:
      return words.map((word) => (word === 'the' ? null : word === '1' ? 1 : `${word} ${word}`))
    default:
      return words.join(' ')
  }
}

/** The same documents in both indexes; the binary one as bytes and back. */
async function buildBoth(random: Random, vocabulary: readonly string[]): Promise<Both> {
  const names = ['title', 'headings', 'body', 'notes'].slice(0, 2 + random(3))
  const pipeline = pick<Pipeline>(random, ['none', 'English', 'own', 'fields'])
  const fields = names.map((name) => ({ name, boost: pick(random, [1, 2, 10, 0.5, 0, -1, NaN]) }))
  const builder = new lunr.Builder()
  usePipeline(builder, pipeline)
  builder.metadataWhitelist = ['position']
  builder.ref('id')
  for (const { name, boost } of fields) builder.field(name, { boost })
  const documents: { ref: string; values: unknown[]; boost: number }[] = []
  const kind = random(4)
  for (let document = 0, count = 1 + random(60); document < count; document += 1) {
    const id = toRef(random, kind, document)
    const texts = names.map(() => toValue(random, vocabulary))
    const boost = random(4) === 0 ? pick(random, [2, 3, 0.5, 0, -1, NaN]) : 1
    builder.add({ id, ...Object.fromEntries(names.map((name, field) => [name, texts[field]])) }, { boost })
    documents.push({ ref: id, values: texts, boost })
  }
  const own = pipeline === 'English' ? {} : { pipeline: builder.pipeline }
  const content = await buildLunrIndex(documents, { fields, workers: 1, ...own })
  return { names, lunr: builder.build(), binary: openLunrIndex(content, builder.searchPipeline) }
}

function buildClause(random: Random, names: readonly string[], vocabulary: readonly string[]): Asked {
  const word = pick(random, vocabulary)
  const terms = [
    () => word,
    () => `${word.slice(0, random(3))}*`,
    () => `*${word.slice(-1)}`,
    () => `${word.slice(0, 1)}*${word.slice(-1)}`,
    () => Array.from(word, (sign) => (random(2) === 0 ? `${sign}*` : sign)).join(''),
    () => '',
  ]
  const asked: Asked = {
    term: terms[random(20) === 0 ? 5 : random(5)]!(),
    presence: pick(random, [1, 1, 2, 3]),
    boost: pick(random, [1, 2, 5, 0.3, 0, -2]),
    usePipeline: random(3) > 0,
  }
  if (random(4) === 0) {
    asked.term = word
    asked.editDistance = 1 + random(2)
  } else if (random(8) === 0) {
    // Then `*` is one sign.
    asked.editDistance = 0
  }
  if (random(4) === 0) asked.fields = [pick(random, names)]
  return asked
}

/** Lunr completes the clauses that it is given. */
function addClauses(query: lunr.Query, asked: readonly Asked[]): void {
  const { clause } = query as unknown as { clause: (this: lunr.Query, each: Asked) => void }
  for (const each of asked) clause.call(query, { ...each })
}

type Plain = [ref: string, score: number, matches: string[]][]

function toPlain(results: readonly lunr.Index.Result[]): Plain {
  return results.map(({ ref, score, matchData }) => {
    const metadata = matchData.metadata as Record<
      string,
      Record<string, { position: (number[] | undefined)[] }>
    >
    const matches = Object.keys(metadata).flatMap((term) =>
      Object.keys(metadata[term]!).map((field) =>
        JSON.stringify([
          term,
          field,
          // Elements of arrays have no position.
          metadata[term]![field]!.position.filter((each) => each !== undefined).flat(),
        ]),
      ),
    )
    return [ref, score, matches.sort()]
  })
}

function toOwn(hits: readonly LunrHit[], names: readonly string[]): Plain {
  return hits.map((hit) => {
    const matches = hit
      .matches()
      .map(({ term, field, positions }) => JSON.stringify([term, names[field], positions]))
    return [hit.ref, hit.score, matches.sort()]
  })
}

/** What Lunr answers; null when it fails, which it does on a required clause whose pipeline leaves nothing. */
function askLunr(index: lunr.Index, asked: readonly Asked[]): Plain | null {
  try {
    return toPlain(
      index.query((query) => {
        addClauses(query, asked)
      }),
    )
  } catch {
    return null
  }
}

describe('queries of a binary index', () => {
  it('answer as corrected Lunr does: documents, order, ties, scores and positions', async () => {
    const random = openRandom(20)
    let compared = 0
    let hits = 0
    for (let round = 0; round < 70; round += 1) {
      const vocabulary = buildVocabulary(random)
      const both = await buildBoth(random, vocabulary)
      for (let each = 0; each < 45; each += 1) {
        const asked = Array.from({ length: random(5) }, () => buildClause(random, both.names, vocabulary))
        const expected = askLunr(both.lunr, asked)
        if (expected === null) continue
        const build = (query: lunr.Query): void => {
          addClauses(query, asked)
        }
        const own = toOwn(both.binary.query(build), both.names)
        if (JSON.stringify(own) !== JSON.stringify(expected))
          expect({ round, asked, own }).toEqual({ round, asked, own: expected })
        const limit = random(6)
        const few = both.binary.query(build, limit).map(({ ref, score }) => [ref, score])
        expect(few).toEqual(expected.slice(0, limit).map(([ref, score]) => [ref, score]))
        compared += 1
        hits += expected.length
      }
    }
    expect(compared).toBeGreaterThan(2_800)
    expect(hits).toBeGreaterThan(10_000)
  })
})
