// Canonical text: the text of a normalised document, the space in which every offset of Lectern lives.
// It is the textContent of <body>; this module reads it straight off the normal form, without a parser or a DOM.
// It is not an HTML parser: it understands what the normaliser writes (docs/formats/document.md) and nothing else.
// On anything else it still ends, in linear time, and never throws.

import type { Heading } from '../domain/document.ts'
import { BlockId, toTextOffset } from '../domain/ids.ts'

/** A block element with an id, and the range of its text: [start, end) in canonical text. Blocks may nest. */
export interface Block {
  readonly id: BlockId
  readonly tag: string
  readonly start: number
  readonly end: number
}

/** A heading and all that follows it up to the next heading of any level: the unit of search. */
export interface Section {
  /** Absent for what stands before the first heading. */
  readonly heading?: Heading
  /** Titles of the enclosing headings, outermost first, the section's own last. */
  readonly trail: readonly string[]
  /** [start, end) in canonical text, the heading's own text included. */
  readonly start: number
  readonly end: number
}

/** Everything read off a normalised document in one pass. Blocks and headings stand in document order. */
export interface Outline {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly headings: readonly Heading[]
}

/** The elements of the normal form that are blocks. Each of them carries an id, but for the sections of a table. */
export const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 pre blockquote ul ol li dl dt dd figure figcaption ' +
    'table caption thead tbody tfoot tr td th hr'
  ).split(' '),
)

const REFERENCES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  apos: "'",
}
const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'wbr', 'input', 'source', 'track'])
/** UTF-16 units of HTML that are read in one turn. */
const STEP = 256 * 1024
const SPACE = /[\t\n\f\r ]/
const NAME_END = /[\t\n\f\r />]/

/** A tag as it stands in the source: `from` is at its `<`, `to` after its `>`. */
interface Tag {
  readonly name: string
  readonly closing: boolean
  readonly to: number
  readonly id: string | undefined
}

interface OpenElement {
  readonly tag: string
  readonly id: BlockId | undefined
  readonly start: number
  readonly slot: number
}

/**
 * The canonical text of a normalised body.
 * @param html inner HTML of `<body>` in normal form
 * @returns its textContent, in UTF-16; linear in the length of `html`
 */
export function toCanonicalText(html: string): string {
  return parseOutline(html).text
}

/**
 * Text, blocks and headings of a normalised body in one linear pass.
 * @param html inner HTML of `<body>` in normal form
 */
export function parseOutline(html: string): Outline {
  const scan = scanOutline(html)
  for (;;) {
    const step = scan.next()
    if (step.done === true) return step.value
  }
}

/** The same, waiting for `pause` after every few milliseconds, so that a book of megabytes holds nothing up. */
export async function parseOutlineInTurns(html: string, pause: () => Promise<unknown>): Promise<Outline> {
  const scan = scanOutline(html)
  for (;;) {
    const step = scan.next()
    if (step.done === true) return step.value
    await pause()
  }
}

function* scanOutline(html: string): Generator<undefined, Outline> {
  const parts: string[] = []
  const blocks: Block[] = []
  const open: OpenElement[] = []
  let length = 0
  const take = (raw: string): void => {
    const text = raw.includes('&') ? decodeReferences(raw) : raw
    parts.push(text)
    length += text.length
  }
  let at = 0
  let stop = STEP
  for (let from = html.indexOf('<'); from >= 0; from = html.indexOf('<', Math.max(at, from + 1))) {
    if (!isTagStart(html, from)) continue
    const tag = readTag(html, from)
    if (tag === null) break
    if (from > at) take(html.slice(at, from))
    at = tag.to
    if (tag.closing) closeElement(open, blocks, tag.name, length)
    else openElement(open, blocks, tag, length)
    if (at < stop) continue
    stop = at + STEP
    yield
  }
  if (at < html.length) take(html.slice(at))
  const text = parts.join('')
  return { text, blocks, headings: blocks.filter(isHeading).map((block) => toHeading(block, text)) }
}

/**
 * Cuts the text into sections: one before the first heading when there is text there, then one for each heading.
 * Sections stand in order, do not overlap, and together hold every word of the text.
 */
export function buildSections(outline: Outline): Section[] {
  const sections: Section[] = []
  const first = outline.headings[0]?.offset ?? outline.text.length
  if (first > 0 && outline.text.slice(0, first).trim() !== '')
    sections.push({ trail: [], start: 0, end: first })
  const trail: Heading[] = []
  outline.headings.forEach((heading, index) => {
    while ((trail.at(-1)?.level ?? 0) >= heading.level) trail.pop()
    trail.push(heading)
    const end = outline.headings[index + 1]?.offset ?? outline.text.length
    sections.push({ heading, trail: trail.map((each) => each.title), start: heading.offset, end })
  })
  return sections
}

function openElement(open: OpenElement[], blocks: Block[], tag: Tag, at: number): void {
  const id = tag.id !== undefined && BLOCK_TAGS.has(tag.name) ? toBlockId(tag.id) : undefined
  const slot = blocks.length
  if (id !== undefined) blocks.push({ id, tag: tag.name, start: at, end: at })
  if (!VOID.has(tag.name)) open.push({ tag: tag.name, id, start: at, slot })
}

function closeElement(open: OpenElement[], blocks: Block[], name: string, at: number): void {
  const element = open.at(-1)
  if (element?.tag !== name) return
  open.pop()
  if (element.id === undefined) return
  blocks[element.slot] = { id: element.id, tag: name, start: element.start, end: at }
}

function isHeading(block: Block): boolean {
  return block.tag.length === 2 && block.tag.startsWith('h') && block.tag !== 'hr'
}

function toHeading(block: Block, text: string): Heading {
  const title = text.slice(block.start, block.end).replace(/\s+/g, ' ').trim()
  return { id: block.id, level: Number(block.tag[1]), title, offset: toTextOffset(block.start) }
}

function toBlockId(value: string): BlockId | undefined {
  return value.length >= 1 && value.length <= 128 ? BlockId.parse(value) : undefined
}

function isTagStart(html: string, from: number): boolean {
  const next = html.charCodeAt(from + (html[from + 1] === '/' ? 2 : 1)) | 0x20
  return next >= 0x61 && next <= 0x7a
}

/** The tag that starts at `from`; null when it never ends. Looks at each character of the tag once. */
function readTag(html: string, from: number): Tag | null {
  const closing = html[from + 1] === '/'
  let at = from + (closing ? 2 : 1)
  const nameStart = at
  while (at < html.length && !NAME_END.test(html.charAt(at))) at += 1
  const name = html.slice(nameStart, at).toLowerCase()
  let id: string | undefined
  while (at < html.length) {
    const char = html.charAt(at)
    if (char === '>') return { name, closing, to: at + 1, id }
    if (char === '/' || SPACE.test(char)) {
      at += 1
      continue
    }
    const attribute = readAttribute(html, at)
    if (attribute === null) return null
    if (attribute.name === 'id') id ??= decodeReferences(attribute.value)
    at = attribute.to
  }
  return null
}

/** `name="value"`, `name='value'` or a bare name, from `from` on; null when its quotation mark is never closed. */
function readAttribute(html: string, from: number): { name: string; value: string; to: number } | null {
  let at = from
  while (at < html.length && html[at] !== '=' && !NAME_END.test(html.charAt(at))) at += 1
  const name = html.slice(from, at)
  if (html[at] !== '=') return { name, value: '', to: at }
  const quote = html[at + 1]
  if (quote !== '"' && quote !== "'") return { name, value: '', to: at + 1 }
  const end = html.indexOf(quote, at + 2)
  return end < 0 ? null : { name, value: html.slice(at + 2, end), to: end + 1 }
}

function decodeReferences(raw: string): string {
  return raw.replace(/&(#x[0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z]{2,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return REFERENCES[name] ?? whole
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
