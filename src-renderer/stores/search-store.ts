// The search of the library as the person drives it: text, scope, filters, the hits as far as they were fetched, and
// which one is chosen. Answers to what is no longer asked are dropped. It shows nothing and opens nothing.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import { toFailure } from '../../src-shared/contract/errors.ts'
import type {
  SearchFilters,
  SearchHit,
  SearchRequest,
  SearchResponse,
} from '../../src-shared/domain/search.ts'
import type { SearchScopeKind } from '../../src-shared/domain/settings.ts'
import { isSameFilters, withoutPlaces } from './search-filters.ts'
import { findHit, findMissingPage, type HitRange, PAGE_SIZE, withPage } from './search-pages.ts'
import { type Here, type SearchQuestion, toRequest } from './search-question.ts'
import { NO_ANSWER, type SearchState, START } from './search-state.ts'

export interface SearchStore extends StoreApi<SearchState> {
  /** The person typed: asks at once, or as soon as what was asked before is answered; the last word is a prefix. */
  readonly type: (text: string) => void
  /** Asks for the whole text now, the last word as it stands. */
  readonly submit: () => void
  /** Chooses where to search; filters by bundle and document, which are places too, are given up. */
  readonly setScope: (scope: SearchScopeKind) => void
  readonly setFilters: (filters: SearchFilters) => void
  /** Asks another question as a whole or in part, as from the history. Does nothing when it is answered already. */
  readonly run: (question: Partial<SearchQuestion>) => void
  /** Tells which hits are in view; what is missing of them is fetched, then what lies next to them. */
  readonly look: (view: HitRange) => void
  /** The hit in a place, when it has been fetched; null when another hit or question was chosen meanwhile. */
  readonly hitAt: (index: number) => Promise<SearchHit | null>
  /** Chooses a hit by its place; it stays within what there is. */
  readonly setActive: (index: number) => void
  /**
   * Asks again when there may be another answer: the library changed, or the place. What is in view and what is chosen
   * stay as they are, unless "this" means something else now.
   */
  readonly refresh: () => void
}

export interface SearchOptions {
  readonly client: Client
  readonly here: () => Here | null
}

interface Kernel extends SearchOptions {
  readonly store: StoreApi<SearchState>
  /** Counts questions; an answer to an older one is dropped. */
  turn: number
  /** Questions on their way, pages aside. */
  asked: number
  /** Something was typed while a question was on its way. */
  isOverdue: boolean
  isPaging: boolean
  wasTyping: boolean
  view: HitRange
  /** The question that the hits answer, as one string. */
  answered: string
  timer: ReturnType<typeof setTimeout> | undefined
}

const TOP: HitRange = { first: 0, last: 0 }
const IDLE = {
  turn: 0,
  asked: 0,
  isOverdue: false,
  isPaging: false,
  wasTyping: true,
  view: TOP,
  answered: '',
  timer: undefined,
}

/** How long notes must rest before the search is asked again for them, in milliseconds. */
const SETTLE = 300

export function createSearchStore(options: SearchOptions): SearchStore {
  const store = createStore<SearchState>(() => START)
  const kernel: Kernel = { ...options, ...IDLE, store }
  options.client.on('annotations.changed', () => {
    followNotes(kernel)
  })
  return Object.assign(store, {
    type: (text: string) => {
      type(kernel, text)
    },
    submit: () => {
      ask(kernel, { typing: false })
    },
    setScope: (scope: SearchScopeKind) => {
      const { filters } = store.getState()
      run(kernel, { scope, filters: withoutPlaces(filters) }, { typing: kernel.wasTyping })
    },
    setFilters: (filters: SearchFilters) => {
      run(kernel, { filters }, { typing: kernel.wasTyping })
    },
    run: (question: Partial<SearchQuestion>) => {
      run(kernel, question, { typing: false })
    },
    look: (view: HitRange) => {
      kernel.view = view
      void fetchMissing(kernel)
    },
    hitAt: (index: number) => hitAt(store, index),
    setActive: (index: number) => {
      store.setState(({ total }) => ({ active: Math.max(-1, Math.min(total - 1, index)) }))
    },
    refresh: () => {
      ask(kernel, { typing: kernel.wasTyping })
    },
  })
}

function type(kernel: Kernel, text: string): void {
  kernel.store.setState({ text })
  if (kernel.asked === 0 || text.trim() === '') {
    ask(kernel, { typing: true })
    return
  }
  kernel.turn += 1
  kernel.isOverdue = true
  kernel.store.setState({ status: 'searching' })
}

function run(kernel: Kernel, question: Partial<SearchQuestion>, mode: { readonly typing: boolean }): void {
  const before = kernel.store.getState()
  const asked = { ...before, ...question }
  const isSame =
    asked.text === before.text && asked.scope === before.scope && isSameFilters(asked.filters, before.filters)
  if (isSame && before.status === 'ready') return
  kernel.store.setState(question)
  ask(kernel, mode)
}

function ask(kernel: Kernel, { typing }: { readonly typing: boolean }): void {
  kernel.wasTyping = typing
  kernel.isOverdue = false
  kernel.turn += 1
  if (kernel.store.getState().text.trim() === '') {
    kernel.answered = ''
    kernel.store.setState({ status: 'idle', failure: null, ...NO_ANSWER })
    return
  }
  kernel.store.setState({ status: 'searching' })
  void fetchAnswer(kernel)
}

async function fetchAnswer(kernel: Kernel): Promise<void> {
  const { store, turn, wasTyping } = kernel
  const request = toPageRequest(kernel, 0)
  kernel.asked += 1
  try {
    const response = await kernel.client.call('search.query', request)
    if (turn === kernel.turn) accept(kernel, request, response)
  } catch (error) {
    const failure = toFailure(error)
    // Another window's question took the place of this one: a question that is not "typing" is never dropped.
    const wasDropped = failure.code === 'CANCELLED' && wasTyping
    if (turn === kernel.turn && wasDropped) ask(kernel, { typing: false })
    else if (turn === kernel.turn) store.setState({ status: 'failed', failure })
  } finally {
    kernel.asked -= 1
    if (kernel.isOverdue && kernel.asked === 0) ask(kernel, { typing: true })
  }
}

function accept(kernel: Kernel, request: SearchRequest, response: SearchResponse): void {
  const question = JSON.stringify(request)
  const isSame = question === kernel.answered
  const total = response.hits.length < PAGE_SIZE ? response.hits.length : response.total
  kernel.answered = question
  if (!isSame) kernel.view = TOP
  kernel.store.setState(({ answer, active }) => ({
    status: 'ready',
    failure: null,
    pages: new Map([[0, response.hits]]),
    total,
    documents: response.documents,
    took: response.took,
    limited: response.limited,
    isNear: response.near === true,
    facets: response.facets ?? null,
    suggestion: response.suggestion ?? null,
    answered: request.text,
    answer: isSame ? answer : answer + 1,
    active: isSame ? Math.min(active, total - 1) : -1,
  }))
  if (isSame) void fetchMissing(kernel)
}

/** Notes are searched as they are written: what is on the screen is asked again when they have come to rest. */
function followNotes(kernel: Kernel): void {
  clearTimeout(kernel.timer)
  kernel.timer = setTimeout(() => {
    if (kernel.store.getState().status === 'ready') ask(kernel, { typing: kernel.wasTyping })
  }, SETTLE)
}

/** Fetches one page after the other until nothing in view is missing; what went out of view meanwhile is left out. */
async function fetchMissing(kernel: Kernel): Promise<void> {
  const { store, turn } = kernel
  const { pages, total, status } = store.getState()
  const page = findMissingPage(pages, total, kernel.view)
  if (kernel.isPaging || status !== 'ready' || page === undefined) return
  kernel.isPaging = true
  try {
    const { hits } = await kernel.client.call('search.query', toPageRequest(kernel, page))
    if (turn === kernel.turn) acceptPage(store, page, hits)
  } catch (error) {
    if (turn === kernel.turn) {
      // Given up for another window's question: asked again when the list is next looked at.
      const failure = toFailure(error)
      if (failure.code !== 'CANCELLED') store.setState({ status: 'failed', failure })
      return
    }
  } finally {
    kernel.isPaging = false
  }
  await fetchMissing(kernel)
}

function hitAt(store: StoreApi<SearchState>, index: number): Promise<SearchHit | null> {
  const { pages, answer, active } = store.getState()
  const there = findHit(pages, index)
  if (there !== undefined) return Promise.resolve(there)
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      const hit = findHit(state.pages, index)
      const isGone = state.answer !== answer || state.active !== active || state.status === 'failed'
      if (hit === undefined && !isGone) return
      stop()
      resolve(isGone ? null : (hit ?? null))
    })
  })
}

/** A page that is shorter than it should be is the last: there are fewer hits than there were. */
function acceptPage(store: StoreApi<SearchState>, page: number, hits: readonly SearchHit[]): void {
  const { pages, total, active } = store.getState()
  const end = page * PAGE_SIZE + hits.length
  const left = hits.length < PAGE_SIZE ? Math.min(total, end) : total
  store.setState({
    pages: withPage(pages, page, hits),
    total: left,
    active: Math.min(active, left - 1),
  })
}

function toPageRequest({ store, here, wasTyping }: Kernel, page: number): SearchRequest {
  return toRequest(store.getState(), { here: here(), typing: wasTyping, page })
}
