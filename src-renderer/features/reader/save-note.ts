// How a note in the popover reaches the disk, and what becomes of its words when it cannot.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import type { TextRange } from '../../anchoring/trim.ts'
import { t } from '../../i18n/index.ts'
import type { Change } from '../../stores/annotations-store.ts'
import { create, toDraft, type ReaderContext } from './reader-actions.ts'
import type { PopoverTarget } from './reader-ui.ts'

type Context = Pick<ReaderContext, 'stores' | 'ui'>

/** What is on the disk of a note, and what was written: more, when it could not be saved. */
export function readNote(
  { stores }: Context,
  target: PopoverTarget,
  placed: PlacedAnnotation | null,
): { readonly saved: string; readonly written: string } {
  if (target.kind === 'draft') return { saved: '', written: target.body }
  const saved = placed?.annotation.body ?? ''
  return { saved, written: stores.annotations.getState().unsaved.get(target.id) ?? saved }
}

/** @param placed the annotation, or null while there is none yet */
export function saveNote(
  context: Context,
  target: PopoverTarget,
  placed: PlacedAnnotation | null,
  range: TextRange,
  text: string,
): Promise<Change> {
  return placed === null ? saveDraft(context, target, range, text) : saveBody(context, placed, text)
}

/** Words that could not be saved are kept by the store; when the popover is gone, a message says where they are. */
async function saveBody(
  { stores, ui }: Context,
  { annotation }: PlacedAnnotation,
  body: string,
): Promise<Change> {
  const { bundleId, id } = annotation
  const asNote = body === '' ? 'highlight' : 'note'
  const kind = annotation.kind === 'bookmark' ? annotation.kind : asNote
  const change = await stores.annotations.edit(bundleId, [id], { body, kind })
  if (change.kind === 'failed' && ui.getState().popover === null) {
    const reason = change.failure.message
    stores.shell.toast({ kind: 'error', text: t('reader.notSavedNote', { reason }) })
  }
  return change
}

/**
 * A draft becomes an annotation with its first words, and the popover goes on with it. Words that could not be saved
 * when the popover was closed come back with it.
 */
async function saveDraft(
  context: Context,
  target: PopoverTarget,
  range: TextRange,
  body: string,
): Promise<Change> {
  if (body.trim() === '') return { kind: 'done', changed: [] }
  const { stores, ui } = context
  const change = await create(context, range, { body })
  const { popover } = ui.getState()
  if (change.kind === 'failed') {
    if (popover === null) ui.setState({ popover: toDraft(range, body) })
    return change
  }
  const id = change.changed[0]?.annotation.id
  if (id !== undefined && popover?.session === target.session) {
    stores.annotations.activate(id)
    ui.setState({ popover: { kind: 'annotation', session: target.session, id, others: [], writing: true } })
  }
  return change
}
