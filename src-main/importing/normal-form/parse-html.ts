// HTML text to a tree, as browsers read it (parse5), with a guard against tag soup that grows without end.
// It removes nothing: what may stay is decided where the tree is walked.

import type { DefaultTreeAdapterMap } from 'parse5'
import { defaultTreeAdapter, parse } from 'parse5'

export type TreeNode = DefaultTreeAdapterMap['node']
export type TreeElement = DefaultTreeAdapterMap['element']

/** Formatting elements that a parser repeats in every paragraph until they are closed. */
const FORMATTING = /<\/?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>/gi

class TooManyElements extends Error {}

/**
 * The tree of an HTML document or fragment, and its root element `html`. Linear: where unclosed formatting would make
 * the tree many times larger than its source, the page is read without that formatting; its text is whole.
 */
export function parseHtml(source: string): TreeElement {
  const most = 10_000 + 4 * countTags(source)
  try {
    return parseWithin(source, most)
  } catch (error) {
    if (!(error instanceof TooManyElements)) throw error
    return parseWithin(source.replace(FORMATTING, ''), Number.MAX_SAFE_INTEGER)
  }
}

export function isElement(node: TreeNode): node is TreeElement {
  return 'tagName' in node
}

/** The children of a node; none for a text or a comment. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  return 'childNodes' in node ? node.childNodes : []
}

/** An attribute's value; undefined when the element does not carry it. */
export function getAttribute(element: TreeElement, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value
}

/** Every node below (and with) this one in document order, without recursion. */
export function* eachNode(root: TreeNode): Generator<TreeNode> {
  const waiting: TreeNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    const children = childrenOf(node)
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at]
      if (child !== undefined) waiting.push(child)
    }
  }
}

/** The text below a node as a parser leaves it: white space and all. */
export function textOf(root: TreeNode): string {
  const parts: string[] = []
  for (const node of eachNode(root)) if (node.nodeName === '#text' && 'value' in node) parts.push(node.value)
  return parts.join('')
}

/** The first element of that name below a node, in document order. */
export function findElement(root: TreeNode, tag: string): TreeElement | undefined {
  for (const node of eachNode(root)) if (isElement(node) && node.tagName === tag) return node
  return undefined
}

function parseWithin(source: string, most: number): TreeElement {
  let made = 0
  const document = parse(source, {
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (...given: Parameters<typeof defaultTreeAdapter.createElement>) => {
        made += 1
        if (made > most) throw new TooManyElements()
        return defaultTreeAdapter.createElement(...given)
      },
    },
  })
  const root = document.childNodes.find(isElement)
  if (root === undefined) throw new Error('A parser always makes an html element.')
  return root
}

function countTags(source: string): number {
  let count = 0
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) count += 1
  return count
}
