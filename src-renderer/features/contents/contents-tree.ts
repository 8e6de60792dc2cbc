// The contents tree as flat rows: which are shown, which one is being read, which match a filter. Pure functions over
// the entries; nothing of React here.
import type { ContentsEntry } from '../../../src-shared/domain/bundle.ts'
import type { Heading } from '../../../src-shared/domain/document.ts'
import type { BlockId, DocumentId } from '../../../src-shared/domain/ids.ts'

/** An entry with its place in the tree. `key` is its path of indices, such as `2.0.5`. */
export interface ContentsNode {
  readonly key: string
  readonly parent: string | null
  readonly entry: ContentsEntry
  /** From 1. */
  readonly level: number
  /** From 1, among its siblings. */
  readonly position: number
  readonly siblings: number
  readonly hasChildren: boolean
}

/** All entries in the order of reading, whatever is collapsed. Linear. */
export function flatten(entries: readonly ContentsEntry[]): readonly ContentsNode[] {
  const nodes: ContentsNode[] = []
  const add = (children: readonly ContentsEntry[], parent: string | null, level: number): void => {
    children.forEach((entry, index) => {
      const key = parent === null ? String(index) : `${parent}.${index}`
      const hasChildren = entry.children.length > 0
      nodes.push({ key, parent, entry, level, position: index + 1, siblings: children.length, hasChildren })
      add(entry.children, key, level + 1)
    })
  }
  add(entries, null, 1)
  return nodes
}

/** The nodes whose ancestors are all expanded, in order. Linear. */
export function selectShown(
  nodes: readonly ContentsNode[],
  expanded: ReadonlySet<string>,
): readonly ContentsNode[] {
  const shown = new Set<string>()
  return nodes.filter((node) => {
    const isShown = node.parent === null || (shown.has(node.parent) && expanded.has(node.parent))
    if (isShown) shown.add(node.key)
    return isShown
  })
}

/** The nodes that match every word of the filter, with all their ancestors; matches are told from mere ancestors. */
export function filterNodes(
  nodes: readonly ContentsNode[],
  filter: string,
): { readonly nodes: readonly ContentsNode[]; readonly matches: ReadonlySet<string> } {
  const words = fold(filter).split(/\s+/u).filter(Boolean)
  const matches = new Set<string>()
  const kept = new Set<string>()
  for (const { key, entry } of nodes) {
    const title = fold(entry.title)
    if (!words.every((word) => title.includes(word))) continue
    matches.add(key)
    ancestorsOf(key).forEach((ancestor) => kept.add(ancestor))
    kept.add(key)
  }
  return { nodes: nodes.filter(({ key }) => kept.has(key)), matches }
}

/** Keys of the nodes above one, from the top down. */
export function ancestorsOf(key: string): readonly string[] {
  const parts = key.split('.')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))
}

/**
 * The node that stands for the place being read: the last one at or before the current heading among the document's
 * headings, else the document's first node; null where the document is not in the contents.
 */
export function findCurrent(
  nodes: readonly ContentsNode[],
  place: {
    readonly documentId: DocumentId
    readonly headings: readonly Heading[]
    readonly current: BlockId | null
  },
): ContentsNode | null {
  const own = nodes.filter(({ entry }) => entry.documentId === place.documentId)
  const start = own.find(({ entry }) => entry.blockId === undefined) ?? own[0] ?? null
  if (place.current === null) return start
  const byBlock = new Map(own.map((node) => [node.entry.blockId, node]))
  const reached = place.headings.findIndex(({ id }) => id === place.current)
  const passed = place.headings.slice(0, reached + 1).toReversed()
  for (const { id } of passed) {
    const node = byBlock.get(id)
    if (node !== undefined) return node
  }
  return start
}

/** Trees up to this size are shown open; larger ones open at the top level and where one is reading. */
const OPEN_UP_TO = 80

/** The nodes that are expanded when a bundle is opened. */
export function toInitialExpansion(nodes: readonly ContentsNode[]): ReadonlySet<string> {
  if (nodes.length > OPEN_UP_TO) return new Set()
  return new Set(nodes.filter(({ hasChildren }) => hasChildren).map(({ key }) => key))
}

/** What an arrow key does in the tree: go to another row, or expand or collapse this one. */
export type TreeMove =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'expand' | 'collapse'; readonly key: string }

/** The meaning of a key at a row, after the ARIA tree pattern; null for a key that means nothing there. */
export function toTreeMove(
  rows: readonly ContentsNode[],
  index: number,
  expanded: ReadonlySet<string>,
  key: string,
): TreeMove | null {
  const step = STEPS[key]
  if (step !== undefined) return toRow(rows, index + step)
  const row = rows[index]
  if (row === undefined) return null
  const isOpen = row.hasChildren && expanded.has(row.key)
  if (key === 'ArrowRight' && row.hasChildren)
    return isOpen ? toRow(rows, index + 1) : { kind: 'expand', key: row.key }
  if (key !== 'ArrowLeft') return null
  if (isOpen) return { kind: 'collapse', key: row.key }
  return row.parent === null
    ? null
    : toRow(
        rows,
        rows.findIndex((each) => each.key === row.parent),
      )
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

function toRow(rows: readonly ContentsNode[], index: number): TreeMove {
  return { kind: 'go', index: Math.max(0, Math.min(rows.length - 1, index)) }
}

/** The next row that begins with what was typed, from the row after `index` round to it; -1 when there is none. */
export function findTyped(rows: readonly ContentsNode[], index: number, typed: string): number {
  const wanted = fold(typed)
  const order = rows.map((_, step) => (index + 1 + step) % rows.length)
  return order.find((at) => fold(rows[at]?.entry.title ?? '').startsWith(wanted)) ?? -1
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
