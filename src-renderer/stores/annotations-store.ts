// The person's annotations as the interface knows them: those of the open bundle, those of the library when asked for,
// and what is being saved. A change is shown when the services have acknowledged it, so what is on the screen is on
// the disk; what could not be written is kept here, in words, until it can.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import type { NotesProblem } from '../../src-shared/contract/contract.ts'
import { type Failure, toFailure } from '../../src-shared/contract/errors.ts'
import type {
  AnnotationDraft,
  AnnotationPatch,
  PlacedAnnotation,
} from '../../src-shared/domain/annotation.ts'
import type { AnnotationId, BundleId } from '../../src-shared/domain/ids.ts'

/** `failed` stays until a later change succeeds. */
export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** A list that is read from the services. */
export type Loaded =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Which annotations a list shows. */
export type ListScope = 'document' | 'bundle' | 'library'

export interface AnnotationsState {
  /** What the panel lists, and the words it is filtered by. */
  readonly scope: ListScope
  readonly filter: string
  /** The bundle that `bundle` lists. */
  readonly bundleId: BundleId | null
  /** In order of place; no tombstones. Empty while loading. */
  readonly bundle: readonly PlacedAnnotation[]
  readonly bundleLoaded: Loaded
  /** Of all bundles; kept up to date once it was asked for. */
  readonly library: readonly PlacedAnnotation[]
  readonly libraryLoaded: Loaded
  readonly problems: readonly NotesProblem[]
  readonly saving: SaveState
  /** Notes whose text could not be written, by annotation: the text is safe here and nowhere else. */
  readonly unsaved: ReadonlyMap<AnnotationId, string>
  /** The annotation whose note is open for editing in the text, wherever it was opened from. */
  readonly active: AnnotationId | null
}

/** The outcome of a change: what changed, or why nothing did. */
export type Change =
  | { readonly kind: 'done'; readonly changed: readonly PlacedAnnotation[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface AnnotationsStore extends StoreApi<AnnotationsState> {
  /** Lists the annotations of a bundle from now on; `null` for none. */
  showBundle(bundleId: BundleId | null): Promise<void>
  /** Lists the annotations of the whole library from now on. */
  showLibrary(): Promise<void>
  /** Chooses what the panel lists; the library is read when it is first asked for. */
  readonly setScope: (scope: ListScope) => void
  readonly setFilter: (filter: string) => void
  create(draft: AnnotationDraft): Promise<Change>
  edit(bundleId: BundleId, ids: readonly AnnotationId[], patch: AnnotationPatch): Promise<Change>
  remove(bundleId: BundleId, ids: readonly AnnotationId[]): Promise<Change>
  undo(): Promise<Change>
  redo(): Promise<Change>
  /** Opens an annotation for editing, or none. */
  activate(id: AnnotationId | null): void
  /** Stops listening to the services. */
  dispose(): void
}

/** How long to wait before reading again what others changed; longer while the person is changing things here. */
const SETTLE = { quiet: 120, busy: 3_000 } as const

const START: AnnotationsState = {
  scope: 'document',
  filter: '',
  bundleId: null,
  bundle: [],
  bundleLoaded: { kind: 'none' },
  library: [],
  libraryLoaded: { kind: 'none' },
  problems: [],
  saving: { kind: 'idle' },
  unsaved: new Map(),
  active: null,
}

interface Kernel {
  readonly client: Client
  readonly store: StoreApi<AnnotationsState>
  /** Changes that were sent and not yet answered. */
  pending: number
  lastChange: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createAnnotationsStore(client: Client): AnnotationsStore {
  const store = createStore<AnnotationsState>(() => START)
  const kernel: Kernel = { client, store, pending: 0, lastChange: 0, timer: undefined }
  const stop = client.on('annotations.changed', () => {
    schedule(kernel)
  })
  return Object.assign(store, {
    showBundle: (bundleId: BundleId | null) => showBundle(kernel, bundleId),
    showLibrary: () => readLibrary(kernel),
    setScope: (scope: ListScope) => {
      store.setState({ scope })
      if (scope === 'library') void readLibrary(kernel)
    },
    setFilter: (filter: string) => {
      store.setState({ filter })
    },
    create: (draft: AnnotationDraft) => change(kernel, () => client.call('annotations.create', { draft })),
    edit: (bundleId: BundleId, ids: readonly AnnotationId[], patch: AnnotationPatch) =>
      edit(kernel, bundleId, ids, patch),
    remove: (bundleId: BundleId, ids: readonly AnnotationId[]) =>
      change(kernel, () => client.call('annotations.delete', { bundleId, ids: [...ids] })),
    undo: () => change(kernel, () => client.call('annotations.undo', {})),
    redo: () => change(kernel, () => client.call('annotations.redo', {})),
    activate: (active: AnnotationId | null) => {
      store.setState({ active })
    },
    dispose: () => {
      clearTimeout(kernel.timer)
      stop()
    },
  })
}

/** Where an annotation stands in the edition that is shown; null for an orphan. */
export function toRange({ anchoring }: PlacedAnnotation): { start: number; end: number } | null {
  return anchoring.kind === 'orphaned' ? null : anchoring.position
}

async function showBundle({ client, store }: Kernel, bundleId: BundleId | null): Promise<void> {
  const isAnother = store.getState().bundleId !== bundleId
  if (bundleId === null) {
    store.setState({ bundleId, bundle: [], bundleLoaded: { kind: 'none' }, active: null })
    return
  }
  if (isAnother) store.setState({ bundleId, bundle: [], bundleLoaded: { kind: 'loading' }, active: null })
  try {
    const { annotations, problems } = await client.call('annotations.list', {
      scope: { kind: 'bundle', bundleId },
    })
    if (store.getState().bundleId === bundleId)
      store.setState({ bundle: toListed(annotations), bundleLoaded: { kind: 'ready' }, problems })
  } catch (error) {
    if (store.getState().bundleId === bundleId)
      store.setState({ bundleLoaded: { kind: 'failed', failure: toFailure(error) } })
  }
}

async function readLibrary({ client, store }: Kernel): Promise<void> {
  if (store.getState().libraryLoaded.kind !== 'ready') store.setState({ libraryLoaded: { kind: 'loading' } })
  try {
    const { annotations, problems } = await client.call('annotations.list', { scope: { kind: 'everything' } })
    store.setState({ library: toListed(annotations), libraryLoaded: { kind: 'ready' }, problems })
  } catch (error) {
    store.setState({ libraryLoaded: { kind: 'failed', failure: toFailure(error) } })
  }
}

async function change(
  kernel: Kernel,
  send: () => Promise<{ changed: readonly PlacedAnnotation[] }>,
): Promise<Change> {
  const { store } = kernel
  kernel.pending += 1
  store.setState({ saving: { kind: 'saving' } })
  try {
    const { changed } = await send()
    merge(kernel, changed)
    return { kind: 'done', changed }
  } catch (error) {
    const failure = toFailure(error)
    store.setState({ saving: { kind: 'failed', failure } })
    return { kind: 'failed', failure }
  } finally {
    kernel.pending -= 1
    kernel.lastChange = Date.now()
    if (kernel.pending === 0 && store.getState().saving.kind === 'saving')
      store.setState({ saving: { kind: 'saved' } })
  }
}

async function edit(
  kernel: Kernel,
  bundleId: BundleId,
  ids: readonly AnnotationId[],
  patch: AnnotationPatch,
): Promise<Change> {
  const { store, client } = kernel
  const done = await change(kernel, () => client.call('annotations.edit', { bundleId, ids: [...ids], patch }))
  const { body } = patch
  if (body === undefined) return done
  const unsaved = new Map(store.getState().unsaved)
  for (const id of ids)
    if (done.kind === 'failed') unsaved.set(id, body)
    else unsaved.delete(id)
  store.setState({ unsaved })
  return done
}

/** Puts changed annotations in the place of what was listed; tombstones leave the lists. */
function merge({ store }: Kernel, changed: readonly PlacedAnnotation[]): void {
  if (changed.length === 0) return
  const state = store.getState()
  const ofBundle = changed.filter(({ annotation }) => annotation.bundleId === state.bundleId)
  const isGone = changed.some(({ annotation }) => annotation.deleted && annotation.id === state.active)
  store.setState({
    ...(ofBundle.length === 0 ? {} : { bundle: replace(state.bundle, ofBundle) }),
    ...(state.libraryLoaded.kind === 'ready' ? { library: replace(state.library, changed) } : {}),
    ...(isGone ? { active: null } : {}),
  })
}

/** The list with some replaced. What is in order already costs the sorting one pass. */
function replace(
  listed: readonly PlacedAnnotation[],
  changed: readonly PlacedAnnotation[],
): readonly PlacedAnnotation[] {
  const ids = new Set(changed.map(({ annotation }) => annotation.id))
  return toListed([...listed.filter(({ annotation }) => !ids.has(annotation.id)), ...changed])
}

/** Without tombstones, by document and place; orphans last within their document. */
function toListed(annotations: readonly PlacedAnnotation[]): readonly PlacedAnnotation[] {
  return annotations
    .filter(({ annotation }) => !annotation.deleted)
    .toSorted(
      (a, b) =>
        compare(a.annotation.bundleId, b.annotation.bundleId) ||
        compare(a.annotation.documentId, b.annotation.documentId) ||
        toStart(a) - toStart(b) ||
        compare(a.annotation.id, b.annotation.id),
    )
}

function toStart(placed: PlacedAnnotation): number {
  return toRange(placed)?.start ?? Number.MAX_SAFE_INTEGER
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * Reads the lists again soon. Every change made here is announced as well, so while the person is working the lists
 * are read once at the end and not after every change.
 */
function schedule(kernel: Kernel): void {
  const isBusy = kernel.pending > 0 || Date.now() - kernel.lastChange < SETTLE.busy
  clearTimeout(kernel.timer)
  kernel.timer = setTimeout(
    () => {
      if (kernel.pending > 0 || Date.now() - kernel.lastChange < SETTLE.quiet) schedule(kernel)
      else void readAgain(kernel)
    },
    isBusy ? SETTLE.busy : SETTLE.quiet,
  )
}

async function readAgain(kernel: Kernel): Promise<void> {
  const { bundleId, libraryLoaded } = kernel.store.getState()
  await Promise.all([
    bundleId === null ? undefined : showBundle(kernel, bundleId),
    libraryLoaded.kind === 'ready' ? readLibrary(kernel) : undefined,
  ])
}
