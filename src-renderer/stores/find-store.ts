// Finding in the open document as the person drives it: text, options, the matches, and which one they are at. The
// scanning is done by a finder that is handed in; painting and going to a place are the reader's.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ReadableDocument } from '../../src-shared/contract/contract.ts'
import { toCanonicalText } from '../../src-shared/text/canonical-text.ts'
import {
  countBefore,
  countRanges,
  NO_RANGES,
  type PackedRanges,
  rangeAt,
} from '../anchoring/packed-ranges.ts'
import type { ReaderStore } from './reader-store.ts'

export interface FindOptions {
  readonly matchCase: boolean
  readonly wholeWords: boolean
  /** Off: `resume` finds “résumé”. A pattern always means the characters it names. */
  readonly matchAccents: boolean
  /** The text is a regular expression of JavaScript, with the flags `u` and `m`. */
  readonly isPattern: boolean
}

export interface FindQuery extends FindOptions {
  readonly text: string
}

export type FindAnswer =
  /** `isMore`: there are more than were counted. */
  | { readonly kind: 'found'; readonly matches: PackedRanges; readonly isMore: boolean }
  /** The pattern cannot be read; `reason` is the browser's own. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** The pattern took too long. */
  | { readonly kind: 'stopped' }
  /** Another query came in between, or the search was called off. */
  | { readonly kind: 'superseded' }
  /** The scan broke off, as for want of memory. */
  | { readonly kind: 'failed' }

/** Scans one text at a time, away from the thread of the interface. */
export interface Finder {
  /** What is searched from now on: a canonical text. */
  setText(text: string): void
  /** Never rejects. A new query supersedes the one before. */
  find(query: FindQuery): Promise<FindAnswer>
  /** Calls off what is running, at once. */
  cancel(): void
}

/** Text that is selected in the document, and where it begins. */
export interface SelectedText {
  readonly text: string
  readonly start: number
}

export type FindStatus =
  | { readonly kind: 'idle' | 'finding' | 'found' | 'stopped' | 'failed' }
  | { readonly kind: 'invalid'; readonly reason: string }

export interface FindState {
  readonly isOpen: boolean
  readonly text: string
  readonly options: FindOptions
  readonly isListOpen: boolean
  readonly status: FindStatus
  /** They stay while the next answer is on its way. */
  readonly matches: PackedRanges
  /** There are more than `matches`. */
  readonly isMore: boolean
  /** Number of the match one is at, from 0; -1 for none. */
  readonly active: number
  /** The last step went past the end of the document, or past its beginning, and on from the other side. */
  readonly wrapped: 'end' | 'start' | null
  /** Grows with each wish that the focus should go to the field. */
  readonly focusTurn: number
}

export interface FindStore extends StoreApi<FindState> {
  /** Opens the bar and asks for the focus; what is selected is found. False when no document is open. */
  readonly open: (selected?: SelectedText | null) => boolean
  /** Closes the bar, takes the marks away, and leaves the person at the match they are at. */
  readonly close: () => void
  readonly type: (text: string) => void
  readonly setOption: (name: keyof FindOptions, value: boolean) => void
  /** To the next match or the one before, round the ends. Opens the bar where it is closed. */
  readonly step: (step: 1 | -1) => void
  readonly goTo: (match: number) => void
  readonly toggleList: () => void
  /** Text of [start, end) of the document that is searched. */
  readonly slice: (start: number, end: number) => string
}

/** Rest between two keystrokes before a query goes out, in milliseconds: longer where a query may be a costly one. */
const REST = { text: 20, pattern: 160 } as const

const NOTHING = { matches: NO_RANGES, isMore: false, active: -1, wrapped: null } as const

const START: FindState = {
  isOpen: false,
  text: '',
  options: { matchCase: false, wholeWords: false, matchAccents: false, isPattern: false },
  isListOpen: true,
  status: { kind: 'idle' },
  focusTurn: 0,
  ...NOTHING,
}

/** Longest text that is taken over from a selection, in UTF-16 units: who selects more means to copy it. */
const LONGEST_SELECTION = 200

interface Kernel {
  readonly store: StoreApi<FindState>
  readonly finder: Finder
  readonly reader: ReaderStore
  /** The document whose text the finder has, and that text. */
  document: ReadableDocument | null
  canonical: string
  /** Offset from which the first match is looked for; null: from where the person is. */
  origin: number | null
  /** The match at which the bar was closed, and where the person was then. */
  left: { readonly start: number; readonly place: number } | null
  /** The person has been taken to a match since the bar was opened, so that the way back is kept already. */
  hasJumped: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createFindStore(finder: Finder, reader: ReaderStore): FindStore {
  const store = createStore<FindState>(() => START)
  const kernel: Kernel = {
    store,
    finder,
    reader,
    document: null,
    canonical: '',
    origin: null,
    left: null,
    hasJumped: false,
    timer: undefined,
  }
  reader.subscribe(({ document }, before) => {
    if (document !== before.document) followDocument(kernel)
  })
  return Object.assign(store, {
    open: (selected: SelectedText | null = null) => open(kernel, selected),
    close: () => {
      close(kernel)
    },
    type: (text: string) => {
      type(kernel, text)
    },
    setOption: (name: keyof FindOptions, value: boolean) => {
      store.setState(({ options }) => ({ options: { ...options, [name]: value } }))
      void find(kernel, 'show')
    },
    step: (step: 1 | -1) => {
      takeStep(kernel, step)
    },
    goTo: (match: number) => {
      show(kernel, match, null)
    },
    toggleList: () => {
      store.setState(({ isListOpen }) => ({ isListOpen: !isListOpen }))
    },
    slice: (start: number, end: number) => kernel.canonical.slice(start, end),
  })
}

function open(kernel: Kernel, selected: SelectedText | null): boolean {
  const { store } = kernel
  const { isOpen, options, text } = store.getState()
  if (kernel.reader.getState().document === null) return false
  if (!isOpen) start(kernel)
  store.setState(({ focusTurn }) => ({ isOpen: true, focusTurn: focusTurn + 1 }))
  if (selected !== null && selected.text.length <= LONGEST_SELECTION) {
    kernel.origin = selected.start
    store.setState({ text: options.isPattern ? toPattern(selected.text) : selected.text })
    void find(kernel, 'show')
  } else if (!isOpen && text !== '') void find(kernel, 'stay')
  return true
}

/** Hands the open document over to the finder, and takes up where the person was before, if they are still there. */
function start(kernel: Kernel): void {
  const { reader, left } = kernel
  takeDocument(kernel)
  const place = reader.currentPlace()?.start ?? 0
  kernel.hasJumped = false
  kernel.origin = left?.place === place ? left.start : place
}

function takeDocument(kernel: Kernel): void {
  const { document } = kernel.reader.getState()
  if (document === kernel.document) return
  kernel.document = document
  kernel.canonical = document === null ? '' : toCanonicalText(document.html)
  kernel.finder.setText(kernel.canonical)
}

function close(kernel: Kernel): void {
  const { store, reader, finder } = kernel
  const { matches, active, isOpen } = store.getState()
  if (!isOpen) return
  clearTimeout(kernel.timer)
  finder.cancel()
  const range = rangeAt(matches, active)
  kernel.left = range === null ? null : { start: range.start, place: reader.currentPlace()?.start ?? 0 }
  store.setState({ isOpen: false, status: { kind: 'idle' }, ...NOTHING })
  reader.view()?.focus(range ?? undefined)
}

/** Another document is open: what is looked for is looked for there, without going anywhere. */
function followDocument(kernel: Kernel): void {
  const { store, reader, finder } = kernel
  clearTimeout(kernel.timer)
  finder.cancel()
  kernel.origin = kernel.left = null
  kernel.hasJumped = false
  store.setState({ status: { kind: 'idle' }, ...NOTHING })
  if (!store.getState().isOpen) {
    kernel.document = null
    kernel.canonical = ''
  } else if (reader.getState().document === null) store.setState({ isOpen: false })
  else {
    takeDocument(kernel)
    void find(kernel, 'stay')
  }
}

function type(kernel: Kernel, text: string): void {
  const { store } = kernel
  clearTimeout(kernel.timer)
  store.setState({ text, ...(text === '' ? {} : { status: { kind: 'finding' } }) })
  const { isPattern } = store.getState().options
  if (text === '') void find(kernel, 'stay')
  else kernel.timer = setTimeout(() => void find(kernel, 'show'), REST[isPattern ? 'pattern' : 'text'])
}

/** Asks for the matches; then shows the first from the origin on, or leaves the person where they are. */
async function find(kernel: Kernel, then: 'show' | 'stay'): Promise<void> {
  const { store, finder } = kernel
  const { text, options } = store.getState()
  clearTimeout(kernel.timer)
  if (text === '') {
    finder.cancel()
    store.setState({ status: { kind: 'idle' }, ...NOTHING })
    return
  }
  store.setState({ status: { kind: 'finding' } })
  const answer = await finder.find({ text, ...options })
  if (answer.kind === 'superseded') return
  if (answer.kind !== 'found') {
    store.setState({ status: answer, ...NOTHING })
    return
  }
  const { kind, ...found } = answer
  const { origin } = kernel
  const first = origin === null ? -1 : countBefore(found.matches, origin)
  const isThere = origin !== null && rangeAt(found.matches, first)?.start === origin
  store.setState({ status: { kind }, ...NOTHING, ...found, active: then === 'stay' && isThere ? first : -1 })
  if (then === 'show') showNext(kernel, 1)
}

function takeStep(kernel: Kernel, step: 1 | -1): void {
  const { isOpen, text, status } = kernel.store.getState()
  if (!isOpen) {
    if (open(kernel, null) && text !== '') void find(kernel, 'stay').then(() => showNext(kernel, step))
  } else if (status.kind === 'finding') void find(kernel, 'show')
  else showNext(kernel, step)
}

/** From the match one is at; from none, the nearest to the origin or to where the person is. */
function showNext(kernel: Kernel, step: 1 | -1): void {
  const { matches, active } = kernel.store.getState()
  const count = countRanges(matches)
  if (count === 0) return
  const origin = kernel.origin ?? kernel.reader.currentPlace()?.start ?? 0
  const before = active === -1 ? countBefore(matches, origin) - (step === 1 ? 1 : 0) : active
  const next = before + step
  if (next >= count) show(kernel, 0, 'end')
  else if (next < 0) show(kernel, count - 1, 'start')
  else show(kernel, next, null)
}

function show(kernel: Kernel, match: number, wrapped: FindState['wrapped']): void {
  const { store, reader, document } = kernel
  const range = rangeAt(store.getState().matches, match)
  const isShown = reader.getState().status.kind === 'ready' && reader.getState().document === document
  if (range === null || document === null || !isShown) return
  kernel.origin = range.start
  store.setState({ active: match, wrapped })
  const { bundleId, documentId } = document
  void reader.open({ bundleId, documentId, ...range }, { jump: !kernel.hasJumped })
  kernel.hasJumped = true
}

/** A pattern that means just these characters. */
function toPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
