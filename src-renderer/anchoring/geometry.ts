// Where text stands on the screen: rectangles of offsets, offsets of points, and the first visible line.
// All coordinates are CSS pixels in the viewport of the document's own window. It reads layout and changes nothing.
import { findChunk } from './chunk-plan.ts'
import type { IndexedNode, Segment, TextIndex } from './text-index.ts'

/** A line of text: the offset of its first character, and where its top stands in the viewport. */
export interface LinePlace {
  readonly offset: number
  readonly top: number
}

/**
 * The rectangle of the character at `offset`, or of the next one that is laid out (white space between blocks is not).
 * Null when nothing after it within the segment and the next is.
 */
export function rectAt(index: TextIndex, segments: readonly Segment[], offset: number): DOMRect | null {
  const first = findChunk(segments, Math.min(offset, Math.max(0, index.length - 1)))
  for (let at = first; at <= first + 1; at += 1)
    for (const each of index.nodesOf(at)) {
      if (each.end <= offset) continue
      const rect = firstRectIn(each, Math.max(0, offset - each.start))
      if (rect !== null) return rect
    }
  return null
}

/** Rectangles of [start, end), one for each line and text node, at most `limit`; clipped to no viewport. */
export function rectsOf(index: TextIndex, start: number, end: number, limit = 200): DOMRect[] {
  const boundary = index.toBoundary(start, end)
  if (boundary === null) return []
  const range = toRange(boundary)
  const rects: DOMRect[] = []
  for (const rect of range.getClientRects()) {
    if (rect.width > 0 && rect.height > 0) rects.push(rect)
    if (rects.length >= limit) break
  }
  return rects
}

/** A live range of the document from its boundary points. */
export function toRange(boundary: StaticRangeInit): Range {
  const range = (boundary.startContainer.ownerDocument ?? document).createRange()
  range.setStart(boundary.startContainer, boundary.startOffset)
  range.setEnd(boundary.endContainer, boundary.endOffset)
  return range
}

/**
 * The first line whose lower edge is below `edge`, among the segments that are laid out.
 * Null when there is no text below it.
 */
export function firstLineBelow(
  index: TextIndex,
  segments: readonly Segment[],
  edge: number,
): LinePlace | null {
  for (let at = firstBoxBelow(segments, edge); at < segments.length; at += 1)
    for (const each of nodesBelow(index.nodesOf(at), segments[at]?.root, edge)) {
      const place = firstLineIn(each, edge)
      if (place !== null) return place
    }
  return null
}

/** Where the line that begins at `offset` ends within its text node. */
export function lineEnd(index: TextIndex, offset: number): number {
  const point = index.locate(offset, 'start')
  if (point === null) return offset
  const { node, offset: from } = point
  const bottom = rangeOf(node, from, from + 1).getBoundingClientRect().bottom
  let low = from
  let high = node.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isAbove(node, from, middle, bottom + 1)) low = middle
    else high = middle - 1
  }
  return offset + low - from
}

/** Index of the first segment whose box ends below `edge`; the number of segments when none does. */
export function firstBoxBelow(segments: readonly { readonly root: Element }[], edge: number): number {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    const bottom = segments[middle]?.root.getBoundingClientRect().bottom ?? Infinity
    if (bottom <= edge) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The offset of the character under a point, or null when the point is beside the text: a caret is always near,
 * a character is not.
 */
export function offsetAt(index: TextIndex, page: Document, x: number, y: number): number | null {
  const caret = page.caretPositionFromPoint(x, y)
  if (caret === null) return null
  const offset = index.toOffset(caret.offsetNode, caret.offset)
  if (offset === null) return null
  for (const candidate of [offset, offset - 1]) {
    if (candidate < 0) continue
    const hit = rectsOf(index, candidate, candidate + 1).some(
      (rect) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom,
    )
    if (hit) return candidate
  }
  return null
}

/** Text nodes of a segment from the first block that ends below `edge`. Blocks of a segment stand one below another. */
function nodesBelow(
  nodes: readonly IndexedNode[],
  root: Element | undefined,
  edge: number,
): readonly IndexedNode[] {
  const block = [...(root?.children ?? [])].find((each) => each.getBoundingClientRect().bottom > edge)
  if (block === undefined) return []
  const first = nodes.findIndex(
    ({ node }) => (block.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  )
  return first === -1 ? [] : nodes.slice(first)
}

function firstLineIn(indexed: IndexedNode, edge: number): LinePlace | null {
  const range = rangeOf(indexed.node, 0, indexed.node.length)
  const whole = range.getBoundingClientRect()
  if (whole.height === 0 || whole.bottom <= edge) return null
  let low = 0
  let high = indexed.node.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAbove(indexed.node, low, middle + 1, edge)) low = middle + 1
    else high = middle
  }
  const rect = firstRectIn(indexed, low)
  return rect === null ? null : { offset: indexed.start + low, top: rect.top }
}

function isAbove(node: Text, from: number, to: number, edge: number): boolean {
  const rect = rangeOf(node, from, to).getBoundingClientRect()
  return rect.height === 0 || rect.bottom <= edge
}

/** The first rectangle of a text node from an offset on; the next few characters are tried before all of them. */
function firstRectIn({ node }: IndexedNode, from: number): DOMRect | null {
  const near = Math.min(node.length, from + 8)
  for (const end of near === node.length ? [near] : [near, node.length])
    for (const rect of rangeOf(node, from, end).getClientRects())
      if (rect.height > 0 && rect.width > 0) return rect
  return null
}

function rangeOf(node: Text, from: number, to: number): Range {
  const range = node.ownerDocument.createRange()
  range.setStart(node, from)
  range.setEnd(node, to)
  return range
}
