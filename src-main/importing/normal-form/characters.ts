// The characters of the normal form: what a document's text may hold, and how text and attributes are written down.
// Removes only what no browser, XML parser or search could agree on; it never changes a letter.

const ANY_SPACE = /[\s\u0085]+/gu
const COLLAPSIBLE = /[\t\n\v\f\r \u0085\u00a0\u2028\u2029]+/g
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const UNWANTED = /(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}\ufeff]/gu
const BEYOND_PLAIN = /[^ -~]/
const ESCAPED = /[&<>]/

/**
 * Text without control characters, noncharacters, byte order marks and lone surrogates, all of which an HTML or XML
 * parser would refuse or alter. Line ends become LF. Linear; what is plain already comes back as it is.
 */
export function cleanText(text: string): string {
  if (!BEYOND_PLAIN.test(text)) return text
  return text.toWellFormed().replace(LINE_ENDS, '\n').replace(UNWANTED, '')
}

/** How many characters `cleanText` takes out of the text, line ends not counted. */
export function countUnwanted(text: string): number {
  return BEYOND_PLAIN.test(text) ? (text.replace(LINE_ENDS, '\n').match(UNWANTED)?.length ?? 0) : 0
}

/** Clean text in which every run of white space, non-breaking spaces included, is one space. */
export function collapseSpace(text: string): string {
  return cleanText(text).replace(COLLAPSIBLE, ' ')
}

/** Text as it stands between tags. */
export function escapeText(text: string): string {
  if (!ESCAPED.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An attribute with a space before it, as it stands in a tag. White space in the value becomes single spaces. */
export function toAttribute(name: string, value: string): string {
  const clean = cleanText(value).replace(ANY_SPACE, ' ')
  return ` ${name}="${escapeText(clean).replaceAll('"', '&quot;')}"`
}
