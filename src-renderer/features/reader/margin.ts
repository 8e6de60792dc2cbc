// Notes and bookmarks in the margin: a small button beside the line where each begins. The buttons carry no text, so
// the document's text stays what it was; they stand in the boxes of the chunks and scroll with them.
import { rectAt } from '../../anchoring/geometry.ts'
import { createIntervalIndex, type Interval } from '../../anchoring/interval-index.ts'
import type { Segment, TextIndex } from '../../anchoring/text-index.ts'
import type { Frame } from './frame.ts'

/** Something that is marked in the margin. `start` is a UTF-16 offset in canonical text. */
export interface MarginNote {
  readonly id: string
  readonly start: number
  readonly kind: 'note' | 'bookmark'
  readonly color: string
  /** Accessible name of the button. */
  readonly label: string
}

export interface Margin {
  setNotes(notes: readonly MarginNote[]): void
  /** Shows the buttons of segments [first, last] and no others. Cheap when nothing changes. */
  show(first: number, last: number): void
  /** Puts the buttons that are shown beside their lines again, after the layout has changed. */
  place(): void
}

/** Least distance between two buttons, in CSS pixels. */
const STEP = 24

interface Column {
  readonly element: HTMLElement
  readonly buttons: readonly { readonly note: MarginNote; readonly element: HTMLElement }[]
}

export function createMargin(
  frame: Frame,
  index: TextIndex,
  segments: readonly Segment[],
  onPress: (id: string) => void,
): Margin {
  /** By segment; null where there is nothing to show. */
  const columns = new Map<number, Column | null>()
  let notes = createIntervalIndex<MarginNote & Interval>([])

  function add(at: number): void {
    const segment = segments[at]
    if (segment === undefined || columns.has(at)) return
    const inside = notes.overlapping(segment.start, segment.end)
    if (inside.length === 0) {
      columns.set(at, null)
      return
    }
    const element = frame.page.createElement('div')
    element.className = 'lectern-margin'
    const buttons = inside.map((note) => ({ note, element: createButton(frame.page, note, onPress) }))
    element.append(...buttons.map((button) => button.element))
    segment.root.append(element)
    columns.set(at, { element, buttons })
    placeColumn(at)
  }

  function drop(at: number): void {
    columns.get(at)?.element.remove()
    columns.delete(at)
  }

  function placeColumn(at: number): void {
    const origin = segments[at]?.root.getBoundingClientRect().top ?? 0
    let free = 0
    for (const { note, element } of columns.get(at)?.buttons ?? []) {
      const rect = rectAt(index, segments, note.start)
      element.hidden = rect === null
      if (rect === null) continue
      const top = Math.max(free, rect.top + rect.height / 2 - origin - STEP / 2)
      free = top + STEP
      element.style.insetBlockStart = `${top.toFixed(1)}px`
    }
  }

  return {
    setNotes(next) {
      notes = createIntervalIndex(next.map((note) => ({ ...note, end: note.start + 1 })))
      const shown = [...columns.keys()]
      shown.forEach(drop)
      shown.forEach(add)
    },
    show(first, last) {
      for (const at of [...columns.keys()]) if (at < first || at > last) drop(at)
      for (let at = first; at <= last; at += 1) add(at)
    },
    place() {
      for (const at of columns.keys()) placeColumn(at)
    },
  }
}

function createButton(page: Document, note: MarginNote, onPress: (id: string) => void): HTMLElement {
  const button = page.createElement('button')
  button.type = 'button'
  button.className = `lectern-marker lectern-marker-${note.kind}`
  button.style.setProperty('--marker', `var(--highlight-line-${note.color})`)
  button.setAttribute('aria-label', note.label)
  button.dataset['annotation'] = note.id
  button.addEventListener('click', () => {
    onPress(note.id)
  })
  return button
}
