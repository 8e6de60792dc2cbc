// A whole text, folded, with the way back: where in the raw text each piece of the folded one stands. What cannot be
// taken apart (a letter with its accents, a ligature, a run of white space) is one unit, and only whole units have a
// way back. It finds nothing itself.

import { foldKeeping, type Kept } from './fold.ts'

export interface FoldedText {
  /** The folded text: a white-space run as one space, typographic quotation marks and hyphens as they are typed. */
  readonly text: string
  /**
   * For each UTF-16 unit of `text`, and for its end: the offset in the raw text of the unit that begins there; -1
   * inside a unit.
   */
  readonly starts: Int32Array
}

/**
 * Folds a text of any length. Linear: about 50 ms for a million characters. Folding a stretch of whole units alone gives
 * that stretch of the folded text, so that a text and a query folded alike can be compared.
 */
export function foldText(raw: string, kept: Kept): FoldedText {
  const sink = createSink(raw.length)
  const folding = toFolding(kept)
  for (let at = 0; at < raw.length;) {
    const end = isPlain(raw, at) ? at + 1 : findUnitEnd(raw, at)
    const code = end === at + 1 ? folding.ofCode(raw.charCodeAt(at)) : MANY
    if (code === MANY) sink.addText(folding.ofUnit(raw.slice(at, end)), at)
    else sink.addCode(code, at)
    at = end
  }
  return sink.finish(raw.length)
}

/** Moves an offset back over characters that are never seen. */
export function skipUnseenBefore(raw: string, offset: number): number {
  let at = offset
  while (at > 0 && UNSEEN.test(raw.charAt(at - 1))) at -= 1
  return at
}

/** Moves an offset on over characters that are never seen. */
export function skipUnseenAfter(raw: string, offset: number): number {
  let at = offset
  while (at < raw.length && UNSEEN.test(raw.charAt(at))) at += 1
  return at
}

/** Stands for a folded form that is not one UTF-16 unit long. */
const MANY = -1
const UNKNOWN = -2
const UNITS = 65_536

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/
/**
 * What is part of the character before it: marks, what is never seen, vowels and finals of Hangul, and compatibility
 * forms of any of them. Checked against Unicode by a test.
 */
const CONTINUING =
  /[\p{M}\u00ad\u0640\u200b-\u200d\u2060\ufeff\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7ff\u3133\u3135\u3136\u313a-\u313f\u314f-\u3164\u3167-\u318e\uff9e-\uffa0\uffa3\uffa5\uffa6\uffaa-\uffaf\uffc2-\uffdc\u{16d67}]/u

/** Typographic signs that are typed as another, after folding. */
const TYPED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '‐': '-',
  '‒': '-',
  '–': '-',
  '−': '-',
}

const SIGN = /[‘’‚‛“”„‟‐‒–−]/g

const KIND = { unknown: 0, plain: 1, space: 2, continuing: 3 } as const
const kinds = new Uint8Array(UNITS)

/** What a single UTF-16 unit is; each is looked up once. Halves of surrogate pairs are plain here. */
function kindOf(code: number): number {
  const known = kinds[code] ?? KIND.unknown
  if (known !== KIND.unknown) return known
  const character = String.fromCharCode(code)
  const kind = CONTINUING.test(character) ? KIND.continuing : /\s/.test(character) ? KIND.space : KIND.plain
  kinds[code] = kind
  return kind
}

/** A printed ASCII character before another ASCII character: most of most texts, and always a unit of its own. */
function isPlain(raw: string, at: number): boolean {
  const code = raw.charCodeAt(at)
  return code > 0x20 && code < 0x7f && !(raw.charCodeAt(at + 1) >= 0x80)
}

/** The end of the unit that begins at `at`. */
function findUnitEnd(raw: string, at: number): number {
  if (kindOf(raw.charCodeAt(at)) === KIND.space) return findSpaceEnd(raw, at)
  let end = at + lengthAt(raw, at)
  while (end < raw.length) {
    const length = lengthAt(raw, end)
    const isContinuing =
      length === 1
        ? kindOf(raw.charCodeAt(end)) === KIND.continuing
        : CONTINUING.test(raw.slice(end, end + length))
    if (!isContinuing) break
    end += length
  }
  return end
}

/** The end of a run of white space, together with what is not seen in it. */
function findSpaceEnd(raw: string, at: number): number {
  let end = at + 1
  while (end < raw.length) {
    const kind = kindOf(raw.charCodeAt(end))
    if (kind !== KIND.space && !(kind === KIND.continuing && UNSEEN.test(raw.charAt(end)))) break
    end += 1
  }
  return end
}

/** 2 for a surrogate pair, else 1. */
function lengthAt(raw: string, at: number): number {
  const isHigh = (raw.charCodeAt(at) & 0xfc00) === 0xd800
  return isHigh && (raw.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1
}

interface Folding {
  /** The folded form of a unit of one UTF-16 unit, or `MANY`. */
  ofCode(code: number): number
  ofUnit(unit: string): string
}

const foldings = new Map<string, Folding>()

/** One for each of the four ways to fold, made once: it remembers what it has folded. */
function toFolding(kept: Kept): Folding {
  const key = `${kept.case} ${kept.accents}`
  const folding = foldings.get(key) ?? createFolding(kept)
  foldings.set(key, folding)
  return folding
}

function createFolding(kept: Kept): Folding {
  const codes = new Int32Array(UNITS).fill(UNKNOWN)
  const units = new Map<string, string>()
  const toFolded = (unit: string): string =>
    kindOf(unit.charCodeAt(0)) === KIND.space
      ? ' '
      : foldKeeping(unit, kept).replace(SIGN, (sign) => TYPED[sign] ?? sign)
  return {
    ofCode(code) {
      const known = codes[code] ?? UNKNOWN
      if (known !== UNKNOWN) return known
      const folded = toFolded(String.fromCharCode(code))
      const found = folded.length === 1 ? folded.charCodeAt(0) : MANY
      codes[code] = found
      return found
    },
    ofUnit(unit) {
      const known = units.get(unit)
      if (known !== undefined) return known
      const folded = toFolded(unit)
      if (units.size < REMEMBERED && unit.length < UNIT_LENGTH) units.set(unit, folded)
      return folded
    },
  }
}

/** Folded units that are remembered, and how long one of them may be: few kinds of units make up a text. */
const REMEMBERED = 4_096
const UNIT_LENGTH = 16

interface Sink {
  addCode(code: number, start: number): void
  addText(text: string, start: number): void
  finish(end: number): FoldedText
}

function createSink(expected: number): Sink {
  let codes = new Uint16Array(expected + 16)
  let starts = new Int32Array(expected + 17)
  let length = 0
  const reserve = (more: number): void => {
    if (length + more <= codes.length) return
    const room = Math.max(length + more, Math.ceil(codes.length * 1.5))
    const [moreCodes, moreStarts] = [new Uint16Array(room), new Int32Array(room + 1)]
    moreCodes.set(codes)
    moreStarts.set(starts)
    codes = moreCodes
    starts = moreStarts
  }
  const addCode = (code: number, start: number): void => {
    reserve(1)
    codes[length] = code
    starts[length] = start
    length += 1
  }
  return {
    addCode,
    addText(text, start) {
      for (let at = 0; at < text.length; at += 1) addCode(text.charCodeAt(at), at === 0 ? start : -1)
    },
    finish(end) {
      starts[length] = end
      return { text: toText(codes.subarray(0, length)), starts: starts.subarray(0, length + 1) }
    },
  }
}

/** Units at a time: a call takes no more arguments than this everywhere. */
const SLICE = 8_192

function toText(codes: Uint16Array): string {
  const parts: string[] = []
  for (let at = 0; at < codes.length; at += SLICE)
    parts.push(String.fromCharCode(...codes.subarray(at, at + SLICE)))
  return parts.join('')
}
