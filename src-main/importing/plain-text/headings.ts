// Which blocks of a plain text are headings, captions, or its title. A line's wording, its length, how it ends and what
// stands around it are weighed against the habits of this text; no word list decides alone.

import type { Block, HeadingStyle } from './blocks.ts'
import { toBlockText } from './blocks.ts'
import { findStyle, isBareLabel, isCapitals, isNamedSection } from './heading-styles.ts'
import type { Line } from './lines.ts'
import type { Profile } from './profile.ts'
import { endsWithStop } from './profile.ts'
import { findTitle, isRemark } from './title.ts'

const LONGEST_HEADING = 125
const LONGEST_OUTDENTED = 70
const MOST_WORDS = 22
const CAPTION =
  /^(?:source|sources|photo(?:graph)?s?|images?|pictures?|credits?|illustration|figure|fig\.|table|chart|caption|quelle|foto|bild|abb\.|abbildung|tabelle|crédits?|fuente|imagen|fonte|figura|источник|фото|рис\.|图|圖|图片|來源|来源|出典|写真)\s*(?:(?:by|von|par|por)\s|\d+[\w.]*\s*[:：.—–-]?\s|[:：])\s*\S/iu
const LONGEST_CAPTION = 160
const OPENING = /^["'“‘«「『《(（[【¿¡]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u

/** What the weighing of one block needs to know. */
interface Context {
  readonly blocks: readonly Block[]
  readonly profile: Profile
  /** The text in lower case, as far as it is searched for phrases; empty where that is not needed. */
  readonly haystack: string
  /** Whether lines that begin with `#` are headings here. */
  readonly marks: boolean
}

/** The blocks with headings, captions and title marked. No block changes its text or its place. */
export function markHeadings(given: readonly Block[], profile: Profile): Block[] {
  const blocks = given.map(toCaption)
  const haystack = profile.scraped ? blocks.map(toBlockText).join('\n').slice(0, 1_000_000).toLowerCase() : ''
  const marked = blocks.filter((block) => block.kind === 'line' && /^#{1,6}\s/.test(block.line.text))
  const context: Context = { blocks, profile, haystack, marks: marked.length > 1 }
  const styles = blocks.map((_, index) => findHeadingStyle(context, index))
  const title = findTitle(blocks, styles, profile)
  if (title !== null) styles[title] = { kind: 'title' }
  dropContentsLists(context, styles)
  const decided = blocks.map((block, index) => {
    const style = styles[index] ?? null
    if (style === null) return block
    return isOrphanCaption(context, index, style) ? toCaptionOf(block) : toHeading(block, style)
  })
  return joinLabels(decided)
}

function findHeadingStyle(context: Context, index: number): HeadingStyle | null {
  const block = context.blocks[index]
  if (block?.kind === 'heading') return block.style
  const line = toSingleLine(block)
  if (block === undefined || line === null || index === context.blocks.length - 1) return null
  const style = findOwnStyle(context, line)
  if (style !== null && canStandAlone(style, line, block, index)) return style
  return block.kind === 'line' && looksLikeHeading(context, index, line) ? { kind: 'plain' } : null
}

function canStandAlone(style: HeadingStyle, line: Line, block: Block, index: number): boolean {
  return style.kind === 'marked' || (!isRemark(line) && isFirstAfterGap(block, index))
}

function isFirstAfterGap(block: Block, index: number): boolean {
  return block.gap.lines > 0 || index === 0
}

/** The style that a line's wording gives it, where that wording is nothing usual in this text. */
function findOwnStyle({ profile, marks }: Context, line: Line): HeadingStyle | null {
  const style = findStyle(line.text, line.width)
  const usual = style?.kind === 'capitals' ? profile.shouted : style?.kind === 'marked' && !marks
  if (style !== null && !usual) return style
  const outdented = profile.base >= 2 && line.indent < profile.base && line.width <= LONGEST_OUTDENTED
  return outdented && OPENING.test(line.text) && !endsWithStop(line.text) ? { kind: 'named' } : null
}

/** The line of a block of one line; of a small centred or divided block, when all of it is in capitals or a label. */
function toSingleLine(block: Block | undefined): Line | null {
  if (block?.kind === 'line') return block.line
  if (block?.kind !== 'verse' || block.lines.length > 3) return null
  const [first] = block.lines
  const loud = block.lines.every((line) => isCapitals(line.text))
  return first !== undefined && (loud || isBareLabel(first.text)) ? first : null
}

/** Whether a line without any outward sign reads as a heading among the paragraphs of its text. */
function looksLikeHeading({ blocks, profile }: Context, index: number, line: Line): boolean {
  const block = blocks[index]
  const next = blocks[index + 1]
  if (block === undefined || next === undefined || profile.prose < 0.6) return false
  const words = line.text.split(/\s+/).length
  if (!mayBeHeading(line, words) || !isApart(block, next, index)) return false
  if (/[:：]$/.test(line.text)) return words <= 3 && next.gap.lines > 0 && next.kind !== 'list'
  return endsLikeHeading(line.text, block.gap.lines, next.gap.lines)
}

function mayBeHeading(line: Line, words: number): boolean {
  if (line.softEnd || line.softStart || line.width > LONGEST_HEADING || words > MOST_WORDS) return false
  return OPENING.test(line.text) && !isRemark(line)
}

/** A question may be a heading where it stands further from what is before it than from what follows. */
function endsLikeHeading(text: string, before: number, after: number): boolean {
  if (/[!?！？]["'”’»」』)]*$/.test(text)) return before > after
  return !endsWithStop(text)
}

/** A heading stands apart from what is before it, and what follows is text or a further heading. */
function isApart(block: Block, next: Block, index: number): boolean {
  if (!isFirstAfterGap(block, index)) return false
  if (next.gap.lines > 0) return next.kind !== 'rule'
  return toBlockText(next).length > toBlockText(block).length || next.kind === 'list'
}

/**
 * Takes headings back where four or more follow each other with nothing between: a list of contents, of names, of
 * places. The last stays when text follows it and it is more than an entry: said before, or set off by a wider gap.
 */
function dropContentsLists({ blocks }: Context, styles: (HeadingStyle | null)[]): void {
  let start = 0
  for (let at = 0; at <= styles.length; at += 1) {
    if (at < styles.length && styles[at] !== null && styles[at]?.kind !== 'title') continue
    if (at - start >= 4) dropRun(blocks.slice(start, at), styles, start)
    start = at + 1
  }
}

function dropRun(run: readonly Block[], styles: (HeadingStyle | null)[], start: number): void {
  const seen = new Set<string>()
  let keepFrom = run.length
  run.forEach((block, index) => {
    const key = toBlockText(block)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .replace(/ \d+ ?$/, '')
      .trim()
    if (seen.has(key) && keepFrom === run.length) keepFrom = index
    seen.add(key)
  })
  const last = run.at(-1)
  const widest = Math.max(...run.slice(1, -1).map((block) => block.gap.lines))
  if (keepFrom === run.length && last !== undefined && last.gap.lines > widest) keepFrom = run.length - 1
  run.forEach((block, index) => {
    const first = index === 0 && isNamedSection(toBlockText(block))
    if (index < keepFrom && !first && block.kind !== 'heading') styles[start + index] = null
  })
}

/** In a text off a web page, a few words that nothing refers to are the caption of an image that is gone. */
function isOrphanCaption(context: Context, index: number, style: HeadingStyle): boolean {
  const block = context.blocks[index]
  if (!context.profile.scraped || block === undefined || !['plain', 'capitals'].includes(style.kind))
    return false
  const text = toBlockText(block)
  if (text.split(/\s+/).length > 3 || text.length > 40 || isNamedSection(text)) return false
  const soft = block.gap.soft > 0 && (context.blocks[index + 1]?.gap.soft ?? 0) > 0
  const phrase = text.toLowerCase()
  return soft || context.haystack.indexOf(phrase, context.haystack.indexOf(phrase) + 1) < 0
}

function toCaption(block: Block): Block {
  const text = block.kind === 'line' || block.kind === 'paragraph' ? toBlockText(block) : ''
  return text.length <= LONGEST_CAPTION && CAPTION.test(text)
    ? { kind: 'caption', gap: block.gap, text }
    : block
}

function toCaptionOf(block: Block): Block {
  return { kind: 'caption', gap: block.gap, text: toBlockText(block) }
}

function toHeading(block: Block, style: HeadingStyle): Block {
  if (block.kind === 'heading') return { ...block, style }
  const lines = block.kind === 'verse' ? block.lines.map((line) => line.text) : [toBlockText(block)]
  return { kind: 'heading', gap: block.gap, lines, style }
}

/** `Chapter 3` and the title in the next line are one heading. */
function joinLabels(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const label = joined.at(-1)
    const lines = titleLinesAfter(label, block)
    if (label?.kind === 'heading' && lines !== null)
      joined[joined.length - 1] = { ...label, lines: [...label.lines, ...lines] }
    else joined.push(block)
  }
  return joined
}

function titleLinesAfter(label: Block | undefined, block: Block): readonly string[] | null {
  if (label?.kind !== 'heading' || block.gap.lines > 2 || !isLabel(label)) return null
  if (block.kind === 'heading') return ['plain', 'capitals'].includes(block.style.kind) ? block.lines : null
  return block.kind === 'line' && isTitleLine(block.line, block.centred) ? [block.line.text] : null
}

function isLabel({ lines, style }: Block & { kind: 'heading' }): boolean {
  return lines.length === 1 && ['chapter', 'part'].includes(style.kind) && isBareLabel(lines[0] ?? '')
}

function isTitleLine(line: Line, centred: boolean): boolean {
  if (line.width > 70 || isRemark(line) || !OPENING.test(line.text) || /[,;:!?]$/.test(line.text))
    return false
  return centred || !endsWithStop(line.text)
}
