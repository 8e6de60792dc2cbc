// The terms of a text, worked out token by token without remembering anything. Not a test.
import {
  APOSTROPHE,
  chainLength,
  joinTerms,
  type Token,
  ungroup,
} from '../../../../../src-shared/text/tokens.ts'
import type { Stemmer } from '../../../../../src-main/indexing/stemmers.ts'
import { STEM_SIGN } from '../../../../../src-main/indexing/terms.ts'

/** A term where it stands: `place` is the number of its first token, `span` how many tokens it covers. */
export interface IndexTerm {
  readonly term: string
  readonly place: number
  readonly span: number
}

/**
 * The terms of a text, by place.
 */
export function buildTerms(tokens: readonly Token[], stem: Stemmer): IndexTerm[] {
  const terms: IndexTerm[] = []
  const add = (term: string, place: number, span: number): void => {
    terms.push({ term, place, span })
  }
  const addWord = (word: string, place: number, span: number): void => {
    add(word, place, span)
    const number = ungroup(word)
    if (number !== null) add(number, place, span)
    const root = stem(word)
    if (root !== word) add(STEM_SIGN + root, place, span)
  }
  tokens.forEach((token, place) => {
    if (token.plain !== undefined) add(token.term, place, 1)
    if (token.kind === 'word') addWord(token.plain ?? token.term, place, 1)
    else add(token.term, place, 1)
    const next = tokens[place + 1]
    if (next?.joint === undefined) return
    if (token.kind === 'glyph') {
      add(token.term + next.term, place, 2)
    } else if (token.joint === undefined) {
      const span = chainLength(tokens, place)
      const chain = tokens.slice(place, place + span)
      const joined = joinTerms(chain)
      // "e-mails" is a form of "email"; "Xiaomi's" is no form of a word "xiaomis".
      if (joined !== null && chain.some(({ joint = '' }) => APOSTROPHE.test(joint))) add(joined, place, span)
      else if (joined !== null) addWord(joined, place, span)
    }
  })
  return terms
}
