// Where tokens stand in a text, and nothing of what they are: see tokens.ts. What a token is is said by one regular
// expression; most of a text is of letters of which one need not ask it, and those are gone through unit by unit.

const GLYPH =
  '[[\\p{L}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]]'
const UNSEEN = '\\u00ad\\p{Join_Control}\\u2060\\ufeff'
const RUN = `[[\\p{L}\\p{N}]--${GLYPH}][[\\p{L}\\p{N}\\p{M}${UNSEEN}]--${GLYPH}]*`
/** Numbers keep their points and commas: 2.4 and 2,070,09 are one token each. */
const WORD = `${RUN}(?:(?<=\\p{Nd})[.,](?=\\p{Nd})${RUN})*`
const SIGN_BEFORE = '(\\p{Sc}(?=\\p{Nd})|(?<![\\p{L}\\p{N}\\p{M}.])\\.(?=\\p{L}))?'
const SIGN_AFTER = '([+#]{1,2}(?![\\p{L}\\p{N}+#]))?'
const JAMO =
  '[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11a7\\ud7b0-\\ud7c6]*[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]*'
const CLUSTER = `(?:${JAMO}|${GLYPH})[\\p{M}${UNSEEN}\\uff9e\\uff9f]*`
const TOKEN = new RegExp(`(${CLUSTER})|${SIGN_BEFORE}(${WORD})${SIGN_AFTER}`, 'gv')

/** What a unit may be to a token. Of `COMPLEX` ones only the regular expression knows. */
const UNKNOWN = 0
const LETTER = 1
const NUMBER = 2
const DIGIT = 3
const MARK = 4
const CURRENCY = 5
const OTHER = 6
const COMPLEX = 7

/** In the order in which they are tried. */
const CLASSES: readonly (readonly [kind: number, units: RegExp])[] = [
  [COMPLEX, new RegExp(`[${GLYPH}\\p{Cs}]`, 'v')],
  [LETTER, /\p{L}/v],
  [DIGIT, /\p{Nd}/v],
  [NUMBER, /\p{N}/v],
  [MARK, new RegExp(`[\\p{M}${UNSEEN}]`, 'v')],
  [CURRENCY, /\p{Sc}/v],
  [OTHER, /[^]/v],
]
const DOT = 0x2e
const COMMA = 0x2c
const PLUS = 0x2b
const HASH = 0x23

/** For each unit that was met, what it is. */
const kinds = new Uint8Array(1 << 16)

/** Goes through the tokens of a text, in order. Linear. */
export class TokenScanner {
  /** [start, end): the token, with its signs, in UTF-16 units. */
  start = 0
  end = 0
  /** [wordStart, wordEnd): the token without them. */
  wordStart = 0
  wordEnd = 0
  isGlyph = false
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Goes to the next token. False when there is none. */
  next(): boolean {
    const text = this.#text
    for (let at = this.end; at < text.length; at += 1) {
      const kind = kindOf(text.charCodeAt(at))
      if (kind <= DIGIT) return this.#scan(at, at)
      const begins = kind === OTHER ? beginsWithDot(text, at) : beginsWith(kind, text, at)
      if (begins === COMPLEX) return this.#match(at)
      if (begins !== OTHER) return this.#scan(at, at + 1)
    }
    return false
  }

  /** The token at `start`, whose word is at `from` and begins with a letter or a number. */
  #scan(start: number, from: number): boolean {
    const text = this.#text
    let at = endOfRun(text, from)
    while (isSeparator(text, at) && kindAt(text, at + 1) === DIGIT) at = endOfRun(text, at + 1)
    const end = endOfSigns(text, at)
    // Where the word or its signs end at something that only the regular expression knows, it is asked.
    const isKnown = kindAt(text, at) !== COMPLEX && kindAt(text, at + 1) !== COMPLEX
    if (!isKnown || (end > at && kindAt(text, end) === COMPLEX)) return this.#match(start)
    return this.#take(start, from, at, end, false)
  }

  #match(from: number): boolean {
    TOKEN.lastIndex = from
    const match = TOKEN.exec(this.#text)
    if (match === null) {
      this.end = this.#text.length
      return false
    }
    const [whole, glyph, lead = '', , tail = ''] = match
    const start = match.index
    const end = start + whole.length
    return this.#take(start, start + lead.length, end - tail.length, end, glyph !== undefined)
  }

  #take(start: number, wordStart: number, wordEnd: number, end: number, isGlyph: boolean): boolean {
    this.start = start
    this.wordStart = wordStart
    this.wordEnd = wordEnd
    this.end = end
    this.isGlyph = isGlyph
    return true
  }
}

function kindOf(unit: number): number {
  const kind = kinds[unit] ?? OTHER
  return kind === UNKNOWN ? learn(unit) : kind
}

/** Before and after the text there is nothing that belongs to a token. */
function kindAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? kindOf(text.charCodeAt(at)) : OTHER
}

function learn(unit: number): number {
  const sign = String.fromCharCode(unit)
  const kind = CLASSES.find(([, units]) => units.test(sign))?.[0] ?? OTHER
  kinds[unit] = kind
  return kind
}

/** What a token begins with after the sign at `at`: `COMPLEX` when it is not known, `OTHER` when there is none. */
function beginsWith(kind: number, text: string, at: number): number {
  if (kind === COMPLEX) return COMPLEX
  const next = kind === CURRENCY ? kindAt(text, at + 1) : OTHER
  return next === COMPLEX || next === DIGIT ? next : OTHER
}

/** The same for what may be a full stop. */
function beginsWithDot(text: string, at: number): number {
  if (text.charCodeAt(at) !== DOT) return OTHER
  const next = kindAt(text, at + 1)
  const before = kindAt(text, at - 1)
  // Marks are told from what is never seen by the regular expression alone.
  if (next === COMPLEX || before === COMPLEX || before === MARK) return COMPLEX
  return next === LETTER && before > MARK && text.charCodeAt(at - 1) !== DOT ? LETTER : OTHER
}

function endOfRun(text: string, from: number): number {
  let at = from
  while (kindAt(text, at) <= MARK) at += 1
  return at
}

/** Whether there is a point or comma after a digit. */
function isSeparator(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (unit === DOT || unit === COMMA) && kindAt(text, at - 1) === DIGIT
}

/** Where the signs after a word end, `at` when they are none of its. */
function endOfSigns(text: string, at: number): number {
  let end = at
  while (end < at + 2 && isSign(text, end)) end += 1
  return kindAt(text, end) <= DIGIT || isSign(text, end) ? at : end
}

function isSign(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit === PLUS || unit === HASH
}
