// The blocks of a document between writing and printing: ids are given here, and the tree becomes HTML.
// Trees are shallow by construction (the writer caps their depth), so recursion is safe here.

import { toAttribute } from './characters.ts'
import type { Attribute } from './elements.ts'
import { KEPT_EMPTY, WITHOUT_ID } from './elements.ts'
import { buildSlug, isFreeOfTraps, toSafeId } from './block-ids.ts'
import type { Leaf } from './leaf.ts'

/** A block that holds blocks. `implied` ones were opened because something stood where it must not. */
export interface Container {
  readonly kind: 'container'
  readonly tag: string
  readonly attributes: readonly Attribute[]
  readonly ids: string[]
  readonly implied: boolean
  readonly children: Node[]
  /** Set when the container holds nothing but bare text: its inner HTML. */
  inline?: string
  inked: boolean
  id: string
}

/** A thematic break. */
export interface Rule {
  readonly kind: 'rule'
  readonly tag: 'hr'
  readonly ids: string[]
  id: string
}

export type Node = Container | Leaf | Rule

/** All ids that stand in a node, its own first. */
export function collectIds(node: Node): string[] {
  const inner = node.kind === 'container' ? node.children.flatMap(collectIds) : []
  return [...node.ids, ...inner]
}

/**
 * Gives every block its id: the first usable one of the source, for a heading otherwise its slug, otherwise `b` and
 * the block's number. Usable: in the pattern of ids, not yet taken, not the name of something in every page.
 * @returns where each id of the source leads now
 */
export function assignIds(blocks: readonly Node[]): Map<string, string> {
  const nodes: Node[] = []
  for (const block of blocks) collectNodes(block, nodes)
  const taken = new Set<string>()
  const anchors = new Map<string, string>()
  for (const node of nodes) if (node.ids.length > 0) keepOwnId(node, taken)
  const nextSuffix = new Map<string, number>()
  nodes.forEach((node, index) => {
    const slug = node.kind === 'leaf' && node.tag.startsWith('h') ? buildSlug(node.plain.join('')) : ''
    if (node.id === '') node.id = pickFree(slug, index + 1, taken, nextSuffix)
    for (const id of node.ids) addAnchor(anchors, id, node.id)
    if (slug !== '') addAnchor(anchors, slug, node.id)
    if (slug !== '' || node.ids.length > 0) addAnchor(anchors, node.id, node.id)
  })
  return anchors
}

/** The inner HTML of a body that holds these blocks: one line end between neighbours, none elsewhere. */
export function printBlocks(blocks: readonly Node[]): string {
  const pieces: string[] = []
  printInto(blocks, pieces)
  return pieces.join('')
}

/** Whether a block has something to read or see, or is kept although it has not. */
export function isWorthKeeping(node: Container): boolean {
  if (KEPT_EMPTY.has(node.tag) || node.inline !== undefined) return true
  return node.tag === 'table' ? node.inked : node.children.length > 0
}

function printInto(blocks: readonly Node[], pieces: string[]): void {
  blocks.forEach((node, index) => {
    if (index > 0) pieces.push('\n')
    if (node.kind === 'rule') {
      pieces.push(`<hr id="${node.id}"/>`)
      return
    }
    const tag = node.tag === '' ? 'p' : node.tag
    // An id holds nothing that would have to be escaped: the pattern of ids sees to it.
    const id = node.id === '' ? '' : ` id="${node.id}"`
    pieces.push(`<${tag}${id}${node.attributes.map(([name, value]) => toAttribute(name, value)).join('')}>`)
    if (node.kind === 'leaf') pieces.push(node.html)
    else if (node.inline !== undefined) pieces.push(node.inline)
    else printInto(node.children, pieces)
    pieces.push(`</${tag}>`)
  })
}

function collectNodes(node: Node, nodes: Node[]): void {
  if (!WITHOUT_ID.has(node.tag)) nodes.push(node)
  if (node.kind === 'container') for (const child of node.children) collectNodes(child, nodes)
}

function keepOwnId(node: Node, taken: Set<string>): void {
  for (const given of node.ids) {
    const id = toSafeId(given)
    if (id === null || taken.has(id)) continue
    node.id = id
    taken.add(id)
    return
  }
}

/** The first place that an id was found at is the one it leads to. */
function addAnchor(anchors: Map<string, string>, from: string, to: string): void {
  if (!anchors.has(from)) anchors.set(from, to)
}

/** Remembers the last number tried for a slug, so that a thousand headings of one name cost no more than others. */
function pickFree(slug: string, number: number, taken: Set<string>, nextSuffix: Map<string, number>): string {
  const stem = slug !== '' && isFreeOfTraps(slug) ? slug : slug === '' ? `b${number}` : `s-${slug}`
  let suffix = nextSuffix.get(stem) ?? 0
  let id = suffix === 0 ? stem : `${stem}-${suffix}`
  while (taken.has(id)) {
    suffix += 1
    id = `${stem}-${suffix}`
  }
  nextSuffix.set(stem, suffix + 1)
  taken.add(id)
  return id
}
