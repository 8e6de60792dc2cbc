// Ties the document view to the stores: what is open is shown, what is annotated is painted, where the person is goes
// back. It lives outside React, so that scrolling and painting never wait for a render.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import type { ReadableDocument } from '../../../src-shared/contract/contract.ts'
import { toAnnotationMarks, toSearchMarks } from './marks.ts'
import { t } from '../../i18n/index.ts'
import { toAppearance } from '../../stores/settings-store.ts'
import type { Landing, ReaderState } from '../../stores/reader-store.ts'
import { connectFind, takeSelection } from './connect-find.ts'
import { connectEvents } from './frame-events.ts'
import type { MarginNote } from './margin.ts'
import {
  closePopover,
  highlightSelection,
  listHere,
  noteOnSelection,
  openPopover,
  toAnnotationIds,
  toggleBookmark,
  type ReaderContext,
} from './reader-actions.ts'

/** Connects everything; the returned function lets go of all of it. */
export function connectView(context: ReaderContext): () => void {
  const { stores, view, ui } = context
  view.listen({
    onPlace: (place) => {
      stores.reader.setPlace(place)
    },
    onMove: () => {
      ui.setState(({ moves }) => ({ moves: moves + 1 }))
    },
    onMarginNote: (id) => {
      openPopover(context, toAnnotationIds(context, [id]))
    },
    onMissing: () => {
      stores.shell.toast({ text: t('reader.linkMissing') })
    },
  })
  const stops = [
    connectAppearance(context),
    connectAnnotations(context),
    connectDocument(context),
    connectDraft(context),
    connectFind(context),
    connectEvents(context),
    connectSaving(context),
    stores.reader.attach({
      highlightSelection: () => highlightSelection(context),
      noteOnSelection: () => noteOnSelection(context),
      toggleBookmark: () => void toggleBookmark(context),
      showAnnotation: (id) => {
        openPopover(context, [id])
      },
      focus: (at) => {
        if (at !== undefined) view.setCaret(at)
        view.focus()
      },
      takeSelection: () => takeSelection(context),
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function connectDocument(context: ReaderContext): () => void {
  const { stores, view } = context
  const { reader } = stores
  const apply = (state: Shown, before: Shown): void => {
    const { document, landing, marks } = state
    if (marks !== before.marks || landing !== before.landing)
      view.setMarks('search', toSearchMarks(marks, toCurrent(landing)))
    if (document !== before.document) {
      if (document === null) view.clear()
      else showDocument(context, document, landing)
    } else if (landing !== null && landing !== before.landing) view.land(landing)
  }
  apply(reader.getState(), { document: null, landing: null, marks: [] })
  const stop = reader.subscribe((state, before) => {
    apply(state, before)
    if (state.status.kind === 'failed' && state.status !== before.status) {
      closePopover(context, { focus: false })
      context.ui.setState({ selection: null })
    }
  })
  return () => {
    stop()
    keepPlace(reader)
  }
}

/** The view goes away while the document stays open: when it comes back, it lands where the person was. */
function keepPlace(reader: ReaderContext['stores']['reader']): void {
  const place = reader.currentPlace()
  if (place === null) return
  reader.setState({ landing: { kind: 'line', offset: place.start, lineOffset: place.lineOffset } })
}

type Shown = Pick<ReaderState, 'document' | 'landing' | 'marks'>

function showDocument(
  { ui, stores, view }: ReaderContext,
  document: ReadableDocument,
  landing: Landing | null,
): void {
  const { html, title, language, direction, bundleId, edition } = document
  ui.setState({ popover: null, selection: null })
  stores.annotations.activate(null)
  view.show(
    { html, title, language, direction, base: `/bundles/${bundleId}/${edition}` },
    landing ?? { kind: 'line', offset: 0, lineOffset: 0 },
  )
}

function toCurrent(landing: Landing | null): readonly [number, number] | null {
  return landing?.kind === 'range' ? [landing.start, landing.end] : null
}

function connectAnnotations(context: ReaderContext): () => void {
  const { stores, view } = context
  const paint = (): void => {
    const here = listHere(context)
    view.setMarks('annotations', toAnnotationMarks(here, stores.annotations.getState().active))
    view.setMarginNotes(here.flatMap(toMarginNote))
  }
  paint()
  const stops = [
    stores.annotations.subscribe((state, before) => {
      if (state.bundle !== before.bundle || state.active !== before.active) paint()
    }),
    stores.reader.subscribe((state, before) => {
      if (state.document !== before.document) paint()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

const margins = new WeakMap<PlacedAnnotation, readonly MarginNote[]>()

/** The margin's note for an annotation; the same object as long as the annotation is the same. */
function toMarginNote(placed: PlacedAnnotation): readonly MarginNote[] {
  const known = margins.get(placed) ?? createMarginNote(placed)
  margins.set(placed, known)
  return known
}

function createMarginNote({ annotation, anchoring }: PlacedAnnotation): readonly MarginNote[] {
  const { id, color, kind, body, passage } = annotation
  if (anchoring.kind === 'orphaned' || (kind !== 'bookmark' && body === '')) return []
  const { start } = anchoring.position
  const text = toShort(body === '' ? passage.text : body)
  const isBookmark = kind === 'bookmark'
  const label = (): string => t(isBookmark ? 'reader.markerBookmark' : 'reader.markerNote', { text })
  return [{ id, start, end: start + 1, color, kind: isBookmark ? 'bookmark' : 'note', label }]
}

function toShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line
}

function connectAppearance({ stores, view }: ReaderContext): () => void {
  const { settings, shell, reader } = stores
  let shown = ''
  const apply = (): void => {
    const bundleId = reader.getState().document?.bundleId ?? null
    const chosen = toAppearance(settings.getState().settings, bundleId)
    const appearance = { ...chosen, theme: shell.getState().theme }
    const key = JSON.stringify(appearance)
    if (key === shown) return
    shown = key
    view.setAppearance(appearance)
  }
  apply()
  const stops = [settings.subscribe(apply), shell.subscribe(apply), reader.subscribe(apply)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The passage of a note that is being written is marked before it is an annotation. */
function connectDraft({ ui, view }: ReaderContext): () => void {
  return ui.subscribe(({ popover }, before) => {
    if (popover === before.popover) return
    const range = popover?.kind === 'draft' ? popover.range : null
    view.setMarks('draft', range === null ? [] : [{ id: 'draft', ...range, names: ['draft'] }])
  })
}

function connectSaving({ stores }: ReaderContext): () => void {
  const stop = new AbortController()
  const save = (): void => void stores.reader.savePosition()
  const stopFailures = stores.reader.subscribe(({ positionFailure }, before) => {
    if (positionFailure === null || before.positionFailure !== null) return
    const reason = positionFailure.message
    stores.shell.toast({ kind: 'error', text: t('reader.positionNotSaved', { reason }) })
  })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') save()
    },
    { signal: stop.signal },
  )
  return () => {
    stop.abort()
    stopFailures()
    save()
  }
}
