// What the engines are asked while they are timed: words, pairs, beginnings, misspelt words and phrases that stand in
// the corpus, and every letter alone. Frequent words come often, as in the text. The queries that are compared with
// Lunr's are other ones: see equality-queries.ts.
import lunr from 'lunr'
import { openRandom } from '../corpus.ts'
import { readCorpus } from './corpus-file.ts'

/**
 * - `word`: documents with this word
 * - `two words`: documents with either
 * - `prefix`: documents with a word that begins so
 * - `letter`: the same for one letter
 * - `near`: documents with a word within one edit
 * - `phrase`: documents in which the words stand one after the other
 */
export type Kind = 'word' | 'two words' | 'prefix' | 'letter' | 'near' | 'phrase'

/** Words are lower-case letters alone, three or more, and no stop words; beginnings are letters alone. */
export interface Question {
  readonly kind: Kind
  readonly words: readonly string[]
}

/** Kinds in the order of the tables. */
export const KINDS: readonly Kind[] = ['word', 'two words', 'prefix', 'letter', 'near', 'phrase']

const SAMPLE = 400
/** How often a question is tried for; a small corpus may not have enough of a kind. */
const TRIES = 200
const WORD = /[a-z0-9]+/g
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * So many questions of each kind, in turns, and last the 26 of `letter`. The same corpus gives the same questions.
 */
export function buildQuestions(path: string, count: number, each: number, seed = 11): Question[] {
  const random = openRandom(seed)
  const texts = sampleTexts(path, count)
  const questions: Question[] = []
  const kinds: readonly Kind[] = ['word', 'two words', 'prefix', 'near', 'phrase']
  for (let round = 0; round < each; round += 1)
    for (const kind of kinds) {
      let question: Question | null = null
      for (let tries = 0; tries < TRIES && question === null; tries += 1)
        question = buildQuestion(kind, texts, random)
      if (question) questions.push(question)
    }
  for (const letter of LETTERS) questions.push({ kind: 'letter', words: [letter] })
  return questions
}

/** The words of some hundred documents, evenly from the corpus. */
function sampleTexts(path: string, count: number): string[][] {
  const every = Math.max(1, Math.floor(count / SAMPLE))
  const texts: string[][] = []
  let number = 0
  for (const { body } of readCorpus(path)) {
    if (number % every === 0) texts.push(body.toLowerCase().match(WORD) ?? [])
    number += 1
  }
  return texts.filter((words) => words.length > 1)
}

function buildQuestion(kind: Kind, texts: readonly string[][], random: () => number): Question | null {
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)]
  const text = pick(texts) ?? []
  const at = Math.floor(random() * (text.length - 1))
  const word = text[at] ?? ''
  if (!isContent(word)) return null
  switch (kind) {
    case 'word':
      return { kind, words: [word] }
    case 'two words':
      return toPair(kind, word, pick(pick(texts) ?? []))
    case 'phrase':
      return toPair(kind, word, text[at + 1])
    case 'prefix':
      return { kind, words: [word.slice(0, 2 + Math.floor(random() * 3))] }
    case 'letter':
      return { kind, words: [word.slice(0, 1)] }
    case 'near':
      return word.length < 5 ? null : { kind, words: [misspell(word, random)] }
  }
}

function toPair(kind: Kind, word: string, other = ''): Question | null {
  return isContent(other) && other !== word ? { kind, words: [word, other] } : null
}

/** A word of letters that no engine leaves out. */
function isContent(word: string): boolean {
  const kept: unknown = lunr.stopWordFilter(new lunr.Token(word, {}))
  return kept !== undefined && /^[a-z]{3,24}$/.test(word)
}

/** The word with one letter left out, doubled or changed; its first letter stays. */
function misspell(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1))
  const rest = word.slice(at + 1)
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? 'e'
  const kind = Math.floor(random() * 3)
  if (kind === 0) return word.slice(0, at) + rest
  return word.slice(0, at) + (kind === 1 ? `${word[at] ?? ''}${word[at] ?? ''}` : letter) + rest
}
