// What the person typed → what is meant. No text is an error: what cannot be understood is read as words, and what
// has no letter or digit asks for nothing. Pure; it knows no index. See clauses.ts for what is made of the words and
// narrowing.ts for what is made of `in:`, `tag:` and their like.
import { QUERY_LENGTH } from '../../../src-shared/domain/search.ts'
import { toBoundary } from '../../../src-shared/text/quote.ts'
import { readTokens, TERM_LENGTH, type Token } from '../../../src-shared/text/tokens.ts'

/** Most terms that are looked for. Glyphs count as half a term, since they are looked for in pairs. */
export const QUERY_TERMS = 10

/** Most of `in:`, `tag:` and their like that are looked at. */
export const QUERY_FILTERS = 10

/** One thing asked for: a word, words that hang together (`e-mail`, `tcp/ip`), or a quoted phrase. */
export interface QueryPart {
  readonly quoted: boolean
  /** Written with a minus: what has it is left out. */
  readonly excluded: boolean
  /** Written with `title:`: looked for in titles and headings alone. */
  readonly inTitles: boolean
  /** Never empty. */
  readonly tokens: readonly Token[]
  /** Where in the query's text the offsets of the tokens count from, in UTF-16 units. */
  readonly from: number
  /** The last token is the beginning of a word: written with a star, or still being typed. */
  readonly prefix: boolean
  /** Written with a tilde: near spellings count too. */
  readonly near: boolean
}

/** What a `name:` in front of a value restricts: where, or which notes. */
export type QueryField = 'in' | 'tag' | 'color' | 'layer'

/** A restriction. `value` is never empty; with `prefix` it is the beginning of what is meant. */
export interface QueryFilter {
  readonly field: QueryField
  readonly excluded: boolean
  readonly value: string
  readonly prefix: boolean
}

/** A query as understood, and the limits that cut it. */
export interface ParsedQuery {
  readonly parts: readonly QueryPart[]
  readonly filters: readonly QueryFilter[]
  readonly limited: readonly ('query-length' | 'query-terms')[]
}

/** A piece of the query's text as it was cut, before anything is made of it. */
interface Piece {
  readonly field: string | undefined
  readonly excluded: boolean
  readonly quoted: boolean
  readonly value: string
  /** Where `value` begins in the query's text. */
  readonly from: number
  /** The person may still be writing it. */
  readonly open: boolean
}

const QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb\uff02'
const NAMES = 'title|in|tag|colou?r|layer|author'
const PIECE = new RegExp(
  `\\s*(?<minus>-?)(?:(?<field>${NAMES}):)?(?:[${QUOTES}](?<quoted>[^${QUOTES}]*)(?<close>[${QUOTES}]?)|(?<word>[^\\s${QUOTES}]+))`,
  'giy',
)
const FIELDS: ReadonlyMap<string, QueryField> = new Map([
  ['in', 'in'],
  ['tag', 'tag'],
  ['color', 'color'],
  ['colour', 'color'],
  ['layer', 'layer'],
  ['author', 'layer'],
])
const NAME_ALONE = new RegExp(`^(?:${NAMES}):$`, 'i')
const STAR = /[\p{L}\p{M}\p{N}][*\uff0a]+$/u
const STARS = /[*\uff0a]+$/
const TILDE = /[\p{L}\p{M}\p{N}][~\uff5e]\d?$/u
const TWO = /^.{2}/su
const SPACE_AT_END = /\s$/

/**
 * Reads a query. Every word is asked for; `"…"` is an exact phrase, also when it is not closed; `-` before a word or
 * phrase leaves out what has it; `title:` looks in titles and headings; `*` after two letters or more and `~` ask for
 * longer words and for near spellings; `in:`, `tag:`, `color:` and `layer:` restrict. Any other `name:` is a word.
 * With `typing`, the last word is taken as a beginning unless a space or a closing quotation mark follows it.
 * Never throws; looks at `QUERY_LENGTH` units, `QUERY_TERMS` terms and `QUERY_FILTERS` restrictions.
 */
export function parseQuery(text: string, typing: boolean): ParsedQuery {
  const looked = text.slice(0, toBoundary(text, QUERY_LENGTH))
  const limited = new Set<'query-length' | 'query-terms'>()
  if (looked.length < text.length) limited.add('query-length')
  const parts: QueryPart[] = []
  const filters: QueryFilter[] = []
  let left = QUERY_TERMS
  for (const piece of readPieces(looked, typing)) {
    const filter = toFilter(piece)
    if (filter !== null) {
      if (filters.length < QUERY_FILTERS) filters.push(filter)
      else limited.add('query-terms')
      continue
    }
    const part = toPart(piece)
    if (part === null) continue
    const tokens = takeTokens(part.tokens, left)
    if (tokens.length < part.tokens.length || tokens.some(isCut)) limited.add('query-terms')
    left = tokens.length === 0 ? 0 : left - countTerms(tokens)
    if (tokens.length > 0)
      parts.push({ ...part, tokens, prefix: part.prefix && tokens.length === part.tokens.length })
  }
  return { parts, filters, limited: [...limited] }
}

function readPieces(text: string, typing: boolean): Piece[] {
  return Array.from(text.matchAll(PIECE), (match): Piece => {
    const { minus, field, quoted, close = '', word = '' } = match.groups ?? {}
    const end = match.index + match[0].length
    const value = quoted ?? word
    return {
      field: field?.toLowerCase(),
      excluded: minus === '-' && !word.startsWith('-'),
      quoted: quoted !== undefined,
      value,
      from: end - close.length - value.length,
      open: typing && end === text.length && close === '' && !SPACE_AT_END.test(text),
    }
  })
}

/** Null for what is not a restriction. */
function toFilter({ field = '', excluded, quoted, value, open }: Piece): QueryFilter | null {
  const restricts = FIELDS.get(field)
  const meant = (quoted ? value : value.replace(STARS, '')).trim()
  if (restricts === undefined || meant === '') return null
  return { field: restricts, excluded, value: meant, prefix: open || (!quoted && STARS.test(value)) }
}

/** Null for what asks for nothing; also for the name of a restriction whose value is still to be typed. */
function toPart({ field, excluded, quoted, value, from, open }: Piece): QueryPart | null {
  const tokens = readTokens(value)
  if (tokens.length === 0 || (open && NAME_ALONE.test(value))) return null
  const starred = !quoted && STAR.test(value) && TWO.test(tokens.at(-1)?.term ?? '')
  return {
    quoted,
    excluded,
    inTitles: field === 'title',
    tokens,
    from,
    prefix: starred || (open && !excluded),
    near: !quoted && TILDE.test(value),
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
