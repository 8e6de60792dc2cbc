// Folding: the form in which two spellings of one word are the same for search. It forgets case, accents, width and
// presentation forms; it is not for display, and it does not keep lengths: offsets always refer to the raw text.

/** Letters that Unicode does not decompose but that people type without. Applied to lower-case text. */
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
}

const LETTER = /[ßæœøđðþłħıς]/g
const ASCII = /^[\0-\x7f]*$/
const ACCENT = /([\p{sc=Latin}\p{sc=Greek}])\p{Mn}+/gu
const YO = /е\u0308/g
/** Vowel points of Hebrew and Arabic, the Arabic stretching sign, and characters that are never seen. */
const UNSEEN =
  /[\p{Mn}&&[\p{sc=Hebrew}\p{sc=Arabic}]]|[\u064b-\u065f]|\u0670|[\u0640\u00ad\u200b\u2060\ufeff]|\p{Join_Control}/gv

/**
 * The folded form of a word: lower case, compatibility forms resolved (full-width, ligatures), accents of Latin and
 * Greek letters removed, vowel points of Hebrew and Arabic removed, `ß` as `ss`. Marks that make another letter
 * (Cyrillic й, Japanese voicing, Indic vowel signs) stay. Linear; folding twice changes nothing.
 */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return word
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(ACCENT, '$1')
    .replace(YO, 'е')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')
}
