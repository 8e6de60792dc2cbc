// Compares Lectern's index with corrected Lunr on one corpus, in a process of its own because the correction is made
// in memory: node equality-process.ts, then one `Order` as a line on standard input; the figures come back as a line.
//
// The corpus is indexed twice by each: as it is, and with refs that look like numbers, refs that come again and
// documents that count more. Half of the queries go to either.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { lunr } from '../../../src-main/indexing/lunr-corrected.ts'
import {
  buildLunrIndex,
  type LunrDocument,
  type LunrHit,
  type LunrIndex,
  openLunrIndex,
} from '../../../src-main/indexing/lunr-index.ts'
import { readCorpus } from './corpus-file.ts'
import { FIELDS } from './engine.ts'
import { openFile, writeSource } from './engines/lectern.ts'
import { addClauses, buildQueries, type LunrQuery } from './equality-queries.ts'
import type { EqualityFigures } from './figures.ts'

/** How many queries, and how many seconds for asking them; no number of seconds is too many for Infinity (null). */
export interface Order {
  readonly path: string
  readonly documents: number
  readonly queries: number
  readonly seconds: number | null
}

type Result = readonly [ref: string, score: number, matches: readonly string[]][]

/** Positions are compared in this many of the best documents; refs, order and scores in all. */
const SHOWN = 200
const EXAMPLES = 5

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order
  const figures = [await compare(order, toPlain, 1), await compare(order, toMixed, 2)]
  process.stdout.write(`${JSON.stringify(addUp(figures))}\n`)
}

function addUp(figures: readonly EqualityFigures[]): EqualityFigures {
  return {
    queries: figures.reduce((sum, { queries }) => sum + queries, 0),
    differences: figures.reduce((sum, { differences }) => sum + differences, 0),
    refused: figures.reduce((sum, { refused }) => sum + refused, 0),
    examples: figures.flatMap(({ examples }) => examples).slice(0, EXAMPLES),
  }
}

/** A document with a text for each field. */
interface TextDocument extends LunrDocument {
  readonly values: readonly string[]
}

type Change = (document: TextDocument, number: number, count: number) => TextDocument

function toPlain(document: TextDocument): TextDocument {
  return document
}

/** About fifty documents take the ref of an earlier one, a third has numbers in another order; a quarter counts more. */
function toMixed({ ref, values }: TextDocument, number: number, count: number): TextDocument {
  const isAgain = number > 0 && number % Math.max(2, Math.ceil(count / 50)) === 0
  const isNumber = number % 3 === 0
  return {
    ref: isAgain ? `again-${number % 7}` : isNumber ? String((number * 7_919) % 1_000_003) : ref,
    values,
    ...(number % 4 === 0 && { boost: 1.5 + (number % 3) }),
  }
}

async function compare(order: Order, change: Change, seed: number): Promise<EqualityFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-equality-'))
  try {
    const file = join(folder, 'index')
    writeSource(file, await buildLunrIndex(readDocuments(order, change), { fields: FIELDS }))
    const source = openFile(file)
    const [oracle, words] = buildOracle(order, change)
    const figures = ask(order, buildQueries(words, seed), { oracle, own: openLunrIndex(source) })
    source.close()
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function* readDocuments({ path, documents }: Order, change: Change): Generator<TextDocument> {
  let number = 0
  for (const document of readCorpus(path)) {
    const values = FIELDS.map(({ name }) => document[name])
    yield change({ ref: document.id, values }, number, documents)
    number += 1
  }
}

/** Corrected Lunr over the same documents, and some thousand words of theirs. */
function buildOracle(order: Order, change: Change): [lunr.Index, string[]] {
  const words: string[] = []
  const every = Math.max(1, Math.floor(order.documents / 500))
  let number = 0
  const index = lunr((builder) => {
    builder.ref('id')
    for (const { name, boost } of FIELDS) builder.field(name, { boost })
    builder.metadataWhitelist = ['position']
    for (const { ref, values, boost } of readDocuments(order, change)) {
      const fields = FIELDS.map(({ name }, field) => [name, values[field]])
      builder.add({ id: ref, ...Object.fromEntries(fields) }, { boost: boost ?? 1 })
      if (number % every === 0) words.push(...pickWords(values.join(' ')))
      number += 1
    }
  })
  return [index, words]
}

/** Up to twenty words, evenly from a text, as they are written. */
function pickWords(text: string): string[] {
  const words = text.split(/[\s-]+/).filter((word) => word !== '' && word.length < 40)
  const every = Math.max(1, Math.floor(words.length / 20))
  return words.filter((_, index) => index % every === 0).slice(0, 20)
}

function ask(
  { queries, seconds }: Order,
  source: Iterable<LunrQuery>,
  { oracle, own }: { readonly oracle: lunr.Index; readonly own: LunrIndex },
): EqualityFigures {
  const until = performance.now() + (seconds ?? Infinity) * 500
  const examples: string[] = []
  let [asked, differences, refused] = [0, 0, 0]
  for (const query of source) {
    if (asked >= queries / 2 || performance.now() > until) break
    const expected = askLunr(oracle, query)
    if (expected === null) {
      refused += 1
      continue
    }
    asked += 1
    const difference = findDifference(expected, askOwn(own, query))
    if (difference === null) continue
    differences += 1
    if (examples.length < EXAMPLES) examples.push(`${JSON.stringify(query)}: ${difference}`)
  }
  return { queries: asked, differences, refused, examples }
}

/** What Lunr answers; null when it refuses the query, or fails over a required clause of which nothing is left. */
function askLunr(index: lunr.Index, query: LunrQuery): Result | null {
  try {
    const results =
      'text' in query
        ? index.search(query.text)
        : index.query((each) => {
            addClauses(each, query.clauses)
          })
    return results.map(({ ref, score, matchData }, rank) => [
      ref,
      score,
      rank < SHOWN ? toMatches(matchData) : [],
    ])
  } catch {
    return null
  }
}

function toMatches({ metadata }: lunr.MatchData): string[] {
  const terms = metadata as Readonly<Record<string, Record<string, { position: number[][] }>>>
  return Object.entries(terms)
    .flatMap(([term, fields]) =>
      Object.entries(fields).map(([field, { position }]) => JSON.stringify([term, field, position.flat()])),
    )
    .sort()
}

function askOwn(index: LunrIndex, query: LunrQuery): Result | string {
  try {
    const hits =
      'text' in query
        ? index.search(query.text)
        : index.query((each) => {
            addClauses(each, query.clauses)
          })
    return hits.map((hit, rank) => [hit.ref, hit.score, rank < SHOWN ? toOwnMatches(hit, index.fields) : []])
  } catch (error) {
    return String(error)
  }
}

function toOwnMatches(hit: LunrHit, fields: readonly string[]): string[] {
  return hit
    .matches()
    .map(({ term, field, positions }) => JSON.stringify([term, fields[field], positions]))
    .sort()
}

/** What differs first, in words; null when nothing does. */
function findDifference(expected: Result, own: Result | string): string | null {
  if (typeof own === 'string') return own
  if (own.length !== expected.length) return `${own.length} documents instead of ${expected.length}`
  for (const [rank, [ref, score, matches]] of expected.entries()) {
    const [ownRef, ownScore, ownMatches = []] = own[rank] ?? []
    if (ownRef !== ref) return `${String(ownRef)} instead of ${ref} at rank ${rank + 1}`
    if (ownScore !== score) return `${String(ownScore)} instead of ${score} for ${ref}`
    if (ownMatches.join() !== matches.join()) return `positions of ${ref}`
  }
  return null
}
