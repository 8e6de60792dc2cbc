// Web pages: what of a page is for reading, what is furniture around it, and what the page says of itself.
// Furniture is set apart, never dropped. How elements are written is the normal form's business.

import type { SetApart } from '../../src-shared/domain/document.ts'
import { toCanonicalText } from '../../src-shared/text/canonical-text.ts'
import { collapseSpace } from './normal-form/characters.ts'
import { CONTROLS, WITHOUT_TEXT } from './normal-form/elements.ts'
import type { References } from './normal-form/html-tree.ts'
import { hasText, writeApart, writeTree } from './normal-form/html-tree.ts'
import type { TreeElement, TreeNode } from './normal-form/parse-html.ts'
import {
  childrenOf,
  eachNode,
  findElement,
  getAttribute,
  isElement,
  parseHtml,
  textOf,
} from './normal-form/parse-html.ts'
import { NormalWriter } from './normal-form/writer.ts'
import type { Page } from './page.ts'

type Where = SetApart['where']

/** Landmarks that are furniture of the page, unless they belong to an article. */
const FURNITURE = new Set(['nav', 'header', 'footer', 'aside', 'search'])
const FURNITURE_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search'])
const SECTIONING = new Set([
  'article',
  'section',
  'main',
  'blockquote',
  'td',
  'th',
  'li',
  'figure',
  'details',
  'dialog',
])

/** A form with at most this many letters and nodes is for sending, not for reading. */
const FORM_LETTERS = 400
const FORM_NODES = 400

/** A page in normal form. The text of controls, scripts' stand-ins and page furniture is set apart. */
export function readHtml(source: string, references: References): Page {
  const root = parseHtml(source)
  const body = findElement(root, 'body') ?? root
  const furniture = findFurniture(body)
  const { normalised, setApart } = writePage(
    body,
    references,
    (element) => furniture.get(element) ?? findControl(element),
  )
  const head = readHead(root)
  const heading = findElement(body, 'h1')
  const title = withoutSite(head.title ?? '', heading === undefined ? '' : textOf(heading))
  return { normalised, setApart, repairs: [], ...head, ...(title === '' ? {} : { title }) }
}

/** Writes a body; what `whereApart` answers for is set apart there. */
export function writePage(
  body: TreeElement,
  references: References,
  whereApart: (element: TreeElement) => Where | null,
): Pick<Page, 'normalised' | 'setApart'> {
  const setApart: SetApart[] = []
  const writer = new NormalWriter()
  writeTree([body], writer, {
    references,
    setApart: (element) => {
      const where = whereApart(element)
      if (where === null) return false
      const text = toCanonicalText(writeApart(element).html)
      if (text.trim() !== '') setApart.push({ where, text })
      return true
    },
  })
  return { normalised: writer.finish(), setApart }
}

/** Whether an element works only in a live page. */
export function findControl(element: TreeElement): Where | null {
  const tag = element.tagName
  if (tag === 'svg' || isPermalink(element)) return 'within'
  if (tag === 'noscript') return hasText(element) ? 'within' : null
  return CONTROLS.has(tag) || (tag === 'form' && isForSending(element)) ? 'within' : null
}

/** Whether an element is the sign beside a heading that is a link to that very heading. */
function isPermalink(element: TreeElement): boolean {
  if (element.tagName !== 'a' || !/^#./.test(getAttribute(element, 'href') ?? '')) return false
  const isSign = element.childNodes.length === 1 && /^\s?[¶§#🔗\u{f0c1}]\s?$/u.test(textOf(element))
  return isSign && /^h[1-6]$|^d[td]$|^caption$/.test(parentName(element))
}

function parentName(element: TreeElement): string {
  for (let at = element.parentNode; at !== null; at = 'parentNode' in at ? at.parentNode : null)
    if (!['span', 'strong', 'b', 'em', 'code', 'p'].includes(at.nodeName)) return at.nodeName
  return ''
}

/** A title without what a site adds to every page's: `Tools — The Manual` under the heading `Tools` is `Tools`. */
function withoutSite(title: string, heading: string): string {
  const own = collapseSpace(heading)
    .replace(/[¶§#🔗\u{f0c1}\s]+$/u, '')
    .trim()
  if (own === '' || !title.startsWith(own)) return title
  return /^\s*(?:[—–|·•:»«-]|::)\s/.test(title.slice(own.length)) ? own : title
}

function readHead(root: TreeElement): Pick<Page, 'title' | 'language' | 'author' | 'description'> {
  const head = findElement(root, 'head')
  const metas = readMetas(head)
  const titleElement = head === undefined ? undefined : findElement(head, 'title')
  const languages = [
    getAttribute(root, 'lang'),
    getAttribute(root, 'xml:lang'),
    metas.get('content-language')?.split(',')[0],
  ]
  const title = titleElement === undefined ? '' : collapseSpace(textOf(titleElement)).trim()
  const language = languages.find((each) => each !== undefined && each !== '')
  const author = metas.get('author') ?? metas.get('dc.creator')
  const description = metas.get('description')
  return {
    ...(title === '' ? {} : { title }),
    ...(language === undefined ? {} : { language }),
    ...(author === undefined ? {} : { author: [author] }),
    ...(description === undefined ? {} : { description }),
  }
}

/** What the head's `meta` elements say, by their names in lower case; the first of each name counts. */
function readMetas(head: TreeElement | undefined): Map<string, string> {
  const metas = new Map<string, string>()
  for (const node of head?.childNodes ?? []) {
    if (!isElement(node) || node.tagName !== 'meta') continue
    const name = (getAttribute(node, 'name') ?? getAttribute(node, 'http-equiv') ?? '').toLowerCase()
    const content = collapseSpace(getAttribute(node, 'content') ?? '').trim()
    if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content)
  }
  return metas
}

/** The parts of a page around its reading text. Linear in the size of the page. */
function findFurniture(body: TreeElement): Map<TreeElement, Where> {
  const main = findMain(body)
  const kept = new Set<TreeElement>()
  if (main !== undefined) kept.add(main)
  const title =
    main === undefined || findElement(main, 'h1') === undefined ? findElement(body, 'h1') : undefined
  if (title !== undefined) kept.add(title)
  const above = collectAncestors(kept)
  const isFurniture = (element: TreeElement): boolean => {
    if (kept.has(element) || above.has(element)) return false
    return main !== undefined || isLandmark(element)
  }
  const marks: { element: TreeElement; before: number }[] = []
  let read = 0
  for (const node of descend(body, (each) => isEndOfSearch(each, kept, main !== undefined, isFurniture))) {
    if (isElement(node) && node !== body && isFurniture(node)) marks.push({ element: node, before: read })
    else if (!isElement(node) || isWhole(node, kept, main !== undefined)) read += countInk(node)
  }
  return new Map(
    marks.map(({ element, before }) => [
      element,
      before === 0 ? 'leading' : before === read ? 'trailing' : 'within',
    ]),
  )
}

/** Nodes below (and with) a node in document order; not those below nodes that `isEnd` answers for. */
function* descend(root: TreeNode, isEnd: (node: TreeNode) => boolean): Generator<TreeNode> {
  const waiting: TreeNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    if (!isEnd(node)) for (const child of childrenOf(node).toReversed()) waiting.push(child)
  }
}

/** Whether an element is taken as it is: nothing in it is furniture of the page. */
function isWhole(element: TreeElement, kept: ReadonlySet<TreeElement>, hasMain: boolean): boolean {
  if (kept.has(element)) return true
  return !hasMain && (SECTIONING.has(element.tagName) || element.tagName === 'h1')
}

function isEndOfSearch(
  node: TreeNode,
  kept: ReadonlySet<TreeElement>,
  hasMain: boolean,
  isFurniture: (element: TreeElement) => boolean,
): boolean {
  if (!isElement(node) || node.tagName === 'body') return false
  return isFurniture(node) || isWhole(node, kept, hasMain)
}

function isLandmark(element: TreeElement): boolean {
  return FURNITURE.has(element.tagName) || FURNITURE_ROLES.has(getAttribute(element, 'role') ?? '')
}

/** The element that the page says its text is in: a `main`, or its only article; none where that holds little. */
function findMain(body: TreeElement): TreeElement | undefined {
  const isMain = (node: TreeNode): boolean =>
    isElement(node) && (node.tagName === 'main' || getAttribute(node, 'role') === 'main')
  const isArticle = (node: TreeNode): boolean => isElement(node) && node.tagName === 'article'
  const found = [...descend(body, (node) => isMain(node) || isArticle(node))].filter(isElement)
  const articles = found.filter(isArticle)
  const candidate = found.find(isMain) ?? (articles.length === 1 ? articles[0] : undefined)
  if (candidate === undefined) return undefined
  const ink = countInk(candidate)
  return ink >= 1000 || ink * 4 >= countInk(body) ? candidate : undefined
}

function collectAncestors(elements: ReadonlySet<TreeElement>): Set<TreeNode> {
  const above = new Set<TreeNode>()
  for (const element of elements)
    for (
      let at: TreeNode | null = element.parentNode;
      at !== null;
      at = 'parentNode' in at ? at.parentNode : null
    )
      above.add(at)
  return above
}

/** Characters for reading below a node, white space not counted. */
function countInk(root: TreeNode): number {
  let ink = 0
  for (const node of eachNode(root))
    if (node.nodeName === '#text' && 'value' in node && !WITHOUT_TEXT.has(node.parentNode?.nodeName ?? ''))
      ink += node.value.replace(/\s+/g, '').length
  return ink
}

function isForSending(form: TreeElement): boolean {
  let nodes = 0
  let controls = 0
  for (const node of eachNode(form)) {
    nodes += 1
    if (nodes > FORM_NODES || ['article', 'main', 'h1', 'h2', 'table'].includes(node.nodeName)) return false
    if (CONTROLS.has(node.nodeName)) controls += 1
  }
  return controls > 0 && countInk(form) <= FORM_LETTERS
}
