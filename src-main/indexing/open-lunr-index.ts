// An index of documents as Lunr has them, open for Lunr's own queries: the answers are those of `lunr.Index`, from the
// binary file. Text is read by Lunr's own parser, so it may throw as that does; what a person types goes elsewhere.
import type { ByteSource } from '../../src-shared/domain/byte-source.ts'
import { openIndexFile } from './binary/index-file.ts'
import { type LunrClause, type LunrHit, PRESENCE } from './binary/lunr-clause.ts'
import { LunrQueries } from './binary/lunr-query.ts'
import { lunr, LUNR_PIPELINE } from './lunr-corrected.ts'

export type { LunrHit, TermMatch } from './binary/lunr-clause.ts'

/** An index that is open. Every method throws INDEX_UNUSABLE when it meets damage. */
export interface LunrIndex {
  /** Names of the fields, by number. */
  readonly fields: readonly string[]
  /** `lunr.Index.search`. @throws lunr.QueryParseError */
  search(text: string, limit?: number): LunrHit[]
  /** `lunr.Index.query`. @param limit most hits that are returned; all when it is not given */
  query(build: (query: lunr.Query) => void, limit?: number): LunrHit[]
}

/**
 * Opens a file that `buildLunrIndex` made. Closing its content is for whoever opened it.
 * @param pipeline for the terms of queries; Lunr's stemmer, as Lunr has it by default, when it is not given
 * @throws LecternError INDEX_UNUSABLE when it cannot be used
 */
export function openLunrIndex(content: ByteSource, pipeline: lunr.Pipeline = openStemmer()): LunrIndex {
  const parts = openIndexFile(content, LUNR_PIPELINE)
  const fields = parts.fields.map(({ name }) => name)
  const queries = new LunrQueries(parts)
  const query: LunrIndex['query'] = (build, limit) => {
    const asked = new lunr.Query([...fields])
    build(asked)
    return queries.query(toClauses(asked, fields, pipeline), limit)
  }
  return {
    fields,
    query,
    search: (text, limit) => query(toBuild(text), limit),
  }
}

/** What Lunr's parser makes of a text. Its types know no parser, but `search` of any object hands over what it does. */
function toBuild(text: string): (query: lunr.Query) => void {
  let build: (query: lunr.Query) => void = () => undefined
  const taker = { query: (given: typeof build) => (build = given) }
  const search: unknown = Reflect.get(lunr.Index.prototype, 'search')
  if (typeof search === 'function') Reflect.apply(search, taker, [text])
  return build
}

function openStemmer(): lunr.Pipeline {
  const pipeline = new lunr.Pipeline()
  pipeline.add(lunr.stemmer)
  return pipeline
}

/** The clauses as Lunr completes them, their terms through the search pipeline. */
function toClauses(query: lunr.Query, fields: readonly string[], pipeline: lunr.Pipeline): LunrClause[] {
  return query.clauses.map((clause) => ({
    terms: clause.usePipeline ? runPipeline(pipeline, clause) : [clause.term],
    fields: clause.fields.map((name) => fields.indexOf(name)),
    boost: clause.boost,
    editDistance: 'editDistance' in clause ? clause.editDistance : null,
    presence: toPresence('presence' in clause ? clause.presence : undefined),
  }))
}

/** Lunr tells its pipeline for which fields a term is; its types do not say so. */
function runPipeline(pipeline: lunr.Pipeline, { term, fields }: lunr.Query.Clause): string[] {
  const run: unknown = Reflect.get(pipeline, 'runString')
  const terms: unknown = typeof run === 'function' && Reflect.apply(run, pipeline, [term, { fields }])
  return Array.isArray(terms) ? terms.map(String) : []
}

function toPresence(presence: unknown): LunrClause['presence'] {
  if (presence === lunr.Query.presence.REQUIRED) return PRESENCE.required
  return presence === lunr.Query.presence.PROHIBITED ? PRESENCE.prohibited : PRESENCE.optional
}
