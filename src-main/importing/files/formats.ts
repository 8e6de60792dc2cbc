// Which files are what, by their names and by their first bytes. Data and pure checks; nothing is opened here.

import type { Refusal } from './refusal.ts'

/** What is done with a file of this name. `sniff` means that its content decides. */
export type FileKind = 'text' | 'markdown' | 'html' | 'image' | 'bundle' | 'foreign' | 'aside' | 'sniff'

/** The formats that become documents, with the media type that the source is said to have. */
export const MEDIA_TYPES: Readonly<Record<'text' | 'markdown' | 'html', string>> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
}

const KINDS: readonly (readonly [FileKind, string])[] = [
  ['text', 'txt text asc nfo log rst adoc asciidoc org'],
  ['markdown', 'md markdown mdown mkd mkdn'],
  ['html', 'html htm xhtml xht'],
  ['image', 'png jpg jpeg jpe gif webp avif bmp svg'],
  ['bundle', 'webpub'],
  [
    'foreign',
    'pdf epub mobi azw azw3 kf8 fb2 djvu doc docx docm odt rtf pages ppt pptx odp key xls xlsx ods numbers ' +
      'ps eps tex chm mht mhtml eml msg wpd wps xps cbz cbr lit',
  ],
  [
    'aside',
    'css scss less js mjs cjs ts tsx jsx map json jsonc yaml yml toml ini cfg xml xsl xsd rss atom csv tsv ' +
      'woff woff2 ttf otf eot ico tif tiff heic psd ai mp3 mp4 m4a m4v ogg oga ogv opus wav flac webm avi mov mkv ' +
      'zip tar gz tgz bz2 xz 7z rar jar iso dmg exe dll so dylib bin dat db sqlite o a class pyc wasm lock py rb ' +
      'java c h cc cpp hpp cs go rs php pl sh bash bat cmd ps1 sql',
  ],
]
const BY_EXTENSION = new Map(KINDS.flatMap(([kind, list]) => list.split(' ').map((each) => [each, kind])))

/** Signatures of what is certainly no text. */
const SIGNATURES: readonly (readonly [name: string, bytes: string])[] = [
  ['a PDF', '%PDF-'],
  ['a ZIP archive or an office document', 'PK\u0003\u0004'],
  ['a compressed file', '\u001f\u008b'],
  ['a PNG image', '\u0089PNG'],
  ['a JPEG image', '\u00ff\u00d8\u00ff'],
  ['a GIF image', 'GIF8'],
  ['a program', '\u007fELF'],
  ['an old office document', '\u00d0\u00cf\u0011\u00e0'],
  ['an RTF document', '{\\rtf'],
  ['a database', 'SQLite format 3'],
]

/** The kind of a file by its name. */
export function kindByName(name: string): FileKind {
  return BY_EXTENSION.get(/\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? 'sniff'
}

/** Why a format that Lectern knows of is not read. */
export function refuseForeign(name: string): Refusal {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return {
    code: 'FORMAT_UNSUPPORTED',
    reason: `Lectern does not read .${extension} files.`,
    remedy: 'Save it as HTML, Markdown or plain text, and import that.',
  }
}

/** What the first bytes show the file to be, when that is certainly not text; null otherwise. */
export function findBinarySignature(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return SIGNATURES.find(([, signature]) => head.startsWith(signature))?.[0] ?? null
}

/** The media type of an image by its content; null when it is no image that documents may show. */
export function findImageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'image/webp'
  if (/^....ftyp(?:avif|avis)/s.test(head)) return 'image/avif'
  if (head.startsWith('BM') && bytes.length > 26) return 'image/bmp'
  return /^(?:\u00ef\u00bb\u00bf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/.test(head) && /<svg[\s>]/.test(head)
    ? 'image/svg+xml'
    : null
}

/** Whether a text without a telling name is a web page. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^]{0,500}?-->\s*)?<(?:!doctype html|html)[\s>]/i.test(
    text.slice(0, 2000),
  )
}
