// Outlines around words: the one style that the Custom Highlight API has no property for. Boxes without text are laid
// over the lines, in the boxes of the chunks, so that they scroll with them and the document's text stays what it was.
import { rectsOf } from '../../anchoring/geometry.ts'
import { createIntervalIndex } from '../../anchoring/interval-index.ts'
import type { Mark } from '../../anchoring/painter.ts'
import type { Segment, TextIndex } from '../../anchoring/text-index.ts'
import type { Frame } from './frame.ts'
import { joinLines, type Box } from './placement.ts'

export interface Outlines {
  /** Replaces the marks that are outlined. The name of a mark that begins with `outline-` names its colour. */
  setMarks(marks: readonly Mark[]): void
  /** Shows the outlines of segments [first, last] and no others. Cheap when nothing changes. */
  show(first: number, last: number): void
  /** Lays the outlines that are shown around their words again, after the layout has changed. */
  place(): void
}

const PREFIX = 'outline-'

export function createOutlines(frame: Frame, index: TextIndex, segments: readonly Segment[]): Outlines {
  /** By segment; null where there is nothing to show. */
  const layers = new Map<number, Element | null>()
  let marks = createIntervalIndex<Mark>([])

  function add(at: number): void {
    const segment = segments[at]
    if (segment === undefined || layers.has(at)) return
    const inside = marks.overlapping(segment.start, segment.end)
    const boxes = inside.flatMap((mark) => toBoxes(frame, index, segment, mark))
    if (boxes.length === 0) {
      layers.set(at, null)
      return
    }
    const layer = frame.page.createElement('div')
    layer.className = 'lectern-outlines'
    layer.append(...boxes)
    segment.root.append(layer)
    layers.set(at, layer)
  }

  function drop(at: number): void {
    layers.get(at)?.remove()
    layers.delete(at)
  }

  function again(): void {
    const shown = [...layers.keys()]
    shown.forEach(drop)
    shown.forEach(add)
  }

  return {
    setMarks(next) {
      marks = createIntervalIndex(next.filter(({ names }) => findColor(names) !== undefined))
      again()
    },
    show(first, last) {
      for (const at of [...layers.keys()]) if (at < first || at > last) drop(at)
      for (let at = first; at <= last; at += 1) add(at)
    },
    place: again,
  }
}

function toBoxes({ page }: Frame, index: TextIndex, segment: Segment, mark: Mark): HTMLElement[] {
  const rects = rectsOf(index, Math.max(mark.start, segment.start), Math.min(mark.end, segment.end))
  const origin = segment.root.getBoundingClientRect()
  const lines = joinLines(rects)
  return lines.map((line, at) => {
    const box = page.createElement('div')
    box.className = 'lectern-outline'
    if (at > 0) box.classList.add('is-continued')
    if (at < lines.length - 1) box.classList.add('is-continuing')
    box.style.setProperty('--marker', `var(--highlight-line-${findColor(mark.names) ?? 'yellow'})`)
    setBox(box, line, origin)
    return box
  })
}

function setBox(box: HTMLElement, line: Box, origin: DOMRect): void {
  box.style.left = `${(line.left - origin.left).toFixed(1)}px`
  box.style.top = `${(line.top - origin.top).toFixed(1)}px`
  box.style.width = `${(line.right - line.left).toFixed(1)}px`
  box.style.height = `${(line.bottom - line.top).toFixed(1)}px`
}

function findColor(names: readonly string[]): string | undefined {
  return names.find((name) => name.startsWith(PREFIX))?.slice(PREFIX.length)
}
