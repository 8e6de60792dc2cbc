// What is being read: the open bundle, the open document, where it should be shown, and how far the person has come.
// It asks the services and keeps the answers; it never touches the DOM, and the history of places is kept elsewhere.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import type { ReadableDocument } from '../../src-shared/contract/contract.ts'
import { type Failure, toFailure } from '../../src-shared/contract/errors.ts'
import type { OpenedBundle } from '../../src-shared/domain/bundle.ts'
import type { Heading } from '../../src-shared/domain/document.ts'
import {
  type AnnotationId,
  type BlockId,
  Progression,
  Timestamp,
  toTextOffset,
} from '../../src-shared/domain/ids.ts'
import type { TextRange } from '../anchoring/trim.ts'
import { toLanding, toStart, type Landing, type OpenRequest, type Place } from './reader-requests.ts'
import { toProgress, type ReadingProgress } from './reading-progress.ts'

export type { Landing, OpenRequest, Place } from './reader-requests.ts'

export type ReaderStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'loading'; readonly request: OpenRequest }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly request: OpenRequest; readonly failure: Failure }

export interface ReaderState {
  readonly status: ReaderStatus
  readonly bundle: OpenedBundle | null
  readonly document: ReadableDocument | null
  readonly landing: Landing | null
  readonly marks: readonly (readonly [number, number])[]
  readonly progress: ReadingProgress
  /** The heading the person is under; null before the first one. Changes far less often than `progress`. */
  readonly currentHeading: BlockId | null
  /** Why the reading position could not be saved; null while all is well. */
  readonly positionFailure: Failure | null
}

/** What the reading view can do on request; it attaches itself while it is shown. */
export interface ReaderView {
  highlightSelection(): boolean
  noteOnSelection(): boolean
  toggleBookmark(): void
  /** Opens an annotation of the shown document by its passage. */
  showAnnotation(id: AnnotationId): void
  /** Gives the text the focus; with a range, the caret stands before it and the eye is drawn to it. */
  focus(at?: TextRange): void
  /** What is selected, which then no longer is; null when nothing was. */
  takeSelection(): { readonly text: string; readonly start: number } | null
}

export interface ReaderStore extends StoreApi<ReaderState> {
  /**
   * Opens a place. Resolves when the document is there or has failed; never rejects. A later request wins over an
   * earlier one. Unless `jump` is false, those who listen to jumps learn of the place that is left.
   */
  open(request: OpenRequest, options?: { readonly jump?: boolean }): Promise<void>
  /** Opens what stands that many documents after the open one in reading order; false when there is none. */
  openNeighbour(step: 1 | -1): boolean
  /** Tries again what failed. */
  retry(): Promise<void>
  /** Leaves the bundle; the position is saved first. */
  close(): Promise<void>
  /** The place on the screen now, or null when nothing is open. */
  currentPlace(): Place | null
  /** Called with the place that is being left, at every jump. Returns the way to stop. */
  onJump(listener: (left: Place) => void): () => void
  /** The view tells where the first visible line stands, and which offset is being read. */
  setPlace(place: { offset: number; lineOffset: number; reading: number; atEnd: boolean }): void
  /** Goes to a share of the document, 0 to 1. */
  goTo(progression: number): void
  /** Takes the search marks off. */
  clearMarks(): void
  /** Writes the position now, not when the scrolling has come to rest. */
  savePosition(): Promise<void>
  attach(view: ReaderView): () => void
  /** The attached view, or null when no document is shown. */
  view(): ReaderView | null
}

/** How long the text must rest before its position is written, in milliseconds. */
const REST = 400

const START: ReaderState = {
  status: { kind: 'empty' },
  bundle: null,
  document: null,
  landing: null,
  marks: [],
  progress: toProgress(null, { offset: 0, reading: 0, atEnd: false }),
  currentHeading: null,
  positionFailure: null,
}

interface Kernel {
  readonly client: Client
  readonly store: StoreApi<ReaderState>
  readonly listeners: Set<(left: Place) => void>
  /** Counts requests; an answer to an older one is dropped. */
  turn: number
  place: { offset: number; lineOffset: number } | null
  isDirty: boolean
  timer: ReturnType<typeof setTimeout> | undefined
  view: ReaderView | null
}

export function createReaderStore(client: Client): ReaderStore {
  const store = createStore<ReaderState>(() => START)
  const kernel: Kernel = {
    client,
    store,
    listeners: new Set(),
    turn: 0,
    place: null,
    isDirty: false,
    timer: undefined,
    view: null,
  }
  client.on('library.changed', () => void followLibrary(kernel))
  return Object.assign(store, {
    open: (request: OpenRequest, options?: { readonly jump?: boolean }) =>
      open(kernel, request, options?.jump ?? true),
    openNeighbour: (step: 1 | -1) => openNeighbour(kernel, step),
    retry: () => retry(kernel),
    close: () => close(kernel),
    currentPlace: () => currentPlace(kernel),
    onJump: (listener: (left: Place) => void) => {
      kernel.listeners.add(listener)
      return () => void kernel.listeners.delete(listener)
    },
    setPlace: (place: Parameters<ReaderStore['setPlace']>[0]) => {
      setPlace(kernel, place)
    },
    goTo: (progression: number) => {
      goTo(kernel, progression)
    },
    clearMarks: () => {
      if (store.getState().marks.length > 0) store.setState({ marks: [] })
    },
    savePosition: () => savePosition(kernel),
    attach: (view: ReaderView) => {
      kernel.view = view
      return () => {
        if (kernel.view === view) kernel.view = null
      }
    },
    view: () => kernel.view,
  })
}

async function open(kernel: Kernel, request: OpenRequest, isJump: boolean): Promise<void> {
  const { store } = kernel
  const left = currentPlace(kernel)
  if (isJump && left !== null) kernel.listeners.forEach((listener) => listener(left))
  const turn = (kernel.turn += 1)
  const saved = savePosition(kernel)
  if (isShown(store.getState(), request)) {
    const landing = toLanding(request, null)
    store.setState({ marks: request.marks ?? [], ...(landing === null ? {} : { landing }) })
    return
  }
  store.setState({ status: { kind: 'loading', request } })
  await saved
  await read(kernel, request, turn)
}

/** Reads what a request names and shows it, unless another request has come since. */
async function read(kernel: Kernel, request: OpenRequest, turn: number): Promise<void> {
  const { store } = kernel
  try {
    const { bundle, document } = await load(kernel, request)
    if (turn === kernel.turn) show(kernel, request, bundle, document)
  } catch (error) {
    if (turn === kernel.turn)
      store.setState({ status: { kind: 'failed', request, failure: toFailure(error) } })
  }
}

/**
 * The library has changed: when the open bundle is another edition now, its contents and the document are read again,
 * at about the same place. A bundle that was removed stays on the screen until the person goes elsewhere.
 */
async function followLibrary(kernel: Kernel): Promise<void> {
  const { bundle, document } = kernel.store.getState()
  if (bundle === null) return
  const { id: bundleId, edition } = bundle.summary.metadata
  const opened = await kernel.client.call('library.open', { bundleId }).catch(() => null)
  const isOpen = kernel.store.getState().bundle === bundle
  if (opened === null || !isOpen || opened.summary.metadata.edition === edition) return
  const turn = (kernel.turn += 1)
  await savePosition(kernel)
  kernel.store.setState({ bundle: opened })
  await read(kernel, { bundleId, documentId: document?.documentId }, turn)
}

/** The bundle and the document of a request; no document when the bundle holds none. */
async function load(
  { client, store }: Kernel,
  request: OpenRequest,
): Promise<{ bundle: OpenedBundle; document: ReadableDocument | null }> {
  const { bundleId } = request
  const open = store.getState().bundle
  const isOpen = open?.summary.metadata.id === bundleId
  const bundle = isOpen ? open : await client.call('library.open', { bundleId })
  const documentId = request.documentId ?? bundle.resume?.documentId ?? bundle.documents[0]?.id
  if (documentId === undefined) return { bundle, document: null }
  return { bundle, document: await client.call('documents.read', { bundleId, documentId }) }
}

/** The document asked for is the one on the screen, so that only the place changes. */
function isShown({ status, document }: ReaderState, request: OpenRequest): boolean {
  return (
    status.kind === 'ready' &&
    document !== null &&
    request.bundleId === document.bundleId &&
    (request.documentId === undefined || request.documentId === document.documentId)
  )
}

function show(
  kernel: Kernel,
  request: OpenRequest,
  bundle: OpenedBundle,
  document: ReadableDocument | null,
): void {
  const landing = toLanding(request, document) ?? { kind: 'line', offset: 0, lineOffset: 0 }
  const start = toStart(landing, document)
  kernel.place = null
  kernel.isDirty = false
  kernel.store.setState({
    status: { kind: 'ready' },
    bundle,
    document,
    landing,
    marks: request.marks ?? [],
    progress: toProgress(document, { offset: start, reading: start, atEnd: false }),
    currentHeading: null,
  })
}

function openNeighbour(kernel: Kernel, step: 1 | -1): boolean {
  const { bundle, document } = kernel.store.getState()
  if (bundle === null || document === null) return false
  const at = bundle.documents.findIndex((entry) => entry.id === document.documentId)
  const next = at === -1 ? undefined : bundle.documents[at + step]
  if (next === undefined) return false
  void open(kernel, { bundleId: document.bundleId, documentId: next.id }, true)
  return true
}

async function retry(kernel: Kernel): Promise<void> {
  const { status } = kernel.store.getState()
  if (status.kind === 'failed') await open(kernel, status.request, false)
}

async function close(kernel: Kernel): Promise<void> {
  kernel.turn += 1
  await savePosition(kernel)
  kernel.place = null
  kernel.store.setState(START)
}

function currentPlace(kernel: Kernel): Place | null {
  const { document } = kernel.store.getState()
  if (document === null) return null
  const { offset, lineOffset } = kernel.place ?? { offset: 0, lineOffset: 0 }
  return { bundleId: document.bundleId, documentId: document.documentId, start: offset, lineOffset }
}

function setPlace(kernel: Kernel, place: Parameters<ReaderStore['setPlace']>[0]): void {
  const { document, currentHeading } = kernel.store.getState()
  if (document === null) return
  const isSame = kernel.place?.offset === place.offset && kernel.place.lineOffset === place.lineOffset
  kernel.place = { offset: place.offset, lineOffset: place.lineOffset }
  const heading = findHeading(document.headings, place.reading)?.id ?? null
  kernel.store.setState({
    progress: toProgress(document, place),
    ...(heading === currentHeading ? {} : { currentHeading: heading }),
  })
  if (isSame) return
  kernel.isDirty = true
  clearTimeout(kernel.timer)
  kernel.timer = setTimeout(() => void savePosition(kernel), REST)
}

function goTo(kernel: Kernel, progression: number): void {
  const { document } = kernel.store.getState()
  if (document === null) return
  const offset = Math.floor(Math.max(0, Math.min(1, progression)) * document.length)
  kernel.store.setState({ landing: { kind: 'line', offset, lineOffset: 0 } })
}

async function savePosition(kernel: Kernel): Promise<void> {
  clearTimeout(kernel.timer)
  const { document, progress, positionFailure } = kernel.store.getState()
  if (!kernel.isDirty || document === null || kernel.place === null) return
  kernel.isDirty = false
  const locator = {
    bundleId: document.bundleId,
    edition: document.edition,
    documentId: document.documentId,
    start: toTextOffset(kernel.place.offset),
    progression: Progression.parse(progress.progression),
  }
  const position = {
    locator,
    lineOffset: Math.max(-100_000, Math.min(100_000, kernel.place.lineOffset)),
    saved: Timestamp.parse(new Date().toISOString()),
  }
  try {
    await kernel.client.call('positions.save', { position })
    if (positionFailure !== null) kernel.store.setState({ positionFailure: null })
  } catch (error) {
    kernel.store.setState({ positionFailure: toFailure(error) })
  }
}

/** The last heading at or before an offset. */
function findHeading(headings: readonly Heading[], offset: number): Heading | undefined {
  return headings.findLast((heading) => heading.offset <= offset)
}
