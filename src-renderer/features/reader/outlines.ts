// Outlines around words: the one style that the Custom Highlight API has no property for. Boxes without text are laid
// over the lines, in the boxes of the chunks, so that they scroll with them and the document's text stays what it was.
import { rectsOf } from '../../anchoring/geometry.ts'
import type { Mark } from '../../anchoring/painter.ts'
import type { Segment, TextIndex } from '../../anchoring/text-index.ts'
import { createTileSet, type TileSet } from '../../anchoring/tiles.ts'
import type { Frame } from './frame.ts'
import { joinLines, type Box } from './placement.ts'

const PREFIX = 'outline-'

/** Outlines of the marks that have a name `outline-<colour>`; others are left out. */
export function createOutlines(frame: Frame, index: TextIndex, segments: readonly Segment[]): TileSet<Mark> {
  const tiles = createTileSet<Mark, Element>(segments, {
    prepare(at, marks) {
      const segment = segments[at]
      if (segment === undefined) return null
      const layer = frame.page.createElement('div')
      layer.className = 'lectern-outlines'
      layer.append(...marks.flatMap((mark) => toBoxes(frame, index, segment, mark)))
      return layer
    },
    add(at, layer) {
      segments[at]?.root.append(layer)
    },
    remove(_, layer) {
      layer.remove()
    },
  })
  return {
    ...tiles,
    setItems(marks) {
      tiles.setItems(marks.filter(({ names }) => findColor(names) !== undefined))
    },
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
