// Chunks of lines to blocks: rules and underlined headings, lists, tables and code, quotations, text.
// Whether a line is a heading by its wording is decided later; here only layout speaks.

import type { Block } from './blocks.ts'
import type { Chunk, Gap, Line } from './lines.ts'
import { NO_GAP } from './lines.ts'
import { divideLists, mergeLists, readItems } from './lists.ts'
import { joinLines, shapeText } from './paragraphs.ts'
import type { Profile } from './profile.ts'
import { isWrapped } from './profile.ts'

const RULE = /^([-=_*~#•·+—–─━═◆◇☆★※])(?:\s*\1){2,}$|^⁂$/
const UNDERLINE = /^([=\-~^"'`*+#_])\1{2,}$/
const COLUMNS = /\S(?: {3,}|\t+)\S|\.{5,}|(?:\. ){4,}|^[|+].*[|+]$|[│┃┌┐└┘├┤║╔╗╚╝]/
const CODE = /[{}<>$=\\|]|;$|\(\)|^[#/*]|--/
const DEEP = 4

/** The blocks of a text. Every word of the chunks is in exactly one of them, in order. */
export function shapeChunks(chunks: readonly Chunk[], profile: Profile): Block[] {
  const blocks = chunks.flatMap((chunk) => withGap(chunk.before, shapeChunk(chunk.lines, profile)))
  return mergeLists(mergePreformatted(blocks))
}

function withGap(gap: Gap, blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => (index === 0 ? { ...block, gap } : block))
}

/** Takes rules and underlined headings out; what is between them is shaped as runs of lines. */
function shapeChunk(lines: readonly Line[], profile: Profile): Block[] {
  const blocks: Block[] = []
  let run: Line[] = []
  const close = (): void => {
    for (const block of run.length > 0 ? shapeRun(run, profile) : []) blocks.push(block)
    run = []
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined) break
    const heading = run.length === 0 ? findUnderlined(lines, at) : null
    if (heading !== null) {
      blocks.push(heading.block)
      at += heading.taken - 1
    } else if (RULE.test(line.text)) {
      close()
      blocks.push({ kind: 'rule', gap: NO_GAP, text: line.text })
    } else run.push(line)
  }
  close()
  return blocks
}

/** A line with a line of marks under it (and perhaps over it) that is about as long. */
function findUnderlined(lines: readonly Line[], at: number): { block: Block; taken: number } | null {
  const over = markOf(lines[at])
  const title = lines[over === '' ? at : at + 1]
  const under = lines[over === '' ? at + 1 : at + 2]
  const mark = markOf(under)
  if (title === undefined || under === undefined || mark === '' || (over !== '' && over !== mark)) return null
  if (!isUnderlineOf(under, title) || (over !== '' && CODE.test(title.text))) return null
  const style = { kind: 'underlined', mark: over + mark } as const
  return { block: { kind: 'heading', gap: NO_GAP, lines: [title.text], style }, taken: over === '' ? 2 : 3 }
}

/** The mark that a line consists of; empty when it is no line of marks. */
function markOf(line: Line | undefined): string {
  return UNDERLINE.exec(line?.text ?? '')?.[1] ?? ''
}

function isUnderlineOf(under: Line, title: Line): boolean {
  const fits = under.width >= title.width * 0.6 && under.width <= title.width * 1.5 + 4
  return fits && title.width <= 100 && !RULE.test(title.text)
}

function shapeRun(lines: readonly Line[], profile: Profile): Block[] {
  if (isTable(lines)) return [toPreformatted(lines)]
  return divideLists(lines, profile).flatMap((part): Block[] => {
    if (part.list) return [{ kind: 'list', gap: NO_GAP, items: readItems(part.lines), source: part.lines }]
    return isIndented(part.lines, profile)
      ? shapeIndented(part.lines, profile)
      : shapeText(part.lines, profile)
  })
}

function isTable(lines: readonly Line[]): boolean {
  return lines.length > 1 && lines.filter((line) => COLUMNS.test(line.text)).length >= lines.length * 0.6
}

function isIndented(lines: readonly Line[], profile: Profile): boolean {
  const least = lines.reduce((indent, line) => Math.min(indent, line.indent), Number.POSITIVE_INFINITY)
  if (lines.length === 1 && profile.firstIndent > 0 && least === profile.base + profile.firstIndent)
    return false
  return least >= profile.base + DEEP
}

/** What stands in by itself: something centred, a quotation in prose, or lines that are kept as they are. */
function shapeIndented(lines: readonly Line[], profile: Profile): Block[] {
  const wrap = profile.wrap ?? 72
  const [first] = lines
  if (first !== undefined && lines.length <= 4 && lines.every((line) => isCentred(line, wrap)))
    return lines.length === 1
      ? [{ kind: 'line', gap: NO_GAP, line: first, centred: true }]
      : [{ kind: 'verse', gap: NO_GAP, lines, centred: true }]
  if (isProse(lines))
    return [{ kind: 'quotation', gap: NO_GAP, text: joinLines(lines), indent: first?.indent ?? 0 }]
  return [toPreformatted(lines)]
}

function isCentred(line: Line, wrap: number): boolean {
  const right = wrap - line.indent - line.width
  return line.indent >= 8 && Math.abs(line.indent - right) <= wrap / 8 && !CODE.test(line.text)
}

function isProse(lines: readonly Line[]): boolean {
  if (lines.length < 2 || lines.some((line) => CODE.test(line.text) || COLUMNS.test(line.text))) return false
  const widest = lines.reduce((most, line) => Math.max(most, line.indent + line.width), 0)
  const average = lines.reduce((sum, line) => sum + line.width, 0) / lines.length
  return average >= 36 && isWrapped(lines, widest)
}

function toPreformatted(lines: readonly Line[]): Block {
  return { kind: 'preformatted', gap: NO_GAP, lines: lines.map((line) => line.raw) }
}

/** Code and verse go on over blank lines. */
function mergePreformatted(blocks: readonly Block[]): Block[] {
  const merged: { block: Block; lines: string[] | null }[] = []
  for (const block of blocks) {
    const last = merged.at(-1)
    if (block.kind === 'preformatted' && last?.lines != null && block.gap.lines <= 2 && !block.gap.page) {
      for (let blank = 0; blank < block.gap.lines; blank += 1) last.lines.push('')
      for (const line of block.lines) last.lines.push(line)
    } else merged.push({ block, lines: block.kind === 'preformatted' ? [...block.lines] : null })
  }
  return merged.map(({ block, lines }) =>
    block.kind === 'preformatted' && lines !== null ? { ...block, lines: withoutIndent(lines) } : block,
  )
}

/** Lines without the indentation that all of them share. */
function withoutIndent(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line !== '')
  const [first = ''] = filled
  const space = /^\s*/.exec(first)?.[0] ?? ''
  const shared = filled.reduce((length, line) => {
    let at = 0
    while (at < length && line[at] === space[at]) at += 1
    return at
  }, space.length)
  return lines.map((line) => line.slice(shared))
}
