// "Did you mean": misspelt words of a query → the query with them put right, everything else in it as the person wrote
// it. Whether that finds more is for the engine to try; here only words are looked at.
//
// A word is taken for misspelt when nothing has it, or when a near spelling is TELLING times as frequent. Of the near
// spellings the most frequent one is taken; one that is two edits away has to be FAR times as frequent as one that is
// one edit away.
import type { SearchSuggestion } from '../../../src-shared/domain/search.ts'
import { joinTerms, type Token } from '../../../src-shared/text/tokens.ts'
import { nearDistance } from './clauses.ts'
import type { ParsedQuery, QueryPart } from './query.ts'
import { editDistance } from './spelling.ts'

const TELLING = 10
const FAR = 10

/** The words of all that is searched. */
export interface Words {
  /** In how many sections and notes a folded word stands. */
  frequency(word: string): number
  /** Whether any word begins so. */
  begins(beginning: string): boolean
  /** Words within that many edits, with their frequencies. */
  near(word: string, distance: 1 | 2): ReadonlyMap<string, number>
}

interface Correction {
  readonly start: number
  readonly end: number
  readonly word: string
}

/** The query's text put right, or null where there is nothing to put right. */
export function correct(text: string, query: ParsedQuery, words: Words): SearchSuggestion | null {
  const corrections = query.parts.flatMap((part) => correctPart(part, words))
  if (corrections.length === 0) return null
  const marks: [number, number][] = []
  let corrected = ''
  let end = 0
  for (const correction of corrections) {
    corrected += text.slice(end, correction.start)
    marks.push([corrected.length, corrected.length + correction.word.length])
    corrected += correction.word
    end = correction.end
  }
  return { text: corrected + text.slice(end), marks }
}

function correctPart(
  { tokens, from, excluded, near, prefix, quoted }: QueryPart,
  words: Words,
): Correction[] {
  if (excluded || near) return []
  const joined = quoted ? null : joinTerms(tokens)
  if (joined !== null && words.frequency(joined) > 0) return []
  return tokens.flatMap((token, at) => {
    const open = prefix && at === tokens.length - 1
    const word = open && words.begins(token.term) ? null : findBetter(token, words)
    return word === null ? [] : [{ start: from + token.start, end: from + token.end, word }]
  })
}

function findBetter(token: Token, words: Words): string | null {
  const distance = nearDistance(token)
  if (distance === 0) return null
  const { term } = token
  const own = words.frequency(term)
  const worth = ([word, frequency]: readonly [string, number]): number =>
    editDistance(term, word, 1) > 1 ? frequency / FAR : frequency
  const better = [...words.near(term, distance)]
    .filter(([word, frequency]) => word !== term && frequency > 0 && frequency >= TELLING * own)
    .sort((a, b) => worth(b) - worth(a) || (a[0] < b[0] ? -1 : 1))
  return better[0]?.[0] ?? null
}
