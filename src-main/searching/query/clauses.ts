// A parsed query → the clauses that an index is asked. Here is decided what counts as "the same word".
import { APOSTROPHE, joinTerms, type Token, ungroup } from '../../../src-shared/text/tokens.ts'
import type { Clause, Pattern, SectionField, Sequence } from '../../indexing/index.ts'
import type { ParsedQuery, QueryPart } from './query.ts'

const EVERYWHERE: readonly SectionField[] = ['title', 'headings', 'body']
const TITLES: readonly SectionField[] = ['title', 'headings']
const LETTERS = /^\p{L}+$/u
/** Scripts whose glyphs take signs while they are typed. */
const GROWING = /\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u
const NEAR_FROM = 4
const FAR_FROM = 8
/** Longer words have no near spellings: the cost grows with the length. */
const NEAR_TO = 32

/**
 * One clause for each part. Words match their other forms too (same stem); a quoted phrase only the words as written.
 * @param near near spellings of every word count as well, not only of those written with a tilde
 */
export function buildClauses({ parts }: ParsedQuery, near = false): Clause[] {
  return parts.map((part) => ({
    presence: part.excluded ? 'excluded' : 'required',
    fields: part.inTitles ? TITLES : EVERYWHERE,
    sequences: part.quoted
      ? [buildSteps(part, part.tokens, exactly)]
      : buildSequences({ ...part, near: part.near || (near && !part.excluded) }),
  }))
}

/** Whether near spellings could find anything that the query as written does not. */
export function hasNear({ parts }: ParsedQuery): boolean {
  return parts.some(
    (part) => !part.quoted && !part.excluded && part.tokens.some((token) => nearDistance(token) > 0),
  )
}

/** The words one after the other; joined to one word where they hang together; and without a possessive `’s`. */
function buildSequences(part: QueryPart): Sequence[] {
  const { tokens, prefix } = part
  const pattern = part.near ? nearly : forms
  const sequences = [buildSteps(part, tokens, pattern)]
  if (!tokens.every(({ kind, joint }, index) => kind === 'word' && (index === 0 || joint !== undefined)))
    return sequences
  const joined = joinTerms(tokens)
  if (joined !== null) {
    // As in an index: what an apostrophe joins has no other forms.
    const hasApostrophe = tokens.some(({ joint = '' }) => APOSTROPHE.test(joint))
    const patterns: Pattern[] = [{ kind: hasApostrophe ? 'exact' : 'word', term: joined }]
    if (prefix) patterns.push({ kind: 'prefix', term: joined })
    sequences.push([{ offset: 0, patterns }])
  }
  const last = tokens.at(-1)
  if (tokens.length > 1 && last?.term === 's' && APOSTROPHE.test(last.joint ?? ''))
    sequences.push(buildSteps({ ...part, prefix: false }, tokens.slice(0, -1), pattern))
  return sequences
}

/**
 * Glyphs are looked for in pairs: of a run of five, the pairs at 0 and 2 and the last glyph. Each is stored by itself
 * too, so that what goes on is found without the glyph that follows, which would be marked with it.
 */
function buildSteps(
  part: QueryPart,
  tokens: readonly Token[],
  pattern: (token: Token) => Pattern[],
): Sequence {
  const steps: Sequence[number][] = []
  const last = tokens.length - 1
  for (let offset = 0; offset <= last; offset += 1) {
    const token = tokens[offset]
    if (token === undefined) break
    const open = part.prefix && offset === last
    const pair = pairAt(tokens, offset, part.prefix)
    if (pair !== null) steps.push({ offset: offset++, patterns: [{ kind: 'exact', term: pair }] })
    else if (token.kind === 'glyph') steps.push({ offset, patterns: [endAt(token, open)] })
    else steps.push({ offset, patterns: open ? [...pattern(token), begunBy(token)] : pattern(token) })
  }
  return steps
}

/** A glyph and the next as one term; null where there is no next, or where it may be growing still. */
function pairAt(tokens: readonly Token[], at: number, prefix: boolean): string | null {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token?.kind !== 'glyph' || next?.joint === undefined) return null
  return prefix && at + 2 === tokens.length && GROWING.test(next.term) ? null : token.term + next.term
}

function endAt(token: Token, open: boolean): Pattern {
  return open && GROWING.test(token.term) ? begunBy(token) : { kind: 'exact', term: token.term }
}

function begunBy({ term }: Token): Pattern {
  return { kind: 'prefix', term }
}

function exact(term: string): Pattern {
  return { kind: 'exact', term }
}

function exactly({ term }: Token): Pattern[] {
  return [exact(term)]
}

function forms({ term, kind }: Token): Pattern[] {
  const number = ungroup(term)
  if (number !== null) return [exact(term), exact(number)]
  return [{ kind: kind === 'word' ? 'word' : 'exact', term }]
}

function nearly(token: Token): Pattern[] {
  const distance = nearDistance(token)
  if (distance === 0) return forms(token)
  return [...forms(token), { kind: 'near', term: token.term, distance }]
}

/** How many edits away a near spelling of a token may be; 0 for what has none, such as codes and short words. */
export function nearDistance({ kind, term }: Token): 0 | 1 | 2 {
  if (kind !== 'word' || term.length < NEAR_FROM || term.length > NEAR_TO || !LETTERS.test(term)) return 0
  return term.length < FAR_FROM ? 1 : 2
}
