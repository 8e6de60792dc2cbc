// What the person typed → what is meant. No text is an error: what cannot be understood is read as words, and what
// has no letter or digit asks for nothing. Pure; it knows no index. See clauses.ts for what is made of it.
import { QUERY_LENGTH } from '../../src-shared/domain/search.ts'
import { toBoundary } from '../../src-shared/text/quote.ts'
import { readTokens, TERM_LENGTH, type Token } from '../../src-shared/text/tokens.ts'

/** Most terms that are looked for. Glyphs count as half a term, since they are looked for in pairs. */
export const QUERY_TERMS = 10

/** One thing asked for: a word, words that hang together (`e-mail`, `tcp/ip`), or a quoted phrase. */
export interface QueryPart {
  readonly quoted: boolean
  /** Written with a minus: what has it is left out. */
  readonly excluded: boolean
  /** Written with `title:`: looked for in titles and headings alone. */
  readonly inTitles: boolean
  /** Never empty. Offsets are not those of the query's text. */
  readonly tokens: readonly Token[]
  /** The last token is the beginning of a word: written with a star, or still being typed. */
  readonly prefix: boolean
  /** Written with a tilde: near spellings count too. */
  readonly near: boolean
}

/** A query as understood, and the limits that cut it. */
export interface ParsedQuery {
  readonly parts: readonly QueryPart[]
  readonly limited: readonly ('query-length' | 'query-terms')[]
}

const QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb\uff02'
const PART = new RegExp(
  `\\s*(?<minus>-?)(?<field>title:)?(?:[${QUOTES}](?<quoted>[^${QUOTES}]*)(?<close>[${QUOTES}]?)|(?<word>[^\\s${QUOTES}]+))`,
  'giy',
)
const STAR = /[\p{L}\p{M}\p{N}][*\uff0a]+$/u
const TILDE = /[\p{L}\p{M}\p{N}][~\uff5e]\d?$/u
const TWO = /^.{2}/su
const SPACE_AT_END = /\s$/

/**
 * Reads a query. Every word is asked for; `"…"` is an exact phrase, also when it is not closed; `-` before a word or
 * phrase leaves out what has it; `title:` looks in titles and headings; `*` after two letters or more and `~` ask for
 * longer words and for near spellings. With `typing`, the last word is taken as a beginning unless a space or a
 * closing quotation mark follows it. Never throws; looks at `QUERY_LENGTH` units and `QUERY_TERMS` terms.
 */
export function parseQuery(text: string, typing: boolean): ParsedQuery {
  const looked = text.slice(0, toBoundary(text, QUERY_LENGTH))
  const limited = new Set<'query-length' | 'query-terms'>()
  if (looked.length < text.length) limited.add('query-length')
  const parts: QueryPart[] = []
  let left = QUERY_TERMS
  for (const match of looked.matchAll(PART)) {
    const last = match.index + match[0].length === looked.length
    const part = toPart(match.groups ?? {}, typing && last && !SPACE_AT_END.test(looked))
    if (part === null) continue
    const tokens = takeTokens(part.tokens, left)
    if (tokens.length < part.tokens.length || tokens.some(isCut)) limited.add('query-terms')
    if (tokens.length === 0) break
    left -= countTerms(tokens)
    parts.push({ ...part, tokens, prefix: part.prefix && tokens.length === part.tokens.length })
  }
  return { parts, limited: [...limited] }
}

function toPart(groups: Readonly<Record<string, string | undefined>>, open: boolean): QueryPart | null {
  const { minus, field, quoted, close, word = '' } = groups
  const tokens = readTokens(quoted ?? word)
  if (tokens.length === 0) return null
  const excluded = minus === '-' && !word.startsWith('-')
  const starred = STAR.test(word) && TWO.test(tokens.at(-1)?.term ?? '')
  return {
    quoted: quoted !== undefined,
    excluded,
    inTitles: field !== undefined,
    tokens,
    prefix: starred || (open && !excluded && !close),
    near: TILDE.test(word),
  }
}

/** As many of the first tokens as `left` terms allow. */
function takeTokens(tokens: readonly Token[], left: number): readonly Token[] {
  let taken = 0
  let cost = 0
  for (const token of tokens) {
    cost += costOf(token)
    if (cost > left) break
    taken += 1
  }
  return tokens.slice(0, taken)
}

function countTerms(tokens: readonly Token[]): number {
  return Math.ceil(tokens.reduce((sum, token) => sum + costOf(token), 0))
}

function costOf({ kind }: Token): number {
  return kind === 'glyph' ? 0.5 : 1
}

function isCut({ term }: Token): boolean {
  return term.length >= TERM_LENGTH
}
