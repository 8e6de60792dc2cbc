// Plain text as Markdown that reads as that very text: nothing in it becomes a heading, a link, a list or HTML.

/** Characters that can begin something inside a line. `&` could begin a character reference. */
const INLINE = /[\\`*_[\]<>&~|$]/g
/** What begins a block at the start of a line: headings, lists, rules, underlines of headings. */
const LEADING = /^([#+=-])/
const NUMBERED = /^(\d{1,9})([.)])/

/** One line of text; white space, line ends included, becomes single spaces. */
export function escapeLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\p{Cc}/gu, '\ufffd')
    .replace(INLINE, (character) => (character === '&' ? '&amp;' : `\\${character}`))
    .replace(LEADING, '\\$1')
    .replace(NUMBERED, '$1\\$2')
}

/** Text of several lines as a blockquote: each line that is not empty is a paragraph of it. */
export function quoteBlock(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(escapeLine)
  return lines
    .filter((line) => line !== '')
    .map((line) => `> ${line}`)
    .join('\n>\n')
}

/**
 * Markdown that a person wrote, made fit to stand between other parts: a code fence that is left open is closed.
 * Otherwise it stays as it is.
 */
export function containBody(body: string): string {
  const text = body.toWellFormed().replace(/\r\n?/g, '\n').trim()
  const open = findOpenFence(text.split('\n'))
  return open === null ? text : `${text}\n${open}`
}

/** The marks of the code fence that is open behind the last line (CommonMark 4.5). */
function findOpenFence(lines: readonly string[]): string | null {
  let open: string | null = null
  for (const line of lines) {
    const [, mark, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (mark === undefined) continue
    if (open !== null) open = mark.startsWith(open) && info.trim() === '' ? null : open
    else if (mark.startsWith('~') || !info.includes('`')) open = mark
  }
  return open
}
