// From the tokens of a text to the terms that an index stores: the words themselves, their stems, chains joined to
// one word, pairs of glyphs. Stop words stay, so that a phrase with `the` in it can be found.
import {
  APOSTROPHE,
  joinTerms,
  type LinkedToken,
  type TokenForm,
  ungroup,
} from '../../src-shared/text/tokens.ts'
import type { Stemmer } from './stemmers.ts'

/** The sign that a term begins with when it is a stem. No word has it. */
export const STEM_SIGN = '~'

/** Changes whenever the same text would give other terms: an index of another pipeline is not used. */
export const TERMS_VERSION = 'terms-2'

/** The terms of one token. A stem is given only where it differs from the word; `stemTerms` is the query's side. */
export function tokenTerms({ kind, term, plain }: TokenForm, stem: Stemmer): readonly string[] {
  const word = plain ?? term
  const terms = kind === 'word' ? wordTerms(word, stem) : [word]
  return plain === undefined ? terms : [term, ...terms]
}

/**
 * The terms of tokens that hang together, besides those of each: of a chain of words, which is given whole, the chain as
 * one word; of glyphs, of which two are given, both together.
 */
export function chainTerms(chain: readonly LinkedToken[], stem: Stemmer): readonly string[] {
  if (chain[0]?.kind === 'glyph') return [chain.map(({ term }) => term).join('')]
  const joined = joinTerms(chain)
  if (joined === null) return []
  // "e-mails" is a form of "email"; "Xiaomi's" is no form of a word "xiaomis".
  return chain.some(({ joint = '' }) => APOSTROPHE.test(joint)) ? [joined] : wordTerms(joined, stem)
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

function wordTerms(word: string, stem: Stemmer): readonly string[] {
  const number = ungroup(word)
  if (number !== null) return [word, number]
  const root = stem(word)
  return root === word ? [word] : [word, STEM_SIGN + root]
}
