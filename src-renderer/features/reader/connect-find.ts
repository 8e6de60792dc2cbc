// Ties finding in the document to the view: matches are painted, the one the person is at apart from the others.
import { rangeAt } from '../../anchoring/packed-ranges.ts'
import type { FindState, SelectedText } from '../../stores/find-store.ts'
import { toFoundMark, toFoundMarks } from './marks.ts'
import type { ReaderContext } from './reader-actions.ts'

export function connectFind({ stores, view }: Pick<ReaderContext, 'stores' | 'view'>): () => void {
  const paint = ({ matches, active }: FindState, before: FindState | null): void => {
    if (matches !== before?.matches) view.setFound(toFoundMarks(matches))
    if (matches === before?.matches && active === before.active) return
    const range = rangeAt(matches, active)
    view.setMarks('found-current', range === null ? [] : [toFoundMark(range, 'found-current')])
  }
  paint(stores.find.getState(), null)
  return stores.find.subscribe(paint)
}

/** The selected text, which is given up: what is found of it is marked instead. Null when nothing is selected. */
export function takeSelection({ view, ui }: Pick<ReaderContext, 'view' | 'ui'>): SelectedText | null {
  const range = view.selection()
  if (range === null) return null
  view.clearSelection()
  ui.setState({ selection: null })
  return { text: view.text(range), start: range.start }
}
