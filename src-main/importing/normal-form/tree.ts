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
  const nodes = blocks.flatMap(flatten).filter((node) => !WITHOUT_ID.has(node.tag))
  const taken = new Set<string>()
  const anchors = new Map<string, string>()
  for (const node of nodes) {
    const own = node.ids.map(toSafeId).find((id) => id !== null && !taken.has(id))
    if (own === undefined || own === null) continue
    node.id = own
    taken.add(own)
  }
  const nextSuffix = new Map<string, number>()
  nodes.forEach((node, index) => {
    const slug = node.kind === 'leaf' && node.tag.startsWith('h') ? buildSlug(node.plain.join('')) : ''
    if (node.id === '') node.id = pickFree(slug, index + 1, taken, nextSuffix)
    for (const id of [...node.ids, slug]) if (id !== '' && !anchors.has(id)) anchors.set(id, node.id)
    if (!anchors.has(node.id)) anchors.set(node.id, node.id)
  })
  return anchors
}

/** The inner HTML of a body that holds these blocks: one line end between neighbours, none elsewhere. */
export function printBlocks(blocks: readonly Node[]): string {
  return blocks.map(printBlock).join('\n')
}

/** Whether a block has something to read or see, or is kept although it has not. */
export function isWorthKeeping(node: Container): boolean {
  if (KEPT_EMPTY.has(node.tag) || node.inline !== undefined) return true
  return node.tag === 'table' ? node.inked : node.children.length > 0
}

function printBlock(node: Node): string {
  if (node.kind === 'rule') return `<hr${toAttribute('id', node.id)}/>`
  const tag = node.tag === '' ? 'p' : node.tag
  const id = node.id === '' ? '' : toAttribute('id', node.id)
  const attributes = node.attributes.map(([name, value]) => toAttribute(name, value)).join('')
  const inner = node.kind === 'leaf' ? node.html : (node.inline ?? printBlocks(node.children))
  return `<${tag}${id}${attributes}>${inner}</${tag}>`
}

function flatten(node: Node): Node[] {
  return node.kind === 'container' ? [node, ...node.children.flatMap(flatten)] : [node]
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
