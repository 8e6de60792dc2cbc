// Folding: the form in which two spellings of one word are the same for search. It forgets case, accents, width and
// presentation forms; it is not for display, and it does not keep lengths: offsets always refer to the raw text.

/** Letters that Unicode does not decompose but that people type without. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ẞ: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Ł: 'L',
  Ħ: 'H',
}

const LETTER = /[ßæœøđðþłħıςẞÆŒØĐÐÞŁĦ]/g
const FINAL_SIGMA = /ς/g
const ASCII = /^[\0-\x7f]*$/
const ACCENT = /([\p{sc=Latin}\p{sc=Greek}])\p{Mn}+/gu
const YO = /([еЕ])\u0308/g
/** Vowel points of Hebrew and Arabic, which most texts leave out. */
const POINTS = /[\p{Mn}&&[\p{sc=Hebrew}\p{sc=Arabic}]]|[\u064b-\u065f]|\u0670/gv
/** The Arabic stretching sign, and characters that are never seen. */
const UNSEEN = /[\u0640\u00ad\u200b\u2060\ufeff]|\p{Join_Control}/gv

/** What two spellings must still agree in to be the same: capitals, accents and other letters' forms. */
export interface Kept {
  readonly case: boolean
  readonly accents: boolean
}

/**
 * The folded form of a word: lower case, compatibility forms resolved (full-width, ligatures), accents of Latin and
 * Greek letters removed, vowel points of Hebrew and Arabic removed, `ß` as `ss`. Marks that make another letter
 * (Cyrillic й, Japanese voicing, Indic vowel signs) stay. Linear; folding twice changes nothing.
 */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return foldKeeping(word, { case: false, accents: false })
}

/**
 * `fold`, but for what is to be kept. Compatibility forms are resolved and what is never seen is removed in any case.
 * Linear; folding twice changes nothing.
 */
export function foldKeeping(word: string, kept: Kept): string {
  const toCase = (text: string): string => (kept.case ? text : text.toLowerCase())
  const seen = toCase(toCase(word).normalize('NFKD')).replace(UNSEEN, '')
  if (!kept.accents) return removeAccents(seen).normalize('NFC')
  return (kept.case ? seen : seen.replace(FINAL_SIGMA, 'σ')).normalize('NFC')
}

/** @param text decomposed */
function removeAccents(text: string): string {
  return text
    .replace(POINTS, '')
    .replace(ACCENT, '$1')
    .replace(YO, '$1')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
}
