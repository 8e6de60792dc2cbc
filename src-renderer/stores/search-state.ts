// What the search panel shows: the question, and its answer as far as it was fetched. Pure; search-store.ts changes it.
import type { Failure } from '../../src-shared/contract/errors.ts'
import type { SearchFacets, SearchResponse, SearchSuggestion } from '../../src-shared/domain/search.ts'
import type { HitPages } from './search-pages.ts'
import type { SearchQuestion } from './search-question.ts'

export interface SearchState extends SearchQuestion {
  readonly status: 'idle' | 'searching' | 'ready' | 'failed'
  readonly failure: Failure | null
  /** Hits of `answered`; they stay on the screen while the next answer is on its way. See `findHit`. */
  readonly pages: HitPages
  readonly total: number
  readonly documents: number
  /** Milliseconds in the search worker. */
  readonly took: number
  readonly limited: SearchResponse['limited']
  /** Nothing had the words as written; the hits have near spellings of them. */
  readonly isNear: boolean
  /** What each filter would give; null when the answer does not tell. */
  readonly facets: SearchFacets | null
  readonly suggestion: SearchSuggestion | null
  /** The text that the hits answer; null when none do. */
  readonly answered: string | null
  /** Another number for the answer to another question, so that a list knows when it has to begin at its top. */
  readonly answer: number
  /** Place of the chosen hit, whether it was fetched or not; -1 for none. */
  readonly active: number
}

/** What an answer decides. */
type Answer = Omit<SearchState, keyof SearchQuestion | 'status' | 'failure' | 'answer'>

/** Nothing is asked, or nothing has been answered. */
export const NO_ANSWER: Answer = {
  pages: new Map(),
  total: 0,
  documents: 0,
  took: 0,
  limited: [],
  isNear: false,
  facets: null,
  suggestion: null,
  answered: null,
  active: -1,
}

/** Before anything is typed. */
export const START: SearchState = {
  text: '',
  scope: 'everything',
  filters: {},
  status: 'idle',
  failure: null,
  answer: 0,
  ...NO_ANSWER,
}
