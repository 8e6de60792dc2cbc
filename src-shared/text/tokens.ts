// Tokens: how text is cut into what can be searched for. The same cut is made of documents and of queries, so both
// sides always agree. Purely by Unicode properties: no dictionary, no locale, the same on every machine.

import { fold } from './fold.ts'
import { TokenScanner } from './token-scanner.ts'

/** Longest term in UTF-16 units; what is longer is known by its beginning, in documents and queries alike. */
export const TERM_LENGTH = 64

/** Most tokens that are also joined to one term ("e-mail" as "email"). */
export const JOIN_LENGTH = 8

/**
 * What a token is, wherever it stands: a word, or one glyph of a script that is written without spaces (Chinese,
 * Japanese, Korean, Thai, Lao, Khmer, Burmese).
 */
export interface TokenForm {
  readonly kind: 'word' | 'glyph'
  /** Folded, at most `TERM_LENGTH` units, with the sign it is known by: `c++`, `.net`, `$4`. Never empty. */
  readonly term: string
  /** The term without its sign; absent when there is none. */
  readonly plain?: string
}

/** A token of a chain. */
export interface LinkedToken extends TokenForm {
  /**
   * What joins it to the token before: a hyphen, full stop, apostrophe, `&` or `_`, or nothing at all between two
   * glyphs and before a currency sign. Absent when the tokens stand apart.
   */
  readonly joint?: string
}

/** A token where it stands. `start` and `end` are UTF-16 offsets in the text that was read. */
export interface Token extends LinkedToken {
  readonly start: number
  readonly end: number
}

const JOINTS = "-\u2010\u2011.'\u2019\u02bc\uff07&_"
/** A joint that is an apostrophe, straight or curly. */
export const APOSTROPHE = /^['\u2019\u02bc\uff07]$/
const NUMBER_SEPARATOR = /[.,]/g
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/

/**
 * Cuts text into tokens, in order, not overlapping; with `most`, the first so many. Linear. A lone surrogate,
 * punctuation, symbols and emoji part tokens and are part of none.
 */
export function readTokens(text: string, most = Infinity): Token[] {
  const tokens: Token[] = []
  const scanner = new TokenScanner(text)
  let before: Token | undefined
  while (tokens.length < most && scanner.next()) {
    const form = toForm(text, scanner)
    if (form === null) continue
    const { start, end } = scanner
    const joint = before && findJoint(text, before.end, before.kind, form.kind, scanner)
    before = joint === undefined ? { start, end, ...form } : { start, end, ...form, joint }
    tokens.push(before)
  }
  return tokens
}

/** What the token at which a scanner stands is, wherever it stands; null for one of which nothing is left folded. */
export function toForm(
  text: string,
  { start, wordStart, wordEnd, end, isGlyph }: TokenScanner,
): TokenForm | null {
  const kind = isGlyph ? 'glyph' : 'word'
  const plain = cut(fold(text.slice(wordStart, wordEnd)))
  if (plain === '') return null
  if (start === wordStart && end === wordEnd) return { kind, term: plain }
  return { kind, term: cut(fold(text.slice(start, wordStart)) + plain + text.slice(wordEnd, end)), plain }
}

/** What joins the token at which a scanner stands to the one that ends at `end`: see `LinkedToken`. */
export function findJoint(
  text: string,
  end: number,
  before: Token['kind'],
  kind: Token['kind'],
  { start, wordStart }: TokenScanner,
): string | undefined {
  if (start - end > 1 || before !== kind) return undefined
  const gap = text.slice(end, start)
  if (kind === 'glyph') return gap === '' || gap === '\n' ? '' : undefined
  const hasLead = wordStart > start
  if (gap === '') return hasLead ? '' : undefined
  return !hasLead && JOINTS.includes(gap) ? gap : undefined
}

/**
 * The number of tokens from `index` on that hang together by joints, 1 when the token stands alone. Glyphs hang
 * together with glyphs only, words with words.
 */
export function chainLength(tokens: readonly Token[], index: number): number {
  let length = 1
  while (tokens[index + length]?.joint !== undefined) length += 1
  return length
}

/**
 * The one term that a chain of words makes without its joints (`wifi`, `email`, `p1`, `us$4`), or null for a single
 * token, for a chain of more than `JOIN_LENGTH` tokens, and for one that would be longer than `TERM_LENGTH`.
 */
export function joinTerms(chain: readonly LinkedToken[]): string | null {
  if (chain.length < 2 || chain.length > JOIN_LENGTH) return null
  const term = chain
    .map(({ joint, term: part }) => (joint === '&' ? '&' : '') + part.replace(NUMBER_SEPARATOR, ''))
    .join('')
  return term.length > TERM_LENGTH ? null : term
}

/** A number in groups of three digits as it is without them (`207009` for `207,009`); null for any other term. */
export function ungroup(term: string): string | null {
  return GROUPED.test(term) ? term.replace(NUMBER_SEPARATOR, '') : null
}

function cut(term: string): string {
  if (term.length <= TERM_LENGTH) return term
  const unit = term.charCodeAt(TERM_LENGTH - 1)
  return term.slice(0, unit >= 0xd800 && unit <= 0xdbff ? TERM_LENGTH - 1 : TERM_LENGTH)
}
