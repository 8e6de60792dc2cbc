// Canonical text: the text of a normalised document, the space in which every offset of Lectern lives.
// It is the textContent of <body>; this module reads it straight off the normal form, without a parser or a DOM.
// It is not an HTML parser: it understands what the normaliser writes and nothing else.

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

/** Everything read off a normalised document in one pass. */
export interface Outline {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly headings: readonly Heading[]
}

const REFERENCES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  apos: "'",
}
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g
const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'wbr', 'input', 'source', 'track'])

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
  const parts: string[] = []
  const blocks: Block[] = []
  const headings: Heading[] = []
  const open: { tag: string; id: string | undefined; start: number; slot: number }[] = []
  let length = 0
  let last = 0
  const take = (raw: string): void => {
    if (raw === '') return
    const text = raw.includes('&') ? decodeReferences(raw) : raw
    parts.push(text)
    length += text.length
  }
  TAG.lastIndex = 0
  for (let match = TAG.exec(html); match !== null; match = TAG.exec(html)) {
    take(html.slice(last, match.index))
    last = TAG.lastIndex
    const tag = (match[2] ?? '').toLowerCase()
    if (match[1] === '') {
      if (VOID.has(tag)) continue
      const id = readId(match[3] ?? '')
      open.push({ tag, id, start: length, slot: blocks.length })
      if (id !== undefined) blocks.push({ id: BlockId.parse(id), tag, start: length, end: length })
      continue
    }
    const element = open.pop()
    if (element?.id === undefined) continue
    const block: Block = { id: BlockId.parse(element.id), tag, start: element.start, end: length }
    blocks[element.slot] = block
    if (/^h[1-6]$/.test(tag))
      headings.push({ id: block.id, level: Number(tag[1]), title: '', offset: toTextOffset(block.start) })
  }
  take(html.slice(last))
  const text = parts.join('')
  return { text, blocks, headings: withTitles(headings, blocks, text) }
}

/** Cuts the text into sections: one before the first heading when there is text there, then one for each heading. */
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

function withTitles(headings: readonly Heading[], blocks: readonly Block[], text: string): Heading[] {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  return headings.map((heading) => {
    const block = byId.get(heading.id)
    const title = block ? text.slice(block.start, block.end).replace(/\s+/g, ' ').trim() : ''
    return { ...heading, title }
  })
}

function readId(attributes: string): string | undefined {
  const match = /(?:^|\s)id=(?:"([^"]*)"|'([^']*)')/.exec(attributes)
  const id = match?.[1] ?? match?.[2]
  return id === undefined || id === '' ? undefined : decodeReferences(id)
}

function decodeReferences(raw: string): string {
  return raw.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[A-Za-z]+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10))
    return REFERENCES[name] ?? whole
  })
}
