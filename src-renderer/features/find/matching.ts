// Finds a text or a pattern in a document: one linear scan, exact places. It knows nothing of threads; how long a
// pattern may take is for its owner to watch, since a pattern cannot be interrupted from within.
import { createRangePacker } from '../../anchoring/packed-ranges.ts'
import type { FindAnswer, FindQuery } from '../../stores/find-store.ts'
import {
  type FoldedText,
  foldText,
  skipUnseenAfter,
  skipUnseenBefore,
} from '../../../src-shared/text/folded-text.ts'
import type { Kept } from '../../../src-shared/text/fold.ts'
import { isWholeWord } from './whole-words.ts'

/** What is counted at most, in matches. */
export const MOST_MATCHES = 1_000_000

export interface Matching {
  /** All matches, in order, none overlapping another; of two that do, the one that begins first. */
  find(query: FindQuery): FindAnswer
}

/**
 * Matching in one canonical text. The text is folded at the first query and again when other things are to be kept;
 * between, a query costs one scan.
 */
export function createMatching(raw: string, limit = MOST_MATCHES): Matching {
  const latest: { key: string; folded: FoldedText | null } = { key: '', folded: null }
  const fold = (kept: Kept): FoldedText => {
    const key = `${kept.case} ${kept.accents}`
    if (latest.folded !== null && latest.key === key) return latest.folded
    latest.key = key
    return (latest.folded = foldText(raw, kept))
  }
  return {
    find(query) {
      const packer = createRangePacker(limit)
      const state = { isMore: false }
      const take: Take = (start, end) => {
        state.isMore = !packer.add(start, end)
        return !state.isMore
      }
      if (query.isPattern) {
        const pattern = parsePattern(query)
        if (typeof pattern === 'string') return { kind: 'invalid', reason: pattern }
        findPattern(raw, pattern, query.wholeWords, take)
      } else {
        const kept = { case: query.matchCase, accents: query.matchAccents }
        findText(raw, fold(kept), foldText(query.text, kept).text, query.wholeWords, take)
      }
      return { kind: 'found', matches: packer.finish(), isMore: state.isMore }
    },
  }
}

/** Takes a match; false when no more are wanted. */
type Take = (start: number, end: number) => boolean

function findText(
  raw: string,
  { text, starts }: FoldedText,
  wanted: string,
  wholeWords: boolean,
  take: Take,
): void {
  if (wanted === '') return
  let at = text.indexOf(wanted)
  while (at !== -1) {
    const [first = -1, last = -1] = [starts[at], starts[at + wanted.length]]
    const [start, end] = [skipUnseenAfter(raw, first), skipUnseenBefore(raw, last)]
    const isMatch = first !== -1 && last !== -1 && !(wholeWords && !isWholeWord(raw, start, end))
    if (isMatch && !take(start, end)) return
    at = text.indexOf(wanted, at + (isMatch ? wanted.length : 1))
  }
}

/** Matches of no length are passed over: there is nothing to show of them. */
function findPattern(raw: string, pattern: RegExp, wholeWords: boolean, take: Take): void {
  for (const { index, 0: found } of raw.matchAll(pattern)) {
    const end = index + found.length
    if (found === '' || (wholeWords && !isWholeWord(raw, index, end))) continue
    if (!take(index, end)) return
  }
}

/** The pattern, or what is wrong with it in the browser's words. `^` and `$` stand for the ends of lines. */
function parsePattern({ text, matchCase }: FindQuery): RegExp | string {
  try {
    return new RegExp(text, matchCase ? 'gmu' : 'gimu')
  } catch (error) {
    return toReason(error instanceof Error ? error.message : String(error), text)
  }
}

/** Browsers repeat the whole pattern before they come to the point. */
function toReason(message: string, source: string): string {
  const end = message.indexOf(`/${source}/`)
  return end === -1 ? message : message.slice(end + source.length + 2).replace(/^[a-z]*:\s*/, '')
}
