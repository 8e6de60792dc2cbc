// Makes the corpora that the bench measures from Debian's documentation packages:
// npm run corpora [-- --out FOLDER --docs /usr/share/doc name…]
// Each becomes FOLDER/<name>.jsonl (FOLDER is "corpora" in the folder for temporary files unless given) with {id, title, body} a line: ids are the page's path and the anchor, bodies are
// plain text, a line for each block. The same packages give the same bytes. It does not import anything into Lectern
// and keeps no structure but the units.
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'parse5'

const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const SILENT = new Set(['script', 'style', 'nav', 'noscript', 'template', 'svg', 'button', 'input', 'form'])
const INLINE = new Set(
  'a abbr b bdi cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)

/**
 * What is taken from a package. `leavesOut` are the pages that are not, `furnitureOfTitle` what is cut from a page's
 * title. `isContent` finds the element that holds a page's text, `isFurniture` what is left out of it, `startsUnit`
 * the elements at which a new document begins; without any, a page is one document.
 */
const CORPORA = [
  {
    name: 'python',
    package: 'python3.11-doc',
    folder: 'python3.11/html',
    leavesOut: /(^|\/)(genindex|search|contents|py-modindex|_)/,
    furnitureOfTitle: /\s*— Python .* documentation$/,
    isContent: (node) => getAttribute(node, 'role') === 'main',
    isFurniture: (node) => hasClass(node, 'headerlink'),
    startsUnit: () => false,
  },
  {
    name: 'postgresql',
    package: 'postgresql-doc-15',
    folder: 'postgresql-doc-15/html',
    leavesOut: /^bookindex\.html$/,
    furnitureOfTitle: '',
    isContent: (node) => node.tagName === 'body',
    isFurniture: (node) => hasClass(node, 'navheader', 'navfooter', 'toc', 'footnotes'),
    startsUnit: (node) => HEADINGS.has(node.tagName),
  },
  {
    name: 'boost',
    package: 'libboost1.74-doc',
    folder: 'libboost1.74-doc/doc/html',
    leavesOut: /^index\.html$/,
    furnitureOfTitle: '',
    isContent: (node) => node.tagName === 'body',
    isFurniture: (node) =>
      hasClass(node, 'spirit-nav', 'toc', 'copyright-footer', 'legalnotice') ||
      (node.tagName === 'table' && getAttribute(node, 'cellpadding') === '2'),
    startsUnit: (node) => HEADINGS.has(node.tagName) || (hasClass(node, 'literallayout') && hasAnchor(node)),
  },
  {
    name: 'openjdk',
    package: 'openjdk-17-doc',
    folder: 'openjdk-17-jre-headless/api',
    leavesOut: /(^|\/)(index-files\/|[a-z-]*-(tree|index|use)\.html)/,
    furnitureOfTitle: /\s*\(Java SE.*\)$/,
    isContent: (node) => node.tagName === 'main',
    isFurniture: (node) => hasClass(node, 'summary', 'table-tabs'),
    startsUnit: (node) => node.tagName === 'section' && hasClass(node, 'detail'),
  },
]

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    docs: { type: 'string', default: '/usr/share/doc' },
    out: { type: 'string', default: join(tmpdir(), 'corpora') },
  },
})
process.exitCode = main(positionals)

function main(names) {
  const known = CORPORA.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`There is no corpus ${unknown.join(', ')}; there are ${known.join(', ')}`)
    return 2
  }
  const wanted = CORPORA.filter(({ name }) => names.length === 0 || names.includes(name))
  const missing = wanted.filter(({ folder }) => !existsSync(join(options.docs, folder)))
  mkdirSync(options.out, { recursive: true })
  for (const corpus of wanted)
    if (!missing.includes(corpus)) extract(corpus, join(options.out, `${corpus.name}.jsonl`))
  if (missing.length === 0) return 0
  console.error(`Not installed: sudo apt-get install ${missing.map((each) => each.package).join(' ')}`)
  return 1
}

function extract(corpus, path) {
  const root = join(options.docs, corpus.folder)
  const pages = readdirSync(root, { recursive: true })
    .filter((page) => /\.html?$/.test(page) && !corpus.leavesOut.test(page))
    .sort()
  const file = openSync(path, 'w')
  let documents = 0
  let characters = 0
  for (const page of pages) {
    for (const unit of toUnits(corpus, page, readFileSync(join(root, page), 'utf8'))) {
      writeSync(file, `${JSON.stringify(unit)}\n`)
      documents += 1
      characters += unit.body.length
    }
  }
  closeSync(file)
  const figures = `${String(documents).padStart(6)} documents  ${(characters / 1e6).toFixed(1).padStart(6)} MB of text`
  console.log(`${corpus.name.padEnd(12)}${figures}  ${path}`)
}

/** The documents of a page, in reading order; those without any text are left out. */
function toUnits(corpus, page, html) {
  const tree = parse(html)
  const pageTitle = collapse(toText(find(tree, (node) => node.tagName === 'title'))).replace(
    corpus.furnitureOfTitle,
    '',
  )
  const content = find(tree, corpus.isContent)
  const units = [{ anchor: '', title: pageTitle, parts: [] }]
  if (content) collect(content, corpus, units)
  const seen = new Map()
  return units.flatMap(({ anchor, title, parts }, index) => {
    const body = toLines(parts.join(''))
    if (body === '') return []
    const base = index === 0 ? page : `${page}#${anchor || index}`
    const times = (seen.get(base) ?? 0) + 1
    seen.set(base, times)
    const own = collapse(title)
    return [
      {
        id: times === 1 ? base : `${base}~${times}`,
        title: index === 0 || pageTitle.includes(own) ? pageTitle : `${pageTitle}: ${own}`,
        body,
      },
    ]
  })
}

/** Adds a node's text to the last unit, or begins another. */
function collect(node, corpus, units) {
  if (node.nodeName === '#text') {
    units.at(-1).parts.push(node.value.replace(/\s+/g, ' '))
    return
  }
  if (SILENT.has(node.tagName) || corpus.isFurniture(node)) return
  if (corpus.startsUnit(node)) units.push({ anchor: findAnchor(node), title: toHeading(node), parts: [] })
  const isBlock = !INLINE.has(node.tagName)
  if (isBlock) units.at(-1).parts.push('\n')
  for (const child of node.childNodes ?? []) collect(child, corpus, units)
  if (isBlock) units.at(-1).parts.push('\n')
}

/** A unit's heading: its own text, or that of the heading within it. */
function toHeading(node) {
  if (node.tagName === 'section') return toText(find(node, (each) => HEADINGS.has(each.tagName)))
  return toText(node)
}

/** The anchor of an element, one within it, or that of what it opens. */
function findAnchor(node) {
  const inside = find(node, (each) => anchorOf(each) !== '')
  if (inside) return anchorOf(inside)
  for (let at = node; at.parentNode?.childNodes?.find(isElement) === at; at = at.parentNode)
    if (anchorOf(at.parentNode) !== '') return anchorOf(at.parentNode)
  return ''
}

function hasAnchor(node) {
  return find(node, (each) => anchorOf(each) !== '') !== undefined
}

function anchorOf(node) {
  return getAttribute(node, 'id') ?? (node.tagName === 'a' ? getAttribute(node, 'name') : undefined) ?? ''
}

function find(node, holds) {
  if (holds(node)) return node
  for (const child of node.childNodes ?? []) {
    const found = find(child, holds)
    if (found) return found
  }
  return undefined
}

function toText(node) {
  if (node === undefined) return ''
  return node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(toText).join('')
}

function toLines(text) {
  return text
    .split('\n')
    .map(collapse)
    .filter((line) => line !== '')
    .join('\n')
}

function collapse(text) {
  return text.replace(/[\s\u00b6]+/g, ' ').trim()
}

function isElement(node) {
  return node.tagName !== undefined
}

function hasClass(node, ...names) {
  const classes = getAttribute(node, 'class')?.split(/\s+/) ?? []
  return names.some((name) => classes.includes(name))
}

function getAttribute(node, name) {
  return node.attrs?.find((each) => each.name === name)?.value
}
