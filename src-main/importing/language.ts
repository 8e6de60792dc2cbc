// What a document's text tells of itself: its language, its direction, and how many words it has.
// A guess at the language is only made where the source declares none, and is left at `und` when it is not sure.

import { detectAll } from 'tinyld'
import type { Direction } from '../../src-shared/domain/document.ts'
import { Language } from '../../src-shared/domain/ids.ts'

/** Passages that are looked at, evenly spread, and UTF-16 units of each: the same cost for a text of any length. */
const PASSAGES = 8
const PASSAGE = 500
/** After so many passages that agree so clearly, in share of the votes, the others are not looked at. */
const ENOUGH = 3
const CLEAR = 0.5
/** Share of the passages' votes that a guess must have, and letters that the text must have. */
const SURE = 0.4
const LETTERS = 12
/** UTF-16 units of unspaced script that are divided into words; beyond, their share is carried forward. */
const SEGMENTED = 100_000

/** Latin-1 and general punctuation, symbols, CJK and full-width punctuation, pictures, second halves of pairs. */
const NO_WORDS: readonly (readonly [number, number])[] = [
  [0x80, 0xbf],
  [0x2000, 0x2bff],
  [0x3000, 0x303f],
  [0xd83c, 0xd83e],
  [0xdc00, 0xdfff],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
]
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu

/** The language of a text: the declared one when that is a language tag, else a guess, else `und`. */
export function findLanguage(text: string, declared?: string): Language {
  const tag = Language.safeParse(declared?.trim().replaceAll('_', '-'))
  if (tag.success && tag.data.toLowerCase() !== 'und') return tag.data
  const passages = takePassages(text)
  if (countLetters(passages.join('')) < LETTERS) return Language.parse('und')
  return Language.parse(vote(passages))
}

/** The language most of the passages speak for; `und` where none is sure. The costly part: it stops once it is clear. */
function vote(passages: readonly string[]): string {
  const votes = new Map<string, number>()
  let heard = 0
  let ranking: [string, number][] = []
  for (const passage of passages) {
    for (const { lang, accuracy } of detectAll(passage)) votes.set(lang, (votes.get(lang) ?? 0) + accuracy)
    heard += 1
    ranking = [...votes].sort((left, right) => right[1] - left[1])
    const [first = 0, second = 0] = ranking.map(([, sum]) => sum)
    if (heard >= ENOUGH && first >= CLEAR * heard && second <= first / 4) break
  }
  const [best, sum] = ranking[0] ?? ['und', 0]
  return sum >= SURE * heard ? best : 'und'
}

/** Right to left when most letters of the text are of such a script. */
export function findDirection(text: string): Direction {
  const sample = takePassages(text).join('')
  return (sample.match(RIGHT_TO_LEFT)?.length ?? 0) * 2 > countLetters(sample) ? 'rtl' : 'ltr'
}

/**
 * How many words a text has: runs between white space, and for scripts that write without spaces the words that
 * `Intl.Segmenter` finds. Of very long text in such a script only the beginning is divided; the rest is reckoned.
 */
export function countWords(text: string): number {
  if (!/[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\ud840-\ud88f]/.test(text))
    return countSpaced(text)
  const unspaced = text.match(UNSPACED) ?? []
  const length = unspaced.reduce((sum, run) => sum + run.length, 0)
  const sample = unspaced.join(' ').slice(0, SEGMENTED)
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  let words = 0
  for (const { isWordLike } of segmenter.segment(sample)) if (isWordLike === true) words += 1
  const share = length === 0 ? 0 : length / sample.replaceAll(' ', '').length
  return Math.round(words * share) + countSpaced(text.replace(UNSPACED, ' '))
}

/** Runs of anything but white space that hold a letter or a digit, in one pass. */
function countSpaced(text: string): number {
  let words = 0
  let counted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000) counted = false
    else if (!counted && isWordUnit(code)) {
      counted = true
      words += 1
    }
  }
  return words
}

/** Whether a UTF-16 unit is part of a word, as far as one unit tells: no punctuation, symbol or picture. */
function isWordUnit(code: number): boolean {
  const lower = code | 0x20
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a)
  return !NO_WORDS.some(([from, to]) => code >= from && code <= to)
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

function takePassages(text: string): string[] {
  if (text.length <= PASSAGE) return [text]
  const count = Math.min(PASSAGES, Math.ceil(text.length / PASSAGE))
  const step = (text.length - PASSAGE) / Math.max(1, count - 1)
  return Array.from({ length: count }, (_, at) =>
    text.slice(Math.floor(at * step), Math.floor(at * step) + PASSAGE),
  )
}
