// Walks a parsed HTML tree into the normal form. Which part of a page is for reading is decided elsewhere; here every
// element is written, taken away with its text kept, or set apart. Never recursive: a hostile tree can be any depth.

import { toAttribute } from './characters.ts'
import type { Attribute } from './elements.ts'
import {
  BLOCK_ALIASES,
  BLOCKS,
  BOUNDARIES,
  CONTROLS,
  INLINES,
  pickAttributes,
  WITHOUT_TEXT,
} from './elements.ts'
import { printMath } from './math.ts'
import type { TreeElement, TreeNode } from './parse-html.ts'
import { childrenOf, getAttribute, isElement, parseHtml, textOf } from './parse-html.ts'
import type { Normalised } from './writer.ts'
import { NormalWriter } from './writer.ts'

/** How links and images of a source are taken over. Both answer null for what cannot be. */
export interface References {
  /** @returns what to write as `href` */
  link(href: string): string | null
  /** @returns what to write as `src` */
  image(src: string): string | null
}

/** What a walk needs to know besides the tree. */
export interface WalkOptions {
  readonly references: References
  /** Asked for every element; true when it has been set apart and is to be left out. */
  setApart(element: TreeElement): boolean
}

/** What closes an element once its children are written; null when there is nothing to close. */
type Leave = (() => void) | null

const VOIDS: ReadonlySet<string> = new Set(['hr', 'br', 'wbr', 'img'])

interface Frame {
  readonly nodes: readonly TreeNode[]
  next: number
  readonly leave: Leave
}

/** Writes the nodes, in order, into the writer. */
export function writeTree(nodes: readonly TreeNode[], writer: NormalWriter, options: WalkOptions): void {
  const frames: Frame[] = [{ nodes, next: 0, leave: null }]
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const node = frame.nodes[frame.next]
    frame.next += 1
    if (node === undefined) {
      frames.pop()
      frame.leave?.()
      continue
    }
    if (node.nodeName === '#text' && 'value' in node) writer.text(node.value)
    if (!isElement(node)) continue
    const entered = enter(node, writer, options)
    if (entered !== 'skip') frames.push({ nodes: childrenOf(node), next: 0, leave: entered })
  }
}

/** The text of a subtree in canonical form, form controls and all: for what is set apart. */
export function writeApart(element: TreeElement): Normalised {
  const writer = new NormalWriter()
  const references = { link: () => null, image: () => null }
  writeTree([element], writer, { references, setApart: () => false })
  return writer.finish()
}

/**
 * An HTML fragment in normal form, all of it. Normalising twice gives what normalising once gives, when `references`
 * gives back what it is given.
 */
export function normalise(source: string, references: References): Normalised {
  const writer = new NormalWriter()
  writeTree(childrenOf(parseHtml(source)), writer, { references, setApart: () => false })
  return writer.finish()
}

/** Opens what an element is in the normal form; gives back how to close it, or that its children are not wanted. */
function enter(element: TreeElement, writer: NormalWriter, options: WalkOptions): Leave | 'skip' {
  const tag = element.tagName
  if (element.namespaceURI.endsWith('MathML')) {
    if (!options.setApart(element)) writer.content(printMath(element))
    return 'skip'
  }
  if (WITHOUT_TEXT.has(tag)) return 'skip'
  if (options.setApart(element)) {
    writer.boundary()
    return 'skip'
  }
  const block = BLOCK_ALIASES.get(tag) ?? (BLOCKS.has(tag) ? tag : undefined)
  if (block !== undefined) return enterBlock(block, element, writer)
  if (BOUNDARIES.has(tag) || CONTROLS.has(tag)) return enterBoundary(element, writer)
  return enterInline(element, writer, options.references)
}

function enterBlock(tag: string, element: TreeElement, writer: NormalWriter): Leave {
  const handle = writer.open(tag, pickAttributes(tag, toPairs(element)), getAttribute(element, 'id'))
  return () => writer.close(handle)
}

function enterBoundary(element: TreeElement, writer: NormalWriter): Leave {
  writer.boundary()
  const id = getAttribute(element, 'id')
  if (id !== undefined) writer.anchor(id)
  const pressed = /^(submit|button|reset)$/i.test(getAttribute(element, 'type') ?? '')
  if (element.tagName === 'input' && pressed) writer.text(getAttribute(element, 'value') ?? '')
  return () => writer.boundary()
}

function enterInline(element: TreeElement, writer: NormalWriter, references: References): Leave | 'skip' {
  const tag = element.tagName
  const id = getAttribute(element, 'id') ?? (tag === 'a' ? getAttribute(element, 'name') : undefined)
  if (VOIDS.has(tag)) {
    writeVoid(element, id, writer, references)
    /** In a drawing an element of that name may hold text. */
    return element.childNodes.length === 0 ? 'skip' : null
  }
  if (id !== undefined && id !== '') writer.anchor(id)
  const inline = INLINES.get(tag)
  const attributes = inline === undefined ? null : pickInline(inline, element, references)
  if (inline === undefined || attributes === null || !writer.openInline(inline, attributes)) return null
  return () => writer.closeInline()
}

function writeVoid(
  element: TreeElement,
  id: string | undefined,
  writer: NormalWriter,
  references: References,
): void {
  if (element.tagName === 'hr') {
    writer.rule(id)
    return
  }
  if (id !== undefined && id !== '') writer.anchor(id)
  if (element.tagName === 'br') writer.lineBreak()
  else if (element.tagName === 'wbr') writer.wordBreak()
  else writeImage(element, writer, references)
}

/** The attributes of an inline element; null when it means nothing without those it lacks. */
function pickInline(tag: string, element: TreeElement, references: References): Attribute[] | null {
  const attributes = pickAttributes(tag, toPairs(element))
  if (tag === 'a') {
    const raw = getAttribute(element, 'href')
    const href = raw === undefined ? null : references.link(raw)
    return href === null ? null : [['href', href], ...attributes]
  }
  if (tag === 'span') return attributes.length > 0 ? attributes : null
  return tag === 'bdo' && !attributes.some(([name]) => name === 'dir') ? null : attributes
}

/** An image, or where it cannot be taken over its alternative text. */
function writeImage(element: TreeElement, writer: NormalWriter, references: References): void {
  const alt = getAttribute(element, 'alt') ?? ''
  const src = references.image(getAttribute(element, 'src') ?? '')
  if (src === null) {
    if (alt.trim() !== '') writer.text(` ${alt} `)
    return
  }
  const given: Attribute[] = [['src', src], ['alt', alt], ...pickAttributes('img', toPairs(element))]
  writer.content(`<img${given.map(([name, value]) => toAttribute(name, value)).join('')}/>`)
}

function toPairs(element: TreeElement): Attribute[] {
  return element.attrs.map(({ name, value }) => [name, value])
}

/** Whether an element holds any text at all. Linear in what is below it. */
export function hasText(element: TreeElement): boolean {
  return textOf(element).trim() !== ''
}
