// From the tokens of a text to the terms that an index stores: the words themselves, their stems, chains joined to
// one word, pairs of glyphs. Stop words stay, so that a phrase with `the` in it can be found.
import { APOSTROPHE, chainLength, joinTerms, type Token } from '../../src-shared/text/tokens.ts'
import type { Stemmer } from './stemmers.ts'

/** The sign that a term begins with when it is a stem. No word has it. */
export const STEM_SIGN = '~'

/** Changes whenever the same text would give other terms: an index of another pipeline is not used. */
export const TERMS_VERSION = 'terms-1'

/** A term where it stands: `place` is the number of its first token, `span` how many tokens it covers. */
export interface IndexTerm {
  readonly term: string
  readonly place: number
  readonly span: number
}

/**
 * The terms of a text, by place. A stem is given only where it differs from the word; `stemTerms` is the query's
 * side of that.
 */
export function buildTerms(tokens: readonly Token[], stem: Stemmer): IndexTerm[] {
  const terms: IndexTerm[] = []
  const add = (term: string, place: number, span: number): void => {
    terms.push({ term, place, span })
  }
  const addWord = (word: string, place: number, span: number): void => {
    add(word, place, span)
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

/**
 * The stored terms that have the same stem as `word` in one of the languages, besides the word itself: exactly those
 * terms whose words are stemmed alike.
 */
export function stemTerms(word: string, stemmers: readonly Stemmer[]): string[] {
  const terms = new Set<string>()
  for (const stem of stemmers) {
    const root = stem(word)
    terms.add(STEM_SIGN + root)
    // A word that is its own stem is stored as itself alone.
    if (root !== word && stem(root) === root) terms.add(root)
  }
  return [...terms]
}
