// What the reading view does to annotations, the clipboard and links on the person's behalf. It joins the stores, the
// view and the services; it draws nothing.
import type { AnnotationDraft, PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import type { HighlightColor, HighlightStyle } from '../../../src-shared/domain/annotation.ts'
import type { AnnotationId } from '../../../src-shared/domain/ids.ts'
import { toTextOffset } from '../../../src-shared/domain/ids.ts'
import type { TextRange } from '../../anchoring/trim.ts'
import { t } from '../../i18n/index.ts'
import { toRange, type Change } from '../../stores/annotations-store.ts'
import type { Stores } from '../../stores/stores.ts'
import type { DocumentView } from './document-view.ts'
import { parseLink } from './links.ts'
import { nextSession, type PopoverTarget, type ReaderUiStore } from './reader-ui.ts'

/** What a document view can do, as far as anyone else may know. */
export type Surface = Pick<DocumentView, keyof DocumentView>

/** All that an action may need. */
export interface ReaderContext {
  readonly stores: Stores
  readonly ui: ReaderUiStore
  readonly view: Surface
}

/** Annotations of the open document, in order of place; no orphans. */
export function listHere({ stores }: Pick<ReaderContext, 'stores'>): readonly PlacedAnnotation[] {
  const { document } = stores.reader.getState()
  return stores.annotations
    .getState()
    .bundle.filter(
      ({ annotation, anchoring }) =>
        annotation.documentId === document?.documentId && anchoring.kind !== 'orphaned',
    )
}

export function findAnnotation(
  { stores }: Pick<ReaderContext, 'stores'>,
  id: string,
): PlacedAnnotation | null {
  return stores.annotations.getState().bundle.find(({ annotation }) => annotation.id === id) ?? null
}

/** Ids as the painter and the margin hand them back: those of annotations that are still here. */
export function toAnnotationIds(context: ReaderContext, ids: readonly string[]): AnnotationId[] {
  const known = new Map(listHere(context).map(({ annotation }) => [String(annotation.id), annotation.id]))
  return ids.flatMap((id) => known.get(id) ?? [])
}

/** Highlights what is selected, in the colour and style that are set. False when nothing is selected. */
export function highlightSelection(
  context: ReaderContext,
  look: { readonly color?: HighlightColor; readonly style?: HighlightStyle } = {},
): boolean {
  const range = context.view.selection()
  if (range === null) return false
  const same = findSame(context, range)
  if (same !== null) {
    void context.stores.annotations.edit(same.annotation.bundleId, [same.annotation.id], look)
    dismissSelection(context)
    return true
  }
  void create(context, range, look).then((change) => {
    if (change.kind === 'done') {
      /** Something else may have been selected while this was being saved. */
      const now = context.view.selection()
      if (now?.start === range.start && now.end === range.end) dismissSelection(context)
      context.ui.setState({ announcement: t('reader.highlighted') })
    } else
      context.stores.shell.toast({
        kind: 'error',
        text: t('reader.notSavedSelection', { reason: change.failure.message }),
      })
  })
  return true
}

/** Opens the note of what is selected: of the highlight there if it is one already, else of one to be. */
export function noteOnSelection(context: ReaderContext): boolean {
  const { ui, view } = context
  const range = view.selection()
  if (range === null) return false
  const same = findSame(context, range)
  const popover = same === null ? toDraft(range, '') : toPopover(same.annotation.id, [], true)
  view.clearSelection()
  ui.setState({ selection: null, popover })
  return true
}

/** A note that is not an annotation yet. `body` is what was written and could not be saved. */
export function toDraft(range: TextRange, body: string): PopoverTarget {
  return { kind: 'draft', session: nextSession(), range, body }
}

/** Makes an annotation of a range; `body` makes it a note. */
export async function create(
  { stores }: Pick<ReaderContext, 'stores'>,
  range: TextRange,
  part: Partial<Pick<AnnotationDraft, 'color' | 'style' | 'body' | 'tags' | 'kind'>>,
): Promise<Change> {
  const { document } = stores.reader.getState()
  const { highlightColor, highlightStyle } = stores.settings.getState().settings
  if (document === null) return { kind: 'done', changed: [] }
  const body = part.body ?? ''
  return stores.annotations.create({
    kind: part.kind ?? (body === '' ? 'highlight' : 'note'),
    bundleId: document.bundleId,
    documentId: document.documentId,
    start: toTextOffset(range.start),
    end: toTextOffset(range.end),
    color: part.color ?? highlightColor,
    style: part.style ?? highlightStyle,
    body,
    tags: part.tags ?? [],
  })
}

/** Sets a bookmark at the first visible line, or takes away the ones that stand on it. */
export async function toggleBookmark(context: ReaderContext): Promise<void> {
  const { stores, view } = context
  const line = view.firstLine()
  if (line === null) return
  const there = listHere(context).filter((placed) => {
    const range = toRange(placed)
    return placed.annotation.kind === 'bookmark' && range !== null && isOnLine(range, line)
  })
  const [first] = there
  const change =
    first === undefined
      ? await create(context, line, { kind: 'bookmark' })
      : await stores.annotations.remove(
          first.annotation.bundleId,
          there.map(({ annotation }) => annotation.id),
        )
  if (change.kind === 'failed') stores.shell.toast({ kind: 'error', text: toNotSaved(change) })
  else
    stores.shell.toast({
      text: first === undefined ? t('reader.bookmarkAdded') : t('reader.bookmarkRemoved'),
      action: { label: t('common.undo'), run: () => void stores.annotations.undo() },
    })
}

/** Deletes an annotation, and offers to take that back. */
export async function deleteAnnotation(
  { stores, ui }: Pick<ReaderContext, 'stores' | 'ui'>,
  { annotation }: PlacedAnnotation,
): Promise<void> {
  const change = await stores.annotations.remove(annotation.bundleId, [annotation.id])
  if (change.kind === 'failed') {
    stores.shell.toast({ kind: 'error', text: toNotSaved(change) })
    return
  }
  ui.setState({ popover: null })
  stores.shell.toast({
    text: t(DELETED[annotation.kind]),
    action: { label: t('common.undo'), run: () => void stores.annotations.undo() },
  })
}

const DELETED = {
  highlight: 'reader.deletedHighlight',
  note: 'reader.deletedNote',
  bookmark: 'reader.deletedBookmark',
} as const

/** Follows a link of the document, or asks about it. */
export function followLink({ stores, ui }: Pick<ReaderContext, 'stores' | 'ui'>, href: string): void {
  const { document, bundle } = stores.reader.getState()
  if (document === null) return
  const { bundleId, documentId } = document
  const link = parseLink(href)
  switch (link.kind) {
    case 'fragment':
      void stores.reader.open({ bundleId, documentId, fragment: link.id })
      break
    case 'document':
      if (bundle?.documents.some((entry) => entry.id === link.documentId) !== true) {
        ui.setState({ link: { kind: 'refused', href } })
        break
      }
      void stores.reader.open({
        bundleId,
        documentId: link.documentId,
        ...(link.fragment === null ? { start: 0, lineOffset: 0 } : { fragment: link.fragment }),
      })
      break
    case 'external':
    case 'refused':
      ui.setState({ link })
  }
}

/** Text with the document, the section and the bundle it stands in, as a Markdown quotation. */
export function toCitation(
  { stores }: Pick<ReaderContext, 'stores'>,
  range: TextRange,
  text: string,
): string {
  const { document, bundle } = stores.reader.getState()
  const section = document?.headings.findLast((heading) => heading.offset <= range.start)?.title
  const isNew = section !== undefined && section !== document?.title
  const quote = text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
  const source = t('reader.citation', {
    document: document?.title ?? '',
    section: isNew ? `, ${section}` : '',
    bundle: bundle?.summary.metadata.title ?? '',
  })
  return `${quote}\n>\n> ${source}\n`
}

/** The browser's own commands: deprecated for editing, and the one way to copy that needs no permission. */
interface Commands {
  execCommand(command: 'copy'): boolean
}

/** Puts text on the clipboard and says so. It asks for no permission: it answers the browser's own copy command. */
export function copyText({ stores }: Pick<ReaderContext, 'stores'>, text: string, said: string): void {
  const state = { done: false }
  const answer = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
    event.clipboardData?.setData('text/plain', text)
    state.done = true
  }
  document.addEventListener('copy', answer, { capture: true, once: true })
  const page: Commands = document
  page.execCommand('copy')
  document.removeEventListener('copy', answer, { capture: true })
  if (state.done) stores.shell.toast({ text: said })
  else stores.shell.toast({ kind: 'error', text: t('reader.copyFailed') })
}

/** Puts the selection away and gives the text its focus back. */
export function dismissSelection({ view, ui }: Pick<ReaderContext, 'view' | 'ui'>): void {
  view.clearSelection()
  ui.setState({ selection: null })
  view.focus()
}

/** Opens the popover of annotations; the first is shown, the others are offered. */
export function openPopover(
  { ui, stores }: Pick<ReaderContext, 'ui' | 'stores'>,
  ids: readonly AnnotationId[],
  writing = false,
): void {
  const [id, ...others] = ids
  if (id === undefined) return
  stores.annotations.activate(id)
  ui.setState({ popover: toPopover(id, others, writing), selection: null })
}

function toPopover(id: AnnotationId, others: readonly AnnotationId[], writing: boolean): PopoverTarget {
  return { kind: 'annotation', session: nextSession(), id, others, writing }
}

/** Closes the popover; what is written in it has been saved, or is kept as unsaved. */
export function closePopover(
  { ui, stores, view }: ReaderContext,
  { focus = true }: { readonly focus?: boolean } = {},
): void {
  if (ui.getState().popover === null) return
  ui.setState({ popover: null })
  stores.annotations.activate(null)
  if (focus) view.focus()
}

function findSame(context: ReaderContext, range: TextRange): PlacedAnnotation | null {
  const same = listHere(context).find((placed) => {
    const place = toRange(placed)
    return placed.annotation.kind !== 'bookmark' && place?.start === range.start && place.end === range.end
  })
  return same ?? null
}

function isOnLine(range: TextRange, line: TextRange): boolean {
  return range.start >= line.start && range.start < Math.max(line.end, line.start + 1)
}

function toNotSaved({ failure }: Extract<Change, { kind: 'failed' }>): string {
  return t('reader.notSavedChange', { reason: failure.message })
}
