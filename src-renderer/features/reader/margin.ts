// Notes and bookmarks in the margin: a small button beside the line where each begins. The buttons carry no text, so
// the document's text stays what it was; they stand in the boxes of the chunks and scroll with them.
import { rectAt } from '../../anchoring/geometry.ts'
import type { Interval } from '../../anchoring/interval-index.ts'
import type { Segment, TextIndex } from '../../anchoring/text-index.ts'
import { createTileSet, type TileSet } from '../../anchoring/tiles.ts'
import type { Frame } from './frame.ts'

/** Something that is marked in the margin, at [start, end) in canonical text: one unit is enough. */
export interface MarginNote extends Interval {
  readonly id: string
  readonly kind: 'note' | 'bookmark'
  readonly color: string
  /** Accessible name of the button. */
  readonly label: () => string
}

/** Least distance between two buttons, in CSS pixels. */
const STEP = 24

export function createMargin(
  frame: Frame,
  index: TextIndex,
  segments: readonly Segment[],
  onPress: (id: string) => void,
): TileSet<MarginNote> {
  return createTileSet<MarginNote, Element>(segments, {
    prepare(at, notes) {
      const origin = segments[at]?.root.getBoundingClientRect().top ?? 0
      const column = frame.page.createElement('div')
      column.className = 'lectern-margin'
      let free = 0
      for (const note of notes) {
        const rect = rectAt(index, segments, note.start)
        if (rect === null) continue
        const top = Math.max(free, rect.top + rect.height / 2 - origin - STEP / 2)
        free = top + STEP
        column.append(createButton(frame.page, note, top, onPress))
      }
      return column
    },
    add(at, column) {
      segments[at]?.root.append(column)
    },
    remove(_, column) {
      column.remove()
    },
  })
}

function createButton(
  page: Document,
  note: MarginNote,
  top: number,
  onPress: (id: string) => void,
): HTMLElement {
  const button = page.createElement('button')
  button.type = 'button'
  button.className = `lectern-marker lectern-marker-${note.kind}`
  button.style.insetBlockStart = `${top.toFixed(1)}px`
  button.style.setProperty('--marker', `var(--highlight-line-${note.color})`)
  button.setAttribute('aria-label', note.label())
  button.dataset['annotation'] = note.id
  button.addEventListener('click', () => {
    onPress(note.id)
  })
  return button
}
