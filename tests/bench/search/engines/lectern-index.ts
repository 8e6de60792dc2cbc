// Lectern's index as it answers Lunr's queries: the one place that the bench knows it by.
import { lunr } from '../../../../src-main/indexing/lunr-corrected.ts'
import { IndexBuilder } from '../../../../src-main/indexing/binary/index-builder.ts'
import { openIndexBytes, toIndexBytes } from '../../../../src-main/indexing/binary/index-file.ts'
import { type LunrClause, LunrQueries, PRESENCE } from '../../../../src-main/indexing/binary/lunr-query.ts'
import { type ByteSource, fromMemory } from '../../../../src-shared/domain/byte-source.ts'

/** A document as the index takes it: a value for each field. */
export interface LunrDocument {
  readonly ref: string
  readonly boost?: number
  readonly values: readonly string[]
}

export interface LunrHit {
  readonly ref: string
  readonly score: number
  /** `positions` are start, length, start, length … */
  matches(): { readonly term: string; readonly field: number; readonly positions: readonly number[] }[]
}

export interface LunrIndex {
  readonly fields: readonly string[]
  /** A query in Lunr's language. */
  search(text: string, limit?: number): LunrHit[]
  query(build: (query: lunr.Query) => void, limit?: number): LunrHit[]
}

interface Fields {
  readonly fields: readonly { readonly name: string; readonly boost: number }[]
  readonly workers?: number
}

type QueryParserClass = new (text: string, query: lunr.Query) => { parse(): void }

/** Whether `workers` makes a difference. */
export const hasWorkers = false

const PIPELINE = 'English'
const STEMMING = new lunr.Pipeline()
STEMMING.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer)
const SEARCHING = new lunr.Pipeline()
SEARCHING.add(lunr.stemmer)

export function buildLunrIndex(documents: Iterable<LunrDocument>, { fields }: Fields): Promise<ByteSource> {
  const builder = new IndexBuilder(fields, 2)
  for (const { ref, boost, values } of documents) builder.add(ref, values.map(toTerms), boost)
  return Promise.resolve(fromMemory(toIndexBytes(builder.build(), PIPELINE)))
}

export function openLunrIndex(content: ByteSource): LunrIndex {
  const parts = openIndexBytes(content.read(0, content.size), PIPELINE)
  const queries = new LunrQueries(parts)
  const names = parts.fields.map(({ name }) => name)
  const query = (build: (query: lunr.Query) => void, limit?: number): LunrHit[] => {
    const asked = new lunr.Query(names)
    build(asked)
    return queries.query(toClauses(asked, names), limit)
  }
  return {
    fields: names,
    query,
    search: (text, limit) =>
      query((asked) => {
        const { QueryParser } = lunr as unknown as { QueryParser: QueryParserClass }
        new QueryParser(text, asked).parse()
      }, limit),
  }
}

function toTerms(text: string): { terms: string[]; positions: number[] } {
  const tokens = STEMMING.run(lunr.tokenizer(text)) as unknown as {
    metadata: { position: [number, number] }
  }[]
  return { terms: tokens.map(String), positions: tokens.flatMap(({ metadata }) => metadata.position) }
}

function toClauses(asked: lunr.Query, names: readonly string[]): LunrClause[] {
  return (
    asked.clauses as unknown as {
      term: string
      fields: string[]
      boost: number
      usePipeline: boolean
      editDistance?: number
      presence?: 1 | 2 | 3
    }[]
  ).map((clause) => ({
    terms: clause.usePipeline ? SEARCHING.runString(clause.term) : [clause.term],
    fields: clause.fields.map((name) => names.indexOf(name)),
    boost: clause.boost,
    editDistance: clause.editDistance ?? 0,
    presence: clause.presence ?? PRESENCE.optional,
  }))
}
