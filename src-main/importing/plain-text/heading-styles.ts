// How a line of plain text announces itself as a heading by its own wording: chapter words, numbers, capitals.
// Only the line itself is looked at; what stands around it is weighed elsewhere.

import type { HeadingStyle } from './blocks.ts'

const COUNTED =
  '(?:[IVXLCDM]{1,8}|\\d{1,4}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|' +
  'fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\\w+)?|thirty(?:[- ]\\w+)?|the (?:first|second|third|' +
  'fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)|first|second|third|last)'
const AFTER = '(?=$|[.:)—–-]|\\s*[.:—–-]?\\s+["“‘«(¿¡]?[\\p{Lu}\\p{Lo}\\p{N}])'
const PART = new RegExp(
  `^(?:part|book|volume|vol\\.|teil|buch|band|partie|livre|tome|parte|libro|часть|книга|том) ${COUNTED}${AFTER}`,
  'iu',
)
const CHAPTER = new RegExp(
  '^(?:chapter|chap\\.|kapitel|chapitre|cap[ií]tulo|capitolo|глава|act|scene|canto|letter|stave|lecture|lesson|' +
    `section|sect\\.|article|artikel|appendix|annex|anhang|adventure|day|night) ${COUNTED}${AFTER}`,
  'iu',
)
const NUMERAL = '[0-9０-９一二三四五六七八九十百千零〇两壹贰叁肆伍陆柒捌玖拾]{1,9}'
const CHINESE_PART = new RegExp(`^第${NUMERAL}[卷部编編篇集]`, 'u')
const CHINESE_CHAPTER = new RegExp(`^第${NUMERAL}[章节節回講讲課课幕话話折]`, 'u')
/** Words that name a section by themselves, wherever a text has them as a line. */
const NAMED =
  /^(?:abstract|acknowledge?ments?|afterword|appendix|appendices|background|bibliography|conclusions?|contents|(?:author|translator|editor)['’]?s (?:note|preface|introduction)|dedication|discussion|epilogue|foreword|glossary|index|introduction|list of (?:figures|illustrations|tables)|methods?|notes|overview|preface|prologue|references|results|summary|table of contents|einleitung|vorwort|nachwort|inhalt|inhaltsverzeichnis|zusammenfassung|introduction|préface|avant-propos|conclusion|table des matières|sommaire|índice|prólogo|epílogo|introducción|введение|предисловие|заключение|содержание|оглавление|序言?|自序|前言|引言|引子|导言|導言|目录|目錄|目次|后记|後記|附录|附錄|楔子|尾声|尾聲|番外|结语|結語|はじめに|おわりに|あとがき|まえがき)[.:：]?$/iu
const NUMBERED = /^(?:§\s?)?(\d{1,3}(?:\.\d{1,3}){0,5})\.?\s+["“‘«(]?[\p{Lu}\p{Lo}]/u
const ROMAN = /^[IVXLC]{1,7}\.?(?:\s+["“‘«(]?\p{Lu}|$)/u
const MARKED = /^(#{1,6})\s+\S/
const FULL_SENTENCE = /[.。!?！？;；,，]["'”’»」』)]*$/

/** The longest line that a chapter word or a number makes a heading, in columns. */
const LONGEST = 100

/** The ways a line may announce itself, the surest first; each says its style or null. */
const WAYS: readonly ((text: string, width: number) => HeadingStyle | null)[] = [
  (text) => toStyle(MARKED.exec(text), (mark) => ({ kind: 'marked', depth: mark.length })),
  (text) => (!isSentence(text) && (PART.test(text) || CHINESE_PART.test(text)) ? { kind: 'part' } : null),
  (text) => (!isSentence(text) && isChapter(text) ? { kind: 'chapter' } : null),
  (text) => (NAMED.test(text) ? { kind: 'named' } : null),
  (text, width) =>
    width <= 80 && (!FULL_SENTENCE.test(text) || isShortLabel(text) || isNumberedQuestion(text))
      ? toStyle(NUMBERED.exec(text), (number) => ({ kind: 'numbered', depth: number.split('.').length }))
      : null,
  (text, width) => (width <= 60 && !isSentence(text) && ROMAN.test(text) ? { kind: 'chapter' } : null),
  (text, width) => (width <= 80 && isCapitals(text) ? { kind: 'capitals' } : null),
]

/** The style of a line that is a heading by its wording; null when its wording says nothing. */
export function findStyle(text: string, width: number): HeadingStyle | null {
  if (width > LONGEST) return null
  for (const way of WAYS) {
    const style = way(text, width)
    if (style !== null) return style
  }
  return null
}

/** Whether a heading is only its label (`Chapter 3`, `IV.`), so that the next line may be its title. */
export function isBareLabel(text: string): boolean {
  const label = new RegExp(`^(?:[\\p{L}.]+ ${COUNTED}|[IVXLC]{1,7}|第${NUMERAL}[^\\s]{1,2})[.:]?$`, 'iu')
  return label.test(text)
}

/** Whether a line names a section by a word that many texts have (`Introduction`, `References`). */
export function isNamedSection(text: string): boolean {
  return NAMED.test(text)
}

/** Whether a heading calls itself a section or a scene: where there are chapters, articles or acts, it is part of one. */
export function isPartOfChapter(text: string): boolean {
  return /^(?:sect(?:ion|\.)|scene) /iu.test(text)
}

/** How many numbers a heading counts itself by: 3 for `2.1.4 Tools`, 1 for `2. Tools` and for one without numbers. */
export function countNumbers(text: string): number {
  return NUMBERED.exec(text)?.[1]?.split('.').length ?? 1
}

/** Whether the letters of a line are capitals, and there are enough of them to tell. */
export function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '')
  return letters.length >= 3 && /^\p{Lu}+$/u.test(letters) && !/[,;]$/.test(text)
}

function isChapter(text: string): boolean {
  return CHAPTER.test(text) || CHINESE_CHAPTER.test(text)
}

/** Whether the full stop at the end belongs to a heading: `3. Definitions.`, `4. All the Rights You Have.` */
function isShortLabel(text: string): boolean {
  const words = text.split(/\s+/).slice(1)
  const long = words.filter((word) => word.length > 4)
  return (
    text.endsWith('.') &&
    (words.length <= 5 || (words.length <= 12 && long.every((word) => /^\p{Lu}/u.test(word))))
  )
}

/** `2.1. How do I install it?`: a question is a heading where its number says that it belongs to a section. */
function isNumberedQuestion(text: string): boolean {
  return /^\d{1,3}\.\d.*\?!?$/.test(text)
}

/** Whether a line is rather a sentence that happens to begin like a heading. */
function isSentence(text: string): boolean {
  return FULL_SENTENCE.test(text) && text.split(/\s+/).length > 10
}

function toStyle(match: RegExpExecArray | null, build: (group: string) => HeadingStyle): HeadingStyle | null {
  return match?.[1] === undefined ? null : build(match[1])
}
