// Lists in plain text: markers, items that go on over several lines, items with blank lines between them.
// A marker alone makes no list: it takes a second item, or a lead-in with a colon, to be sure.

import type { Block, ListItem } from './blocks.ts'
import type { Line } from './lines.ts'
import { joinLines } from './paragraphs.ts'
import type { Profile } from './profile.ts'
import { isFilled } from './profile.ts'

const BULLET = /^([-*+•‣◦▪●○■□►▸✓➤·]|o(?= {2}))(\s+)(?=\S)/
const NUMBER = /^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{2,6})[.)])(\s+)(?=\S)/
const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }

interface Marker {
  readonly marker: string
  readonly kind: 'bullet' | 'number'
  readonly values: readonly number[]
  readonly length: number
}

/** The marker that a line begins with. */
export function readMarker(text: string): Marker | null {
  const bullet = BULLET.exec(text)
  if (bullet !== null)
    return { marker: bullet[1] ?? '', kind: 'bullet', values: [0], length: bullet[0].length }
  const number = NUMBER.exec(text)
  if (number === null) return null
  const marker = number[1] ?? ''
  return { marker, kind: 'number', values: toValues(marker.replace(/[().]/g, '')), length: number[0].length }
}

/**
 * Divides the lines of a chunk into stretches that are a list and stretches that are not. A list begins with the
 * chunk, or after a line that ends in a colon; it goes on as long as items follow each other.
 */
export function divideLists(lines: readonly Line[], profile: Profile): { list: boolean; lines: Line[] }[] {
  const parts: { list: boolean; lines: Line[] }[] = []
  let items: ListItem[] = []
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    const part = parts.at(-1)
    const open = part !== undefined && part.list
    if (!open) items = []
    const mayStart = previous === undefined || /[:：]$/.test(previous.text)
    const item = open || mayStart ? readItem(line, items) : null
    if (item !== null) items.push(item)
    const list = item !== null || (open && continues(line, previous, items.at(-1), profile))
    if (part?.list === list) part.lines.push(line)
    else parts.push({ list, lines: [line] })
  })
  return parts
}

/** The items of lines that `divideLists` found to be a list. */
export function readItems(lines: readonly Line[]): ListItem[] {
  const items: ListItem[] = []
  let own: Line[] = []
  const close = (): void => {
    const last = items.at(-1)
    const first = own[0]
    if (last !== undefined && first !== undefined) {
      const text = first.text.slice(readMarker(first.text)?.length ?? 0)
      last.paragraphs.push(joinLines([{ text }, ...own.slice(1)]))
    }
    own = []
  }
  for (const line of lines) {
    const item = readItem(line, items)
    if (item !== null) {
      close()
      items.push(item)
    }
    own.push(line)
  }
  close()
  return items
}

/**
 * Joins lists that only blank lines divide, and takes indented paragraphs into the item before them. What is left as
 * a list of one item is none: it becomes a line or a paragraph again, its marker part of its text.
 */
export function mergeLists(blocks: readonly Block[]): Block[] {
  const merged: Block[] = []
  let open: { items: ListItem[]; source: Line[] } | null = null
  for (const block of blocks) {
    if (open !== null && block.gap.lines <= 2 && takeIn(open, block)) continue
    open = block.kind === 'list' ? { items: [...block.items], source: [...block.source] } : null
    merged.push(block.kind === 'list' && open !== null ? { ...block, ...open } : block)
  }
  return merged.map((block) => (block.kind === 'list' && !isSure(block.items) ? toText(block) : block))
}

/** Takes a block into the open list, if it is part of it. */
function takeIn(open: { items: ListItem[]; source: Line[] }, block: Block): boolean {
  const last = open.items.at(-1)
  if (last === undefined) return false
  if (block.kind === 'list') {
    const first = block.items[0]
    if (first === undefined || !follows(last, first, open.items)) return false
    for (const item of block.items) open.items.push(item)
    for (const line of block.source) open.source.push(line)
    return true
  }
  const inner = toInner(block)
  if (inner === null || inner.indent < Math.max(2, last.textIndent) || inner.indent > last.textIndent + 3)
    return false
  last.paragraphs.push(inner.text)
  return true
}

/** A block that may be a further paragraph of an item. */
function toInner(block: Block): { text: string; indent: number } | null {
  if (block.kind === 'line') return { text: block.line.text, indent: block.line.indent }
  return block.kind === 'paragraph' || block.kind === 'quotation' ? block : null
}

/** Whether an item goes on with a list; a number must be the next, or begin an inner list. */
function follows(last: ListItem, next: ListItem, items: readonly ListItem[]): boolean {
  if (next.kind !== last.kind && next.indent === last.indent) return false
  if (next.kind === 'bullet') return true
  const sibling = items.findLast((each) => each.indent <= next.indent + 1 && each.indent >= next.indent - 1)
  return sibling === undefined ? next.value === 1 : next.value === sibling.value + 1
}

function isSure(items: readonly ListItem[]): boolean {
  const [first] = items
  if (first === undefined) return false
  return items.length > 1 || first.paragraphs.length > 1 || /[•‣◦▪●○■□►▸✓➤]/.test(first.marker)
}

function toText(block: Block & { kind: 'list' }): Block {
  const [line] = block.source
  if (line !== undefined && block.source.length === 1)
    return { kind: 'line', gap: block.gap, line, centred: false }
  return { kind: 'paragraph', gap: block.gap, text: joinLines(block.source), indent: line?.indent ?? 0 }
}

/** The item that a line begins, given those before it; null when it begins none. */
function readItem(line: Line, before: readonly ListItem[]): ListItem | null {
  const marker = readMarker(line.text)
  const last = before.at(-1)
  for (const value of marker?.values ?? []) {
    if (marker === null) break
    const { kind, length } = marker
    const item: ListItem = {
      marker: marker.marker,
      kind,
      value,
      indent: line.indent,
      textIndent: line.indent + length,
      paragraphs: [],
    }
    if (last === undefined || follows(last, item, before)) return item
  }
  return null
}

function continues(
  line: Line,
  previous: Line | undefined,
  item: ListItem | undefined,
  profile: Profile,
): boolean {
  if (previous === undefined || item === undefined) return false
  return line.indent > item.indent || isFilled(previous, line, profile.wrap ?? Number.POSITIVE_INFINITY)
}

/** All that a number may mean: `i` is the first in Roman and the ninth letter. */
function toValues(digits: string): number[] {
  if (/^\d+$/.test(digits)) return [Number(digits)]
  const lower = digits.toLowerCase()
  const letter = lower.length === 1 ? [lower.charCodeAt(0) - 96] : []
  if (!/^[ivxlc]+$/.test(lower)) return letter
  const units = Array.from(lower, (char) => ROMAN[char] ?? 0)
  const roman = units.reduce((sum, unit, at) => sum + (unit < (units[at + 1] ?? 0) ? -unit : unit), 0)
  return lower === 'i' ? [roman, ...letter] : [...letter, roman]
}
