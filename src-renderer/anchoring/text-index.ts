// The text index: between offsets in canonical text and places in the DOM, both ways, exactly.
// Text nodes are listed one segment at a time and only when asked for; a segment may not even be in the DOM before
// that. It measures nothing and paints nothing.
import { findChunk } from './chunk-plan.ts'

/** A part of the document: its range of canonical text, and the element whose text nodes hold exactly that text. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly root: Element
  /** Puts the content into `root` if it is not there yet. */
  fill(): void
}

/** A place inside a text node. `offset` is in UTF-16 units from 0 to the node's length. */
export interface TextPoint {
  readonly node: Text
  readonly offset: number
}

/** Offsets are UTF-16, in canonical text. */
export interface TextIndex {
  readonly length: number
  /**
   * The text node that holds an offset. Between two nodes, `start` chooses the one after the offset and `end` the one
   * before it. Null when the document has no text.
   */
  locate(offset: number, side: 'start' | 'end'): TextPoint | null
  /** Boundary points for [start, end), in the tightest text nodes. Null when the document has no text. */
  toBoundary(start: number, end: number): StaticRangeInit | null
  /**
   * The offset of a DOM boundary point. A point between elements counts as the start of the next text after it.
   * Null when it is outside the document.
   */
  toOffset(container: Node, offset: number): number | null
  /** The text of [start, end), read from the DOM. */
  slice(start: number, end: number): string
  /** The text nodes of one segment in order, with the offset at which each begins. */
  nodesOf(segment: number): readonly IndexedNode[]
}

export interface IndexedNode {
  readonly node: Text
  readonly start: number
  readonly end: number
}

/**
 * An index over `segments`, which follow one another without gap from 0. `container` is the element that holds the
 * segments' roots, at any depth. The text under a root must not change once it is filled.
 */
export function createTextIndex(container: Node, segments: readonly Segment[]): TextIndex {
  const length = segments.at(-1)?.end ?? 0
  const tables = new Map<number, readonly IndexedNode[]>()
  const owners = new Map<Node, number>(segments.map((segment, at) => [segment.root, at]))

  function nodesOf(at: number): readonly IndexedNode[] {
    const known = tables.get(at)
    const segment = segments[at]
    if (known !== undefined || segment === undefined) return known ?? []
    segment.fill()
    const table = listTextNodes(segment.root, segment.start)
    tables.set(at, table)
    return table
  }

  function locate(offset: number, side: 'start' | 'end'): TextPoint | null {
    if (length === 0) return null
    const wanted = Math.max(0, Math.min(offset, length))
    const probe = side === 'end' ? Math.max(0, wanted - 1) : Math.min(wanted, length - 1)
    const table = nodesOf(findChunk(segments, probe))
    const found = table[findChunk(table, probe)]
    if (found === undefined) return null
    return { node: found.node, offset: Math.min(Math.max(0, wanted - found.start), found.node.length) }
  }

  function toOffset(node: Node, offset: number): number | null {
    const owner = findOwner(owners, container, node)
    if (owner === undefined) return toOuterOffset(container, segments, node, offset)
    return toInnerOffset(nodesOf(owner), segments[owner]?.end ?? length, node, offset)
  }

  return {
    length,
    locate,
    nodesOf,
    toOffset,
    toBoundary(start, end) {
      const first = locate(start, start === end ? 'end' : 'start')
      const last = locate(end, 'end')
      if (first === null || last === null) return null
      return {
        startContainer: first.node,
        startOffset: first.offset,
        endContainer: last.node,
        endOffset: last.offset,
      }
    },
    slice(start, end) {
      const parts: string[] = []
      for (let at = findChunk(segments, start); at >= 0 && (segments[at]?.start ?? end) < end; at += 1)
        for (const each of nodesOf(at))
          if (each.end > start && each.start < end)
            parts.push(each.node.data.slice(Math.max(0, start - each.start), end - each.start))
      return parts.join('')
    },
  }
}

/** The segment a node is in, or undefined when it is in none. */
function findOwner(owners: ReadonlyMap<Node, number>, container: Node, node: Node): number | undefined {
  for (let each: Node | null = node; each !== null && each !== container; each = each.parentNode) {
    const owner = owners.get(each)
    if (owner !== undefined) return owner
  }
  return undefined
}

function listTextNodes(root: Element, from: number): IndexedNode[] {
  const walker = root.ownerDocument.createTreeWalker(root, SHOW_TEXT)
  const table: IndexedNode[] = []
  let start = from
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!isText(node) || node.length === 0) continue
    table.push({ node, start, end: start + node.length })
    start += node.length
  }
  return table
}

/** A point inside a segment: within a text node, or before the first text node that follows the point. */
function toInnerOffset(
  table: readonly IndexedNode[],
  segmentEnd: number,
  node: Node,
  offset: number,
): number {
  if (isText(node)) {
    const found = table.find((each) => each.node === node)
    if (found !== undefined) return found.start + Math.min(offset, node.length)
  }
  const child = node.childNodes[offset]
  const next = table.find((each) =>
    child === undefined ? isAfter(each.node, node) : child === each.node || isAtOrAfter(each.node, child),
  )
  return next?.start ?? segmentEnd
}

/** A point in the container itself or in one of its wrappers, between segments. */
function toOuterOffset(
  container: Node,
  segments: readonly Segment[],
  node: Node,
  offset: number,
): number | null {
  const length = segments.at(-1)?.end ?? 0
  if (node !== container && !container.contains(node)) {
    if (!node.contains(container)) return null
    const child = node.childNodes[offset]
    if (child === undefined) return length
    return child === container || child.contains(container) || isAfter(container, child) ? 0 : length
  }
  const child = node.childNodes[offset]
  const next = segments.find(({ root }) =>
    child === undefined ? isAfter(root, node) : root === child || isAtOrAfter(root, child),
  )
  return next?.start ?? length
}

const SHOW_TEXT = 4
const TEXT_NODE = 3
const FOLLOWING = 4
const CONTAINED_BY = 16

/** By node type: a node of another realm is not an instance of this one's `Text`. */
function isText(node: Node): node is Text {
  return node.nodeType === TEXT_NODE
}

/** `node` begins after all of `other`. */
function isAfter(node: Node, other: Node): boolean {
  const relation = other.compareDocumentPosition(node)
  return (relation & FOLLOWING) !== 0 && (relation & CONTAINED_BY) === 0
}

/** `node` is inside `other` or begins after it. */
function isAtOrAfter(node: Node, other: Node): boolean {
  return (other.compareDocumentPosition(node) & FOLLOWING) !== 0
}
