// Tokens: how text is cut into what can be searched for. The same cut is made of documents and of queries, so both
// sides always agree. Purely by Unicode properties: no dictionary, no locale, the same on every machine.

import { fold } from './fold.ts'

/** Longest term in UTF-16 units; what is longer is known by its beginning, in documents and queries alike. */
export const TERM_LENGTH = 64

/** Most tokens that are also joined to one term ("e-mail" as "email"). */
export const JOIN_LENGTH = 8

/**
 * A word, or one glyph of a script that is written without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer,
 * Burmese). `start` and `end` are UTF-16 offsets in the text that was read.
 */
export interface Token {
  readonly start: number
  readonly end: number
  readonly kind: 'word' | 'glyph'
  /** Folded, at most `TERM_LENGTH` units, with the sign it is known by: `c++`, `.net`, `$4`. Never empty. */
  readonly term: string
  /** The term without its sign; absent when there is none. */
  readonly plain?: string
  /**
   * What joins it to the token before: a hyphen, full stop, apostrophe, `&` or `_`, or nothing at all between two
   * glyphs and before a currency sign. Absent when the tokens stand apart.
   */
  readonly joint?: string
}

const GLYPH =
  '[[\\p{L}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]]'
const UNSEEN = '\\u00ad\\p{Join_Control}\\u2060\\ufeff'
const RUN = `[[\\p{L}\\p{N}]--${GLYPH}][[\\p{L}\\p{N}\\p{M}${UNSEEN}]--${GLYPH}]*`
/** Numbers keep their points and commas: 2.4 and 2,070,09 are one token each. */
const WORD = `${RUN}(?:(?<=\\p{Nd})[.,](?=\\p{Nd})${RUN})*`
const SIGN_BEFORE = '(\\p{Sc}(?=\\p{Nd})|(?<![\\p{L}\\p{N}\\p{M}.])\\.(?=\\p{L}))?'
const SIGN_AFTER = '([+#]{1,2}(?![\\p{L}\\p{N}+#]))?'
const JAMO =
  '[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11a7\\ud7b0-\\ud7c6]*[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]*'
const CLUSTER = `(?:${JAMO}|${GLYPH})[\\p{M}${UNSEEN}\\uff9e\\uff9f]*`
const TOKEN = new RegExp(`(${CLUSTER})|${SIGN_BEFORE}(${WORD})${SIGN_AFTER}`, 'gv')

const JOINT = /^[-\u2010\u2011.'\u2019\u02bc\uff07&_]$/
/** A joint that is an apostrophe, straight or curly. */
export const APOSTROPHE = /^['\u2019\u02bc\uff07]$/
const NUMBER_SEPARATOR = /[.,]/g

/**
 * Cuts text into tokens, in order, not overlapping; with `most`, the first so many. Linear. A lone surrogate, punctuation, symbols and emoji part
 * tokens and are part of none.
 */
export function readTokens(text: string, most = Infinity): Token[] {
  const tokens: Token[] = []
  let before: Token | undefined
  for (const match of text.matchAll(TOKEN)) {
    if (tokens.length >= most) break
    const token = toToken(match, text, before)
    if (token === undefined) continue
    tokens.push(token)
    before = token
  }
  return tokens
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
export function joinTerms(chain: readonly Token[]): string | null {
  if (chain.length < 2 || chain.length > JOIN_LENGTH) return null
  const term = chain
    .map(({ joint, term: part }) => (joint === '&' ? '&' : '') + part.replace(NUMBER_SEPARATOR, ''))
    .join('')
  return term.length > TERM_LENGTH ? null : term
}

function toToken(match: RegExpExecArray, text: string, before: Token | undefined): Token | undefined {
  const [whole, glyph, lead = '', word = '', tail = ''] = match
  const start = match.index
  const end = start + whole.length
  const kind = glyph === undefined ? 'word' : 'glyph'
  const plain = cut(fold(glyph ?? word))
  if (plain === '') return undefined
  const joint = before && findJoint(before, kind, text.slice(before.end, start), lead)
  return {
    start,
    end,
    kind,
    term: lead + tail === '' ? plain : cut(fold(lead) + plain + tail),
    ...(lead + tail !== '' && { plain }),
    ...(joint !== undefined && { joint }),
  }
}

function findJoint(before: Token, kind: Token['kind'], gap: string, lead: string): string | undefined {
  if (before.kind !== kind) return undefined
  if (kind === 'glyph') return gap === '' || gap === '\n' ? '' : undefined
  if (gap === '') return lead === '' ? undefined : ''
  return gap.length === 1 && lead === '' && JOINT.test(gap) ? gap : undefined
}

function cut(term: string): string {
  if (term.length <= TERM_LENGTH) return term
  const unit = term.charCodeAt(TERM_LENGTH - 1)
  return term.slice(0, unit >= 0xd800 && unit <= 0xdbff ? TERM_LENGTH - 1 : TERM_LENGTH)
}
