// Quotes: making one from a range of canonical text, and finding it again in a text that may have changed.
// The approximate search itself is a library that the caller brings, so that this module stays free of dependencies.
// It knows nothing of annotations or editions; whether a match is good enough to be one is decided here, once.

import type { QuoteSelector } from '../domain/selector.ts'
import { QUOTE_CONTEXT } from '../domain/selector.ts'
import { toBoundary, toBoundaryAfter } from './offsets.ts'

export { toBoundary } from './offsets.ts'

/** A range of text, UTF-16, end exclusive, and how sure it is: 1 for the exact quote in its exact context. */
export interface QuoteMatch {
  readonly start: number
  readonly end: number
  readonly score: number
}

/** Finds substrings of `text` within `maxErrors` edits of `pattern`: approx-string-match has this shape. */
export type ApproximateSearch = (
  text: string,
  pattern: string,
  maxErrors: number,
) => readonly { readonly start: number; readonly end: number; readonly errors: number }[]

/** `position`: where the quote stood, UTF-16, to prefer the nearest. Without `search` only exact quotes are found. */
export interface QuoteHint {
  readonly position?: number
  readonly search?: ApproximateSearch
}

interface Candidate extends QuoteMatch {
  /** Similarity of the text itself, 0..1. */
  readonly likeness: number
  /** Similarity of what stands around it, 0..1. */
  readonly context: number
}

interface Span {
  readonly start: number
  readonly end: number
  readonly likeness: number
}

/** Most candidates that are compared in full; the others lose on the cheap comparison before. */
const COMPARED = 32
/** Longest quote that is searched for in one piece; longer ones are found by their first and last piece. */
const PIECE = 256
/** Share of a quote that may have changed before it counts as another text. */
const TOLERANCE = 0.35
/** From this length on a quote speaks for itself; a shorter one needs some of its context. */
const TELLING = 24
/** What an approximate match must reach: together with its context, or by itself when it is long enough. */
const ENOUGH = { score: 0.74, likeness: 0.8, context: 0.5 } as const
const WEIGHT = { quote: 50, side: 20 } as const

/**
 * The quote of [start, end) with `QUOTE_CONTEXT.min` to `max` units of context on either side, up to a word's edge
 * where there is one. Neither quote nor context is ever cut inside a surrogate pair.
 */
export function buildQuote(text: string, start: number, end: number): QuoteSelector {
  const from = toBoundary(text, start)
  const to = toBoundaryAfter(text, end)
  return {
    exact: text.slice(from, to),
    prefix: text.slice(contextStart(text, from), from),
    suffix: text.slice(to, contextEnd(text, to)),
  }
}

/**
 * Finds a quote in a text that may not be the one it was made from. An exact occurrence wins over a changed one;
 * among several the context decides, then the distance from `hint.position`. The scoring by quote, prefix and suffix
 * follows the way Hypothesis anchors quotes.
 * @returns null when no occurrence is convincing: better no place than a wrong one. A match never splits a
 * surrogate pair. Linear in the text for exact quotes, and for changed ones bounded by the quote's first and last
 * 256 units, however long it is.
 */
export function findQuote(text: string, quote: QuoteSelector, hint: QuoteHint = {}): QuoteMatch | null {
  const spans = quote.exact === '' ? findPoints(text, quote) : findExact(text, quote, hint.position)
  const exact = pickBest(text, quote, spans, hint.position)
  if (exact !== null && isConvincing(quote, exact)) return toMatch(exact)
  if (quote.exact === '' || hint.search === undefined) return null
  const near = pickBest(text, quote, findNear(text, quote, hint.search, hint.position), hint.position)
  if (near !== null && isConvincing(quote, near)) return toMatch(near)
  const far = pickBest(
    text,
    quote,
    findChanged(text, 0, text.length, quote.exact, hint.search),
    hint.position,
  )
  return far !== null && isConvincing(quote, far) ? toMatch(far) : null
}

function toMatch({ start, end, score }: Candidate): QuoteMatch {
  return { start, end, score }
}

function isConvincing(quote: QuoteSelector, found: Candidate): boolean {
  if (quote.exact === '') return found.context >= ENOUGH.score
  const telling = quote.exact.length >= TELLING
  if (found.likeness === 1) return telling || found.context >= ENOUGH.context
  return found.score >= ENOUGH.score || (telling && found.likeness >= ENOUGH.likeness)
}

/** All exact occurrences, cut down to those whose neighbours agree best. */
function findExact(text: string, quote: QuoteSelector, position: number | undefined): Span[] {
  const { exact } = quote
  if (position !== undefined && isAt(text, quote, position))
    return [{ start: position, end: position + exact.length, likeness: 1 }]
  const spans: Span[] = []
  let ranked: (Span & { readonly rank: number })[] = []
  const keep = (): void => {
    ranked.sort((a, b) => b.rank - a.rank || distance(a, position) - distance(b, position))
    ranked = ranked.slice(0, COMPARED)
  }
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) {
    const end = at + exact.length
    if (toBoundary(text, at) !== at || toBoundary(text, end) !== end) continue
    ranked.push({ start: at, end, likeness: 1, rank: sharedContext(text, at, end, quote) })
    if (ranked.length > COMPARED * 32) keep()
  }
  keep()
  for (const { start, end, likeness } of ranked) spans.push({ start, end, likeness })
  return spans
}

/** Where an empty quote (a bookmark) can stand: after its prefix or before its suffix. */
function findPoints(text: string, quote: QuoteSelector): Span[] {
  const points = new Set<number>()
  const take = (part: string, offset: number): void => {
    if (part === '') return
    for (let at = text.indexOf(part); at !== -1 && points.size < 4096; at = text.indexOf(part, at + 1))
      points.add(at + offset)
  }
  take(quote.prefix, quote.prefix.length)
  take(quote.suffix, 0)
  if (quote.prefix === '') points.add(0)
  if (quote.suffix === '') points.add(text.length)
  return [...points]
    .map((point) => toBoundary(text, point))
    .map((start) => ({ start, end: start, likeness: 1, rank: sharedContext(text, start, start, quote) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, COMPARED)
}

/** Changed occurrences close to where the context, or the place, still is. Much cheaper than the whole text. */
function findNear(
  text: string,
  quote: QuoteSelector,
  search: ApproximateSearch,
  position: number | undefined,
): Span[] {
  const reach = quote.exact.length + Math.ceil(quote.exact.length * TOLERANCE) + QUOTE_CONTEXT.max
  const windows: { from: number; to: number }[] = []
  const before = quote.prefix.slice(-16)
  const after = quote.suffix.slice(0, 16)
  for (const at of occurrences(text, before))
    windows.push({ from: at + before.length, to: at + before.length + reach })
  for (const at of occurrences(text, after)) windows.push({ from: at - reach, to: at })
  if (position !== undefined) windows.push({ from: position - reach, to: position + 2 * reach })
  return windows.flatMap(({ from, to }) =>
    findChanged(text, Math.max(0, from), Math.min(text.length, to), quote.exact, search),
  )
}

/** The first few places of a piece of context that is long enough to mean something. */
function occurrences(text: string, part: string): number[] {
  const found: number[] = []
  if (part.length < 8) return found
  for (let at = text.indexOf(part); at !== -1 && found.length < 8; at = text.indexOf(part, at + 1))
    found.push(at)
  return found
}

/** Occurrences of `exact` in [from, to) with at most `TOLERANCE` of it changed. */
function findChanged(
  text: string,
  from: number,
  to: number,
  exact: string,
  search: ApproximateSearch,
): Span[] {
  const within = text.slice(from, to)
  const find = (pattern: string): Span[] =>
    search(within, pattern, Math.floor(pattern.length * TOLERANCE))
      .slice(0, COMPARED)
      .map(({ start, end, errors }) => ({
        start: from + start,
        end: from + end,
        likeness: 1 - errors / pattern.length,
      }))
  if (exact.length <= PIECE) return find(exact)
  const tails = find(exact.slice(-PIECE))
  return find(exact.slice(0, PIECE)).flatMap((head) => {
    const expected = head.start + exact.length
    const tail = nearestBy(tails, (each) => Math.abs(each.end - expected))
    if (tail === undefined || Math.abs(tail.end - expected) > exact.length * TOLERANCE) return []
    if (tail.end <= head.start) return []
    const middle = keptPieces(text.slice(head.start, tail.end), exact)
    return [
      { start: head.start, end: tail.end, likeness: Math.min((head.likeness + tail.likeness) / 2, middle) },
    ]
  })
}

/** Share of sixteen samples of `exact` that still occur in `text`, in their order. */
function keptPieces(text: string, exact: string): number {
  const samples = 16
  const size = 24
  let at = 0
  let kept = 0
  for (let index = 0; index < samples; index += 1) {
    const start = Math.floor(((exact.length - size) * index) / (samples - 1))
    const found = text.indexOf(exact.slice(start, start + size), at)
    if (found === -1) continue
    kept += 1
    at = found
  }
  return kept / samples
}

function pickBest(
  text: string,
  quote: QuoteSelector,
  spans: readonly Span[],
  position: number | undefined,
): Candidate | null {
  let best: Candidate | null = null
  for (const span of spans) {
    const candidate = scoreSpan(text, quote, span)
    if (best === null || isBetter(candidate, best, position)) best = candidate
  }
  return best
}

function isBetter(a: Candidate, b: Candidate, position: number | undefined): boolean {
  if (Math.abs(a.score - b.score) > 1e-9) return a.score > b.score
  return distance(a, position) < distance(b, position)
}

function scoreSpan(text: string, quote: QuoteSelector, span: Span): Candidate {
  const start = toBoundary(text, span.start)
  const end = toBoundaryAfter(text, span.end)
  const prefix = quote.prefix.slice(-QUOTE_CONTEXT.max)
  const suffix = quote.suffix.slice(0, QUOTE_CONTEXT.max)
  const before = likeness(reverse(prefix), reverse(text.slice(Math.max(0, start - prefix.length), start)))
  const after = likeness(suffix, text.slice(end, end + suffix.length))
  const context = (before + after) / 2
  const score =
    (WEIGHT.quote * span.likeness + WEIGHT.side * (before + after)) / (WEIGHT.quote + 2 * WEIGHT.side)
  return { start, end, likeness: span.likeness, context, score }
}

/** 1 minus the share of edits that turn the beginning of `actual` into `expected`. No expectation is met by all. */
function likeness(expected: string, actual: string): number {
  if (expected === actual || expected === '') return 1
  let row = Array.from({ length: actual.length + 1 }, (_, index) => index)
  for (let i = 1; i <= expected.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= actual.length; j += 1) {
      const same = expected.charCodeAt(i - 1) === actual.charCodeAt(j - 1) ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return 1 - Math.min(...row) / expected.length
}

/** Units of context next to a range that are the same as the quote's, both sides together. At most 2 × 64 steps. */
function sharedContext(text: string, start: number, end: number, quote: QuoteSelector): number {
  let before = 0
  const longest = Math.min(quote.prefix.length, QUOTE_CONTEXT.max)
  while (
    before < longest &&
    text.charCodeAt(start - 1 - before) === quote.prefix.charCodeAt(quote.prefix.length - 1 - before)
  )
    before += 1
  let after = 0
  const furthest = Math.min(quote.suffix.length, QUOTE_CONTEXT.max)
  while (after < furthest && text.charCodeAt(end + after) === quote.suffix.charCodeAt(after)) after += 1
  return before + after
}

function isAt(text: string, quote: QuoteSelector, position: number): boolean {
  const start = position - quote.prefix.length
  const end = position + quote.exact.length
  if (toBoundary(text, position) !== position || toBoundary(text, end) !== end) return false
  return start >= 0 && text.startsWith(quote.prefix + quote.exact + quote.suffix, start)
}

function contextStart(text: string, start: number): number {
  const nearest = Math.max(0, start - QUOTE_CONTEXT.min)
  const furthest = Math.max(0, start - QUOTE_CONTEXT.max)
  for (let at = nearest; at >= furthest; at -= 1) if (at === 0 || isSpace(text, at - 1)) return at
  return toBoundary(text, nearest)
}

function contextEnd(text: string, end: number): number {
  const nearest = Math.min(text.length, end + QUOTE_CONTEXT.min)
  const furthest = Math.min(text.length, end + QUOTE_CONTEXT.max)
  for (let at = nearest; at <= furthest; at += 1) if (at === text.length || isSpace(text, at)) return at
  return toBoundaryAfter(text, nearest)
}

function isSpace(text: string, index: number): boolean {
  return /\s/.test(text.charAt(index))
}

function distance(span: { readonly start: number }, position: number | undefined): number {
  return position === undefined ? span.start : Math.abs(span.start - position)
}

function nearestBy<T>(items: readonly T[], measure: (item: T) => number): T | undefined {
  let best: T | undefined
  for (const item of items) if (best === undefined || measure(item) < measure(best)) best = item
  return best
}

/** Reversed by UTF-16 units: only ever compared, never shown. */
function reverse(text: string): string {
  let reversed = ''
  for (let index = text.length - 1; index >= 0; index -= 1) reversed += text.charAt(index)
  return reversed
}
