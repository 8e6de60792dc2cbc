// Quotes: making one from a range of canonical text, and finding it again in a text that may have changed.

import type { QuoteSelector } from '../domain/selector.ts'
import { QUOTE_CONTEXT } from '../domain/selector.ts'

/** A range of text, UTF-16, end exclusive, and how sure it is: 1 for the exact quote in its exact context. */
export interface QuoteMatch {
  readonly start: number
  readonly end: number
  readonly score: number
}

/**
 * The quote of [start, end) with up to `QUOTE_CONTEXT.min` units of context on either side. Context is never cut
 * inside a surrogate pair.
 */
export function buildQuote(text: string, start: number, end: number): QuoteSelector {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(toBoundary(text, Math.max(0, start - QUOTE_CONTEXT.min)), start),
    suffix: text.slice(end, toBoundary(text, Math.min(text.length, end + QUOTE_CONTEXT.min))),
  }
}

/** Moves an offset that falls inside a surrogate pair to the pair's start. */
export function toBoundary(text: string, offset: number): number {
  const unit = text.charCodeAt(offset)
  const before = text.charCodeAt(offset - 1)
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? offset - 1 : offset
}
