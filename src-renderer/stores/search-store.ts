// The search of the library as the person drives it: text, scope, the hits so far, and which one is chosen. Answers to
// what is no longer asked are dropped. It shows nothing and opens nothing.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import { type Failure, toFailure } from '../../src-shared/contract/errors.ts'
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { SearchHit, SearchResponse, SearchScope } from '../../src-shared/domain/search.ts'

export type SearchScopeKind = SearchScope['kind']

export interface SearchState {
  readonly text: string
  /** What the person chose; where nothing is open, `everything` is searched all the same. */
  readonly scope: SearchScopeKind
  readonly status: 'idle' | 'searching' | 'ready' | 'failed'
  readonly failure: Failure | null
  /** The hits of `answered`, best first; they stay on the screen while the next answer is on its way. */
  readonly hits: readonly SearchHit[]
  readonly total: number
  readonly documents: number
  /** Milliseconds in the search worker. */
  readonly took: number
  readonly limited: SearchResponse['limited']
  /** Nothing had the words as written; the hits have near spellings of them. */
  readonly isNear: boolean
  /** The text that `hits` answer; null when none do. */
  readonly answered: string | null
  /** Index into `hits`; -1 for none. */
  readonly active: number
  /** Texts that led somewhere, the latest first. */
  readonly recent: readonly string[]
}

/** Where the person is, for the scopes that mean "this". */
export interface Here {
  readonly bundleId: BundleId
  readonly documentId: DocumentId
}

export interface SearchStore extends StoreApi<SearchState> {
  /** The person typed: asks after a short rest, with the last word as a prefix. */
  readonly type: (text: string) => void
  /** Asks for the whole text now, the last word as it stands, and remembers it. */
  readonly submit: () => void
  readonly setScope: (scope: SearchScopeKind) => void
  /** Fetches the next page when there is one and none is on its way. */
  readonly more: () => Promise<void>
  /** Chooses a hit; it stays within what there is. */
  readonly setActive: (index: number) => void
  /** Puts the text among the recent ones. */
  readonly remember: () => void
  /** Brings a text and a scope back, as from the history. */
  readonly restore: (search: { readonly text: string; readonly scope: SearchScopeKind }) => void
  /** Asks again when what was asked may have another answer: the library changed, or the place. */
  readonly refresh: () => void
}

export interface SearchOptions {
  readonly client: Client
  readonly here: () => Here | null
}

/** Rest between two keystrokes before the question is asked, in milliseconds. */
const REST = 25
/** Hits that are fetched at once. */
export const PAGE_SIZE = 50
const RECENT = 12

type Answer = Omit<SearchState, 'text' | 'scope' | 'status' | 'failure' | 'recent'>
const NO_ANSWER: Answer = {
  hits: [],
  total: 0,
  documents: 0,
  took: 0,
  limited: [],
  isNear: false,
  answered: null,
  active: -1,
}

interface Kernel extends SearchOptions {
  readonly store: StoreApi<SearchState>
  /** Counts questions; an answer to an older one is dropped. */
  turn: number
  timer: ReturnType<typeof setTimeout> | undefined
  isFetching: boolean
  wasTyping: boolean
}

export function createSearchStore(options: SearchOptions): SearchStore {
  const store = createStore<SearchState>(() => ({
    text: '',
    scope: 'everything',
    status: 'idle',
    failure: null,
    recent: [],
    ...NO_ANSWER,
  }))
  const kernel: Kernel = { ...options, store, turn: 0, timer: undefined, isFetching: false, wasTyping: true }
  return Object.assign(store, {
    type: (text: string) => {
      type(kernel, text)
    },
    submit: () => {
      remember(store)
      ask(kernel, { typing: false })
    },
    setScope: (scope: SearchScopeKind) => {
      if (store.getState().scope === scope) return
      store.setState({ scope })
      ask(kernel, { typing: kernel.wasTyping })
    },
    more: () => more(kernel),
    setActive: (index: number) => {
      store.setState(({ hits }) => ({ active: Math.max(-1, Math.min(hits.length - 1, index)) }))
    },
    remember: () => {
      remember(store)
    },
    restore: (search: { readonly text: string; readonly scope: SearchScopeKind }) => {
      const { text, scope } = store.getState()
      if (text === search.text && scope === search.scope) return
      store.setState(search)
      ask(kernel, { typing: false })
    },
    refresh: () => {
      ask(kernel, { typing: kernel.wasTyping })
    },
  })
}

/** The scope to ask for: "this document" means nothing where no document is open. */
export function toScope(kind: SearchScopeKind, here: Here | null): SearchScope {
  if (kind === 'everything' || here === null) return { kind: 'everything' }
  return kind === 'bundle' ? { kind, bundleId: here.bundleId } : { kind, ...here }
}

function type(kernel: Kernel, text: string): void {
  kernel.store.setState({ text })
  clearTimeout(kernel.timer)
  if (text.trim() === '') {
    ask(kernel, { typing: true })
    return
  }
  kernel.turn += 1
  kernel.store.setState({ status: 'searching' })
  kernel.timer = setTimeout(() => {
    ask(kernel, { typing: true })
  }, REST)
}

function ask(kernel: Kernel, { typing }: { readonly typing: boolean }): void {
  clearTimeout(kernel.timer)
  kernel.wasTyping = typing
  kernel.turn += 1
  if (kernel.store.getState().text.trim() === '') {
    kernel.store.setState({ status: 'idle', failure: null, ...NO_ANSWER })
    return
  }
  kernel.store.setState({ status: 'searching' })
  void fetchPage(kernel, { typing, offset: 0 })
}

async function more(kernel: Kernel): Promise<void> {
  const { hits, total, status } = kernel.store.getState()
  if (status !== 'ready' || kernel.isFetching || hits.length >= total) return
  await fetchPage(kernel, { typing: kernel.wasTyping, offset: hits.length })
}

async function fetchPage(
  kernel: Kernel,
  page: { readonly typing: boolean; readonly offset: number },
): Promise<void> {
  const { store, client, turn } = kernel
  const { text, scope } = store.getState()
  kernel.isFetching = true
  try {
    const request = { text, scope: toScope(scope, kernel.here()), limit: PAGE_SIZE, ...page }
    const response = await client.call('search.query', request)
    if (turn === kernel.turn) accept(store, text, response, page.offset)
  } catch (error) {
    const failure = toFailure(error)
    if (turn !== kernel.turn) return
    // Another window's question took the place of this one: a question that is not "typing" is never dropped.
    if (failure.code === 'CANCELLED' && page.typing) ask(kernel, { typing: false })
    else store.setState({ status: 'failed', failure })
  } finally {
    if (turn === kernel.turn) kernel.isFetching = false
  }
}

function accept(store: StoreApi<SearchState>, text: string, response: SearchResponse, offset: number): void {
  const { hits, active } = store.getState()
  const isNextPage = offset > 0
  store.setState({
    status: 'ready',
    failure: null,
    hits: isNextPage ? [...hits, ...response.hits] : response.hits,
    total: isNextPage && response.hits.length === 0 ? hits.length : response.total,
    documents: response.documents,
    took: response.took,
    limited: response.limited,
    isNear: response.near === true,
    answered: text,
    active: isNextPage ? active : -1,
  })
}

function remember(store: StoreApi<SearchState>): void {
  const text = store.getState().text.trim()
  if (text === '') return
  const folded = text.toLocaleLowerCase()
  store.setState(({ recent }) => ({
    recent: [text, ...recent.filter((each) => each.toLocaleLowerCase() !== folded)].slice(0, RECENT),
  }))
}
