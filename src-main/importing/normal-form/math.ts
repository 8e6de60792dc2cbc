// Formulas: the presentation elements of MathML Core, printed so that HTML and XML parsers read the same tree.
// Semantic annotations (a formula's TeX source, content markup) are not displayed anywhere and are left out.

import { cleanText, collapseSpace, escapeText, toAttribute } from './characters.ts'
import { MATH_CONTAINERS, MATH_TOKENS, pickMathAttributes } from './elements.ts'
import type { TreeElement, TreeNode } from './parse-html.ts'
import { childrenOf, isElement, textOf } from './parse-html.ts'

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML'
const DEEPEST = 30

/** A `math` element as HTML. What is not presentation loses its element and keeps its text. */
export function printMath(math: TreeElement): string {
  return printElement(math, 0)
}

function printElement(element: TreeElement, depth: number): string {
  const tag = element.tagName
  if (tag === 'annotation' || tag === 'annotation-xml') return ''
  if (MATH_TOKENS.has(tag)) return wrap(tag, element, toText(element))
  if (depth > DEEPEST) return printText(toText(element))
  const inner = element.childNodes.map((child) => printNode(child, depth + 1)).join('')
  if (!MATH_CONTAINERS.has(tag) || (tag === 'math' && depth > 0)) return inner
  return wrap(tag, element, inner)
}

function printNode(node: TreeNode, depth: number): string {
  if (isElement(node)) return printElement(node, depth)
  return node.nodeName === '#text' ? printText(toText(node)) : ''
}

/** Text stands in token elements only. */
function printText(text: string): string {
  return text === '' ? '' : `<mtext>${text}</mtext>`
}

function toText(node: TreeNode): string {
  const text = childrenOf(node).length > 0 || node.nodeName === '#text' ? textOf(node) : ''
  return escapeText(collapseSpace(cleanText(text)).trim())
}

function wrap(tag: string, element: TreeElement, inner: string): string {
  const pairs = element.attrs.map(({ name, value }): [string, string] => [name, value])
  const attributes = pickMathAttributes(pairs).map(([name, value]) => toAttribute(name, value))
  const namespace = tag === 'math' ? toAttribute('xmlns', NAMESPACE) : ''
  return `<${tag}${namespace}${attributes.join('')}>${inner}</${tag}>`
}
