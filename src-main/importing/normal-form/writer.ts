// Writes the normal form of docs/formats/document.md, element by element, whatever order they are asked for in.
// What must not stand where it is asked for gets the parents it needs or loses its element; its text always stays.
// The writer knows nothing of source formats: the readers of HTML and of plain text both write through it.

import { toAttribute } from './characters.ts'
import type { Attribute } from './elements.ts'
import { BLOCKS, BOUND_BLOCKS, IMPLIED_CHILD } from './elements.ts'
import type { Wrapper } from './leaf.ts'
import { Leaf } from './leaf.ts'
import type { Container, Node } from './tree.ts'
import { assignIds, collectIds, isWorthKeeping, printBlocks } from './tree.ts'

/** How deep blocks and inline elements may nest; what is deeper loses its element and keeps its text. */
const DEEPEST_BLOCK = 60
const DEEPEST_INLINE = 16

/** A finished document body. `anchors` says where each id of the source (and each heading's slug) leads now. */
export interface Normalised {
  readonly html: string
  readonly anchors: ReadonlyMap<string, string>
  /** Elements that were nested too deep and lost their place. */
  readonly flattened: number
}

/** What `open` gives back and `close` takes. */
export type Handle = number

const LEAF: Handle = -1
const IGNORED: Handle = -2

/** One document being written. Calls nest like the elements of a tree; `finish` ends it. */
export class NormalWriter {
  readonly #root = newContainer('body', [], [], false)
  readonly #open: Container[] = [this.#root]
  readonly #wrappers: Wrapper[] = []
  #leaf: Leaf | null = null
  #carried: string[] = []
  #flattened = 0

  /** Opens a block. Where it cannot stand it is left out, but still ends the paragraph before it. */
  open(tag: string, attributes: readonly Attribute[] = [], id?: string): Handle {
    if (id !== undefined && id !== '') this.#carried.push(id)
    if (this.#leaf?.strict === true || this.#isTooDeep(tag) || !this.#makeRoomFor(tag)) {
      this.boundary()
      return IGNORED
    }
    if (BLOCKS.get(tag) === 'text') {
      this.#startLeaf(tag, attributes)
      return LEAF
    }
    this.#open.push(newContainer(tag, attributes, this.#takeCarried(), false))
    return this.#open.length - 1
  }

  /** Closes the block that `open` gave the handle of, with all that was opened in it by implication. */
  close(handle: Handle): void {
    if (handle === IGNORED) {
      this.boundary()
      return
    }
    this.#endLeaf()
    if (handle === LEAF) return
    while (this.#open.length > handle) this.#closeTop()
  }

  /** Ends the paragraph; within a heading and the like, the line. */
  boundary(): void {
    if (this.#leaf?.strict === true) this.#leaf.addBoundary()
    else this.#endLeaf()
  }

  /** Opens an inline element; false when it is left out, and then it must not be closed. */
  openInline(tag: string, attributes: readonly Attribute[] = []): boolean {
    const inner = this.#wrappers.at(-1)?.tag
    if ((tag === 'rt' || tag === 'rp') && inner !== 'ruby') return false
    const alike = this.#wrappers.some((each) => each.tag === tag)
    if (alike && (attributes.length === 0 || tag === 'a' || tag === 'ruby')) return false
    if (this.#wrappers.length >= DEEPEST_INLINE) {
      this.#flattened += 1
      return false
    }
    const open = `<${tag}${attributes.map(([name, value]) => toAttribute(name, value)).join('')}>`
    this.#wrappers.push({ tag, open })
    return true
  }

  closeInline(): void {
    this.#leaf?.closeWrapper()
    this.#wrappers.pop()
  }

  text(value: string): void {
    if (this.#leaf === null && value.trim() === '') return
    this.#flow(value.trim() !== '').addText(value)
  }

  /** Adds markup that counts as content and is well-formed: an image, a formula. */
  content(html: string): void {
    this.#flow(true).addContent(html)
  }

  lineBreak(): void {
    this.#leaf?.addBreak()
  }

  /** A place where a long word may break. */
  wordBreak(): void {
    if (this.#leaf !== null && !this.#leaf.empty) this.#leaf.addContent('<wbr/>')
  }

  rule(id?: string): void {
    if (id !== undefined && id !== '') this.#carried.push(id)
    this.boundary()
    if (this.#leaf !== null || !this.#makeRoomFor('hr')) return
    this.#attach({ kind: 'rule', tag: 'hr', ids: this.#takeCarried(), id: '' })
  }

  /** Notes that the source has an id here: it will lead to the block that this becomes part of. */
  anchor(id: string): void {
    if (this.#leaf === null) this.#carried.push(id)
    else this.#leaf.ids.push(id)
  }

  finish(): Normalised {
    this.#endLeaf()
    while (this.#open.length > 1) this.#closeTop()
    const blocks = this.#root.children
    append(blocks.at(-1)?.ids ?? [], this.#takeCarried())
    const anchors = assignIds(blocks)
    return { html: printBlocks(blocks), anchors, flattened: this.#flattened }
  }

  get #top(): Container {
    return this.#open.at(-1) ?? this.#root
  }

  #isTooDeep(tag: string): boolean {
    const deep = this.#open.length > DEEPEST_BLOCK && !BOUND_BLOCKS.has(tag) && BLOCKS.get(tag) !== 'text'
    if (deep) this.#flattened += 1
    return deep
  }

  /** The leaf that takes text now; where text cannot stand, the blocks it needs are opened first. */
  #flow(ink: boolean): Leaf {
    if (ink && this.#leaf?.divided === true) {
      const { tag, attributes } = this.#leaf
      this.#endLeaf()
      this.#startLeaf(tag, attributes)
    }
    if (this.#leaf !== null) return this.#leaf
    this.#makeRoomFor('')
    return this.#startLeaf('', [])
  }

  /** Opens and closes implied blocks until the block may stand here; false when it never can. */
  #makeRoomFor(tag: string): boolean {
    this.#endLeaf()
    if (BOUND_BLOCKS.has(tag)) while (this.#top.implied && !canHold(this.#top.tag, tag)) this.#closeTop()
    while (!canHold(this.#top.tag, tag)) {
      const implied = IMPLIED_CHILD.get(this.#top.tag)
      if (implied === undefined) return false
      this.#open.push(newContainer(implied, [], [], true))
    }
    return true
  }

  #startLeaf(tag: string, attributes: readonly Attribute[]): Leaf {
    this.#leaf = new Leaf(tag, attributes, this.#takeCarried(), this.#wrappers)
    return this.#leaf
  }

  #endLeaf(): void {
    const leaf = this.#leaf
    this.#leaf = null
    if (leaf === null) return
    leaf.seal()
    if (leaf.empty) this.#carry(leaf.ids)
    else this.#attach(leaf)
  }

  #closeTop(): void {
    this.#endLeaf()
    const top = this.#open.pop() ?? this.#root
    const only = top.children.length === 1 ? top.children[0] : undefined
    if (only?.kind === 'leaf' && only.tag === '' && top.tag !== 'blockquote') {
      append(top.ids, only.ids)
      top.inline = only.html
      top.children.length = 0
    }
    if (isWorthKeeping(top)) this.#attach(top)
    else this.#carry(collectIds(top))
  }

  #attach(node: Node): void {
    const parent = this.#top
    parent.children.push(node)
    parent.inked ||= node.kind === 'container' ? node.inked || node.inline !== undefined : true
  }

  #carry(ids: readonly string[]): void {
    append(this.#carried, ids)
  }

  #takeCarried(): string[] {
    const ids = this.#carried
    this.#carried = []
    return ids
  }
}

function newContainer(
  tag: string,
  attributes: readonly Attribute[],
  ids: string[],
  implied: boolean,
): Container {
  return { kind: 'container', tag, attributes, ids, implied, children: [], inked: false, id: '' }
}

/** `push` without its limit on arguments. */
function append(list: string[], more: readonly string[]): void {
  for (const each of more) list.push(each)
}

/** Whether a block may stand directly in another; the empty tag is bare text. */
function canHold(parent: string, child: string): boolean {
  const content = BLOCKS.get(parent) ?? 'flow'
  if (typeof content !== 'string') return content.includes(child)
  if (child === 'figcaption') return parent === 'figure'
  return !BOUND_BLOCKS.has(child)
}
