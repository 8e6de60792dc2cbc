// Bytes to text: which encoding a file is in, and its text with line ends as LF.
// A guess is only made where nothing says it: a byte order mark, valid UTF-8 and a page's own declaration come first.

import chardet from 'chardet'
import iconv from 'iconv-lite'
import { findBinarySignature } from './formats.ts'
import { RefusedFile } from './refusal.ts'

/** A file's text. `encoding` is its name in lower case; `damaged` counts the places that could not be decoded. */
export interface DecodedText {
  readonly text: string
  readonly encoding: string
  readonly damaged: number
}

const SAMPLE = 131_072
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const MULTIBYTE: ReadonlyMap<string, string> = new Map([
  ['GB18030', 'gb18030'],
  ['Big5', 'big5'],
  ['Shift_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'],
  ['EUC-KR', 'euc-kr'],
])
/** Single-byte encodings of other scripts than Latin; chosen when most letters of a text are beyond ASCII. */
const OTHER_SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['windows-1251', 'windows-1251'],
  ['KOI8-R', 'koi8-r'],
  ['ISO-8859-5', 'iso-8859-5'],
  ['windows-1253', 'windows-1253'],
  ['ISO-8859-7', 'windows-1253'],
  ['windows-1255', 'windows-1255'],
  ['ISO-8859-8', 'windows-1255'],
  ['windows-1256', 'windows-1256'],
  ['ISO-8859-6', 'windows-1256'],
])

/**
 * The text of a file.
 * @param declared the encoding that the file or its format says it has, if it says any
 * @throws RefusedFile FILE_NOT_TEXT when it is binary, or no encoding gives sensible text
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const signature = findBinarySignature(bytes)
  if (signature !== null) throw notText(`It is ${signature}, not text.`)
  const decoded = decodeMarked(bytes) ?? decodePlain(bytes) ?? decodeLegacy(bytes, declared)
  if (looksBinary(decoded.text)) throw notText('It is binary: it holds bytes that no text has.')
  const text = decoded.text.startsWith('\ufeff') ? decoded.text.slice(1) : decoded.text
  return { ...decoded, text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text }
}

/** The encoding that a web page or an XML file declares in its first bytes. */
export function findDeclaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const match =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(head) ??
    /^<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:-]{2,40})["']/i.exec(head)
  return match?.[1]?.toLowerCase()
}

function decodeMarked(bytes: Uint8Array): DecodedText | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUtf8(bytes)
  if (a === 0xff && b === 0xfe) return decodeWith(bytes.subarray(2), 'utf-16le')
  if (a === 0xfe && b === 0xff) return decodeWith(bytes.subarray(2), 'utf-16be')
  return null
}

/** What is certain without a mark: the Japanese encoding of seven bits, UTF-8, UTF-16. */
function decodePlain(bytes: Uint8Array): DecodedText | null {
  if (isIso2022Jp(bytes)) return decodeWith(bytes, 'iso-2022-jp')
  const utf8 = decodeUtf8(bytes)
  const zeros = bytes.subarray(0, SAMPLE).includes(0)
  return zeros ? (decodeUtf16(bytes) ?? utf8) : utf8
}

function decodeUtf8(bytes: Uint8Array): DecodedText | null {
  try {
    return { text: UTF8.decode(bytes), encoding: 'utf-8', damaged: 0 }
  } catch {
    return null
  }
}

/** Every byte of it is valid UTF-8 as well: its escape sequences give it away. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, SAMPLE)).toString('latin1')
  const shifted = ['\u001b$B', '\u001b$@'].some((escape) => head.includes(escape))
  return shifted && head.includes('\u001b(') && iconv.encodingExists('iso-2022-jp')
}

/** UTF-16 without a mark: every other byte of its spaces, line ends and Latin letters is zero. */
function decodeUtf16(bytes: Uint8Array): DecodedText | null {
  const count = Math.min(bytes.length, SAMPLE)
  let even = 0
  let odd = 0
  for (let at = 0; at < count; at += 1)
    if (bytes[at] === 0) {
      if (at % 2 === 0) even += 1
      else odd += 1
    }
  const [more, fewer] = even > odd ? [even, odd] : [odd, even]
  if (bytes.length % 2 !== 0 || more < count / 100 || fewer > more / 20) return null
  const decoded = decodeWith(bytes, even > odd ? 'utf-16be' : 'utf-16le')
  return decoded.damaged > 0 || looksBinary(decoded.text) ? null : decoded
}

function decodeLegacy(bytes: Uint8Array, declared: string | undefined): DecodedText {
  const mended = decodeDamagedUtf8(bytes)
  if (mended !== null) return mended
  const candidates = [declared, guessEncoding(bytes)]
  for (const name of candidates) {
    if (name === undefined || !iconv.encodingExists(name) || /^(utf-?8|us-ascii|utf-?16)/.test(name)) continue
    const decoded = decodeWith(bytes, toSuperset(name))
    if (decoded.damaged * 200 <= decoded.text.length) return decoded
  }
  return decodeWith(bytes, 'windows-1252')
}

/** UTF-8 in which a few bytes went wrong is still UTF-8. Null when it is rather something else. */
function decodeDamagedUtf8(bytes: Uint8Array): DecodedText | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const damaged = count(text, /\ufffd/g)
  const good = count(text, /[^\0-\u007f\ufffd]/gu)
  return good >= 20 && damaged * 10 <= good ? { text, encoding: 'utf-8', damaged } : null
}

function guessEncoding(bytes: Uint8Array): string {
  const sample = takeSample(bytes)
  const found = chardet.analyse(sample)
  const confidence = (name: string): number => found.find((each) => each.name === name)?.confidence ?? 0
  const best = found[0]
  const multibyte = best === undefined ? undefined : MULTIBYTE.get(best.name)
  if (best !== undefined && multibyte !== undefined && best.confidence >= 40) return multibyte
  const high = sample.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0)
  const letters = sample.reduce((sum, byte) => sum + (isAsciiLetter(byte) ? 1 : 0), 0)
  if (high > letters) {
    const other = found.find((each) => OTHER_SCRIPTS.has(each.name))
    return OTHER_SCRIPTS.get(other?.name ?? '') ?? 'windows-1252'
  }
  const central = Math.max(confidence('windows-1250'), confidence('ISO-8859-2'))
  const western = Math.max(confidence('windows-1252'), confidence('ISO-8859-1'))
  return high >= 30 && central > 1.2 * western ? 'windows-1250' : 'windows-1252'
}

/** What is told by bytes beyond ASCII only: the stretch around the first of them. */
function takeSample(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = Math.max(0, first - 1024)
  return bytes.subarray(start, start + SAMPLE)
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** The encoding that browsers use in place of a narrower one of that name. */
function toSuperset(name: string): string {
  if (/^(gb2312|gbk|gb_2312-80|x-gbk|gb18030)$/.test(name)) return 'gb18030'
  if (/^(iso-?8859-1|latin-?1|ascii|cp1252)$/.test(name)) return 'windows-1252'
  return name === 'x-sjis' || name === 'sjis' || name === 'windows-31j' ? 'shift_jis' : name
}

function decodeWith(bytes: Uint8Array, encoding: string): DecodedText {
  const text = iconv.decode(bytes, encoding, { stripBOM: true })
  return { text, encoding, damaged: count(text, /\ufffd/g) }
}

/** Whether a text holds NUL, or more control characters than a stray one here and there. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE)
  let controls = 0
  let zeros = 0
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at)
    if (code === 0) zeros += 1
    if (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1a && code !== 0x1b) controls += 1
  }
  return zeros > 0 ? controls * 1000 > sample.length : controls * 50 > sample.length
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function notText(reason: string): RefusedFile {
  return new RefusedFile('FILE_NOT_TEXT', reason, 'Choose a text, Markdown or HTML file.')
}
