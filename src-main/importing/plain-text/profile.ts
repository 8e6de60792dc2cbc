// The habits of one plain text: how wide its lines are broken, how it indents, how its paragraphs end.
// Every later judgement of a line is made against these, not against fixed numbers.

import type { Chunk, Line } from './lines.ts'
import { isUnspaced, toWidth } from './lines.ts'

export interface Profile {
  /** Columns at which lines are broken; null where a paragraph is one line. */
  readonly wrap: number | null
  /** Columns of the widest line. */
  readonly widest: number
  /** Columns that ordinary text is indented by. */
  readonly base: number
  /** Columns that first lines of paragraphs are indented by beyond that; 0 where they are not. */
  readonly firstIndent: number
  /** Share of one-line chunks and paragraphs that end as sentences do, 0 to 1. */
  readonly prose: number
  /** Whether it was taken off a web page: empty paragraphs and line ends made of non-breaking spaces. */
  readonly scraped: boolean
  /** Whether capitals are nothing special in it. */
  readonly shouted: boolean
}

const NARROWEST_WRAP = 36
const WIDEST_WRAP = 120
/** Narrowest wrap that one chunk may have for itself in a text without a habit. */
const LEAST_OWN_WRAP = 56
const ENDING = /[.!?。！？…;；:：,，、—–-]["'”’»›」』)\]）】*_]*$/
const FULL_STOP = /[.。…;；,，、]["'”’»›」』)\]）】*_]*$/

/** Looks over all chunks once. */
export function buildProfile(chunks: readonly Chunk[]): Profile {
  const lines = chunks.flatMap((chunk) => chunk.lines)
  const base = findBase(lines)
  const lasts = chunks.flatMap((chunk) => chunk.lines.at(-1) ?? []).filter((line) => line.width > 30)
  return {
    wrap: findWrap(chunks),
    widest: lines.reduce((most, line) => Math.max(most, line.indent + line.width), 0),
    base,
    firstIndent: findFirstIndent(chunks, base),
    prose: lasts.length === 0 ? 0 : lasts.filter((line) => endsLikeSentence(line.text)).length / lasts.length,
    scraped: isScraped(chunks),
    shouted: isShouted(lines.slice(0, 2000)),
  }
}

/** Whether a text has the empty paragraphs and soft line ends that are left of a web page. */
export function isScraped(chunks: readonly Chunk[]): boolean {
  const gaps = chunks.filter((chunk) => chunk.before.soft > 0).length
  const soft = chunks.reduce((sum, chunk) => sum + chunk.lines.filter((line) => line.softEnd).length, 0)
  return gaps >= 3 && gaps + soft >= chunks.length / 20
}

function isShouted(lines: readonly Line[]): boolean {
  const text = lines.map((line) => line.text).join('')
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0
  return upper > (text.match(/\p{Ll}/gu)?.length ?? 0)
}

/** Whether a text ends with a mark that ends or divides sentences. */
export function endsLikeSentence(text: string): boolean {
  return ENDING.test(text)
}

/** Whether it ends with a mark that a heading hardly ever ends with; a question or an exclamation is none. */
export function endsWithStop(text: string): boolean {
  return FULL_STOP.test(text)
}

/** Whether the next line's first word would have had no room on this line, or nearly so. */
export function isFilled(line: Line, next: Line, wrap: number): boolean {
  if (isUnspaced(next.text.charAt(0))) return line.indent + line.width >= wrap - 6
  return (
    line.indent + line.width + 1 + firstWordWidth(next.text) > wrap * (line.width > wrap * 0.6 ? 0.8 : 0.95)
  )
}

/** Whether most lines of a chunk are full, so that their ends mean nothing. */
export function isWrapped(lines: readonly Line[], wrap: number): boolean {
  return lines.length > 1 && countFilled(lines, wrap) >= (lines.length - 1) * 0.65
}

/** Columns at which this chunk's lines are broken: the text's habit, or the chunk's own when it is broken at all. */
export function findChunkWrap(lines: readonly Line[], profile: Profile): number | null {
  if (profile.wrap !== null && isWrapped(lines, profile.wrap)) return profile.wrap
  const own = lines.reduce((most, line) => Math.max(most, line.indent + line.width), 0)
  const least = profile.wrap === null ? LEAST_OWN_WRAP : NARROWEST_WRAP
  const mayBreak = profile.widest <= WIDEST_WRAP || lines.length > 3
  return mayBreak && own >= least && own <= WIDEST_WRAP && isWrapped(lines, own) ? own : null
}

function findBase(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const line of lines) counts.set(line.indent, (counts.get(line.indent) ?? 0) + line.width)
  let base = 0
  for (const [indent, weight] of counts) if (weight > (counts.get(base) ?? 0)) base = indent
  return base
}

function findWrap(chunks: readonly Chunk[]): number | null {
  const several = chunks.filter((chunk) => chunk.lines.length > 1)
  const widths = several.flatMap(({ lines }) => lines.slice(0, -1).map((line) => line.indent + line.width))
  if (widths.length < 3) return null
  const wrap = widths.toSorted((left, right) => left - right)[Math.floor(widths.length * 0.95)] ?? 0
  if (wrap < NARROWEST_WRAP || wrap > WIDEST_WRAP) return null
  const filled = several.reduce((sum, { lines }) => sum + countFilled(lines, wrap), 0)
  return filled >= widths.length * 0.4 ? wrap : null
}

function countFilled(lines: readonly Line[], wrap: number): number {
  let filled = 0
  lines.forEach((line, index) => {
    const next = lines[index + 1]
    if (next !== undefined && isFilled(line, next, wrap)) filled += 1
  })
  return filled
}

function findFirstIndent(chunks: readonly Chunk[], base: number): number {
  const several = chunks.filter((chunk) => chunk.lines.length > 1)
  const indents = several
    .filter(({ lines }) => lines[1]?.indent === base)
    .map(({ lines }) => (lines[0]?.indent ?? 0) - base)
    .filter((deeper) => deeper >= 2 && deeper <= 10)
  const counts = Map.groupBy(indents, (indent) => indent)
  const [indent = 0, same = []] = [...counts].sort((left, right) => right[1].length - left[1].length)[0] ?? []
  return same.length >= 2 && same.length * 3 >= several.length ? indent : 0
}

function firstWordWidth(text: string): number {
  if (isUnspaced(text.charAt(0))) return 2
  const end = text.indexOf(' ')
  return toWidth(end < 0 ? text : text.slice(0, end))
}
