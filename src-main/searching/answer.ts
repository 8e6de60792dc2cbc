// A request → all that answers it but the hits themselves: what was found, in order and counted, whether by near
// spellings, and what could be asked instead. It reads no document.
import type {
  SearchFacets,
  SearchRequest,
  SearchResponse,
  SearchSuggestion,
} from '../../src-shared/domain/search.ts'
import type { Clause } from '../indexing/index.ts'
import { buildClauses, hasNear } from './query/clauses.ts'
import { type Collected, findMatches, withIndex } from './matches.ts'
import { BARS, buildNarrowing, type Narrowing } from './query/narrowing.ts'
import { type ParsedQuery, parseQuery } from './query/query.ts'
import { countFacets } from './results/facets.ts'
import { type Groups, groupMatches } from './results/groups.ts'
import { type Ranking, rank } from './results/ranking.ts'
import { correct, type Words } from './query/suggestion.ts'

/** How long one query may look, in milliseconds. */
export const QUERY_TIME = 1_000

/** So few hits or less, and another spelling is looked for; it is offered when it finds so many times as much. */
const FEW = 5
const MUCH_MORE = 5

/** What a request found. `facets` are null when it asks for nothing. */
export interface Result {
  readonly ranking: Ranking
  readonly facets: SearchFacets | null
  readonly limited: ReadonlySet<SearchResponse['limited'][number]>
  readonly near: boolean
  readonly suggestion: SearchSuggestion | null
}

/** Finds what answers a request. @param begun when it was begun, by `performance.now()` */
export function answer(request: SearchRequest, collected: Collected, begun: number): Result {
  const query = parseQuery(request.text, request.typing)
  const narrowing = buildNarrowing(request, query)
  const limited = new Set<SearchResponse['limited'][number]>(query.limited)
  const isOver = (): boolean => performance.now() - begun > QUERY_TIME
  const ask = (clauses: readonly Clause[], within = narrowing): Groups => {
    const matches = findMatches(collected, clauses, within, isOver)
    if (!matches.complete) limited.add('time')
    return groupMatches(matches, collected.shelves)
  }
  const written = ask(buildClauses(query))
  const near = isEmpty(written) && hasNear(query) && !isOver()
  const groups = near ? ask(buildClauses(query, true)) : written
  const ranking = rank(groups)
  const known = near ? 0 : ranking.total
  const suggestion = known > FEW || isOver() ? null : correct(request.text, query, openWords(collected))
  if (lacksIndex(request, collected, narrowing)) limited.add('index-missing')
  return {
    ranking,
    facets: asksNothing(query, narrowing) ? null : countFacets(groups, collected.shelves),
    limited,
    near: near && ranking.total > 0,
    suggestion: suggestion !== null && isWorthIt(suggestion, known, request, ask) ? suggestion : null,
  }
}

function isWorthIt(
  { text }: SearchSuggestion,
  known: number,
  request: SearchRequest,
  ask: (clauses: readonly Clause[], narrowing: Narrowing) => Groups,
): boolean {
  const query = parseQuery(text, false)
  const { total } = rank(ask(buildClauses(query), buildNarrowing(request, query)))
  return total > 0 && total >= MUCH_MORE * known
}

/** Whether nothing matches, filters that are chosen beside the query left aside. */
function isEmpty({ matches, bars, from, to }: Groups): boolean {
  const isOut = (bar: number): boolean => (bar & BARS.query) !== 0
  return (
    bars.every((bar, group) => isOut(bar) || from[group] === to[group]) && matches.notes.bars.every(isOut)
  )
}

function asksNothing({ parts }: ParsedQuery, { lists }: Narrowing): boolean {
  return !lists && parts.every(({ excluded }) => excluded)
}

/** Whether a bundle in the scope, or the one that is the scope, has no index now. */
function lacksIndex({ scope }: SearchRequest, { shelves }: Collected, narrowing: Narrowing): boolean {
  const within = [...shelves.values()].filter(
    ({ bundle }) => (narrowing.barBundle(bundle.bundleId) & BARS.query) === 0,
  )
  if (within.length === 0) return scope.kind !== 'everything'
  return within.some(({ index }) => index === null)
}

/** The words of all indexes and notes. */
function openWords({ shelves, notes: { vocabulary } }: Collected): Words {
  const all = [...shelves.values()]
  return {
    frequency: (word) =>
      all
        .flatMap((shelf) => withIndex(shelf, (index) => index.frequency(word)))
        .reduce((sum, each) => sum + each, vocabulary.frequency(word)),
    begins(beginning) {
      const clause: Clause = {
        presence: 'required',
        fields: ['body'],
        sequences: [[{ offset: 0, patterns: [{ kind: 'prefix', term: beginning }] }]],
      }
      const isKnown = all.flatMap((shelf) =>
        withIndex(shelf, (index) => index.prepare([clause]).terms.names.length > 0),
      )
      return isKnown.includes(true) || vocabulary.prefixed(beginning).length > 0
    },
    near(word, distance) {
      const found = new Map<string, number>()
      const add = (term: string, frequency: number): void => {
        found.set(term, (found.get(term) ?? 0) + frequency)
      }
      for (const shelf of all)
        for (const near of withIndex(shelf, (index) => index.findNear(word, distance)))
          for (const { term, frequency } of near) add(term, frequency)
      for (const number of vocabulary.near(word, distance))
        add(vocabulary.word(number), vocabulary.count(number))
      return found
    },
  }
}
