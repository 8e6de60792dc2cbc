// One document as a file of the bundle: a small frame of HTML around the normalised body, and back again.
// It neither parses nor changes the body: what goes in comes out, to the last character.

import { LecternError } from '../../src-shared/contract/errors.ts'
import type { Document } from '../../src-shared/domain/document.ts'

const BODY = '<body>'
const END = '</body></html>'
const FRAME =
  /^<!DOCTYPE html>\n<html [^<>]*>\n<head><meta charset="utf-8"\/><title>[^<>]*<\/title>(?:<meta [^<>]*\/>)*<\/head>\n<body>$/

/**
 * A document as a complete HTML file in UTF-8, which is XML as well wherever the body is. Nothing stands between the
 * body's tags but `document.html`: a browser would count a line break there as text.
 * @throws LecternError `INVALID_INPUT` when the text has half a surrogate pair, which UTF-8 cannot hold
 */
export function encodeDocument(document: Document): Buffer {
  if (!document.html.isWellFormed())
    throw new LecternError(
      'INVALID_INPUT',
      `The document ${document.id} is not valid Unicode. Import it again.`,
    )
  const language = escape(document.language)
  return Buffer.from(
    `<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="${language}" xml:lang="${language}" ` +
      `dir="${document.direction}">\n<head><meta charset="utf-8"/><title>${escape(document.title)}</title>${encodeMeta(document)}</head>\n` +
      BODY +
      document.html +
      END,
  )
}

/**
 * The inner HTML of the body of a document file.
 * @throws LecternError `BUNDLE_INVALID` when the file does not have the form that `encodeDocument` gives it
 */
export function decodeDocument(bytes: Uint8Array, path: string): string {
  const html = decodeText(bytes, path)
  const start = html.indexOf(BODY) + BODY.length
  if (!FRAME.test(html.slice(0, start)) || !html.endsWith(END) || html.length < start + END.length)
    throw new LecternError(
      'BUNDLE_INVALID',
      `${path} is not a document as Lectern writes it. Build the bundle again.`,
      {
        details: { file: path },
      },
    )
  return html.slice(start, -END.length)
}

/** Text in UTF-8, kept as it is. @throws LecternError `BUNDLE_INVALID` when it is not UTF-8 */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new LecternError('BUNDLE_INVALID', `${path} is not text in UTF-8. Build the bundle again.`, {
      details: { file: path },
      cause,
    })
  }
}

function encodeMeta({ author = [], description }: Document): string {
  const meta = author.map((name) => ({ name: 'author', content: name }))
  if (description !== undefined) meta.push({ name: 'description', content: description })
  return meta.map(({ name, content }) => `<meta name="${name}" content="${escape(content)}"/>`).join('')
}

// Control characters are not XML, whether escaped or not; a title does without them.
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
