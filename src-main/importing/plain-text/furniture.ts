// What stands around the reading text of a plain text file: the menus and forms of a web page, the headers and footers
// of printed pages, the licence of a digital library. It is set apart word for word; nothing is thrown away.
// The phrases are those that very many pages have; a phrase alone takes away its own line at most.

import type { SetApart } from '../../../src-shared/domain/document.ts'
import type { Chunk, Line } from './lines.ts'
import { endsLikeSentence, endsWithStop } from './profile.ts'

/** What a text says of itself in the furniture before it. */
export interface StatedFields {
  readonly title?: string
  readonly author?: string
  readonly language?: string
}

export interface Stripped {
  readonly chunks: readonly Chunk[]
  readonly setApart: readonly SetApart[]
  readonly fields: StatedFields
}

/** How far from the end a page's last part may begin, in chunks, and how many words its lines may have. */
const TAIL = 80
const FEW_WORDS = 14

const LEADING =
  /^(?:(?:latest|recent|popular|related|older|newer) (?:posts?|articles?|stories|news)|home|menu|navigation|search(?: this (?:blog|site))?|skip to (?:main )?(?:content|navigation)|toggle navigation|(?:sign|log) ?(?:in|up|out)|register|subscribe(?: now)?|share(?: (?:this|on .{1,20}))?:?|follow us(?: on .{1,20})?|advertisement|sponsored|print|e-?mail|facebook|twitter|whatsapp|linkedin|pinterest|startseite|suche|anmelden|accueil|rechercher|inicio|buscar|首页|首頁|登录|登入|注册|搜索|最新文章)$/iu
const BREADCRUMB = /^home\s*(?:[>»›/|]\s*[^>»›/|]{1,40}){1,6}$/i
const TRAILING =
  /^(?:contact (?:form|us)|kontaktformular|formulaire de contact|formulario de contacto|联系我们)$|\bpowered by \p{Lu}|\bproudly powered\b|\b(?:enable|activate|disabled?) ?(?:please )?java ?script\b|\bjava ?script (?:is )?(?:disabled?|required|enable)|^(?:leave|post|write) a (?:comment|reply)|^(?:related|recent|popular|more|older|newer|previous|next) (?:posts?|articles?|stories)\b|\bsubscribe to (?:our|the|my|this)\b|\bnewsletter\b.{0,30}$|^(?:privacy|cookie) (?:policy|settings|notice)|\bterms (?:of (?:use|service)|and conditions)\b.{0,20}$|^(?:share|follow) (?:this|us|on)\b|^(?:diesen (?:artikel|beitrag) teilen|partager|compartir|阅读更多|相关文章|分享到)|\bthis (?:site|website) uses cookies\b/iu
const TRAILING_ON_WEB =
  /^(?:©|\(c\)|copyright)|\ball rights reserved\b|^(?:tags?|labels?|categories|filed under|posted (?:by|in|on))\s*:?\s|^\d+ comments?$/iu
const WITHIN =
  /^(?:advertisement|anzeige|publicité|publicidad|sponsored(?: content)?|share this:?|tweet|like this:?|loading(?:\.{3}|…)?|continue reading.{0,60}|read more|click here to .{1,60}|广告)$/iu
const LAST_LINK =
  /\b(?:download|visit|follow|subscribe|read more|recommended?|original|click|install|website|via|app)\b|下载|关注|更多|原文/iu
const LIBRARY_START = /^\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG/i
const LIBRARY_END = /^(?:\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)/i

/** Sets apart all that is furniture. The chunks that remain are those of the reading text, in order. */
export function setFurnitureApart(chunks: readonly Chunk[], scraped: boolean): Stripped {
  const library = cutLibrary(chunks)
  const pages = cutPages(library.chunks)
  const start = findLeadingEnd(pages.chunks)
  const end = findTrailingStart(pages.chunks, start, scraped)
  const within = pages.chunks.map(
    (chunk, index) =>
      scraped && index >= start && index < end && chunk.lines.every((line) => WITHIN.test(line.text)),
  )
  const kept = pages.chunks.filter((_, index) => index >= start && index < end && within[index] !== true)
  const link = cutLastLink(kept)
  return {
    chunks: link.chunks,
    setApart: [
      ...library.leading,
      ...toApart(
        'leading',
        pages.chunks.slice(0, start).flatMap((chunk) => chunk.lines),
      ),
      ...pages.setApart,
      ...pages.chunks.flatMap((chunk, index) =>
        within[index] === true ? toApart('within', chunk.lines) : [],
      ),
      ...toApart('trailing', link.apart),
      ...toApart(
        'trailing',
        pages.chunks.slice(end).flatMap((chunk) => chunk.lines),
      ),
      ...library.trailing,
    ],
    fields: library.fields,
  }
}

function toApart(where: SetApart['where'], lines: readonly Line[]): SetApart[] {
  return lines.length === 0 ? [] : [{ where, text: lines.map((line) => line.text).join('\n') }]
}

/** The licence before and after a book of Project Gutenberg, and the fields that stand in it. */
function cutLibrary(chunks: readonly Chunk[]): {
  chunks: readonly Chunk[]
  leading: SetApart[]
  trailing: SetApart[]
  fields: StatedFields
} {
  const start = chunks.findIndex((chunk) => chunk.lines.some((line) => LIBRARY_START.test(line.text)))
  if (start < 0) return { chunks, leading: [], trailing: [], fields: {} }
  const end = chunks.findIndex(
    (chunk, at) => at > start && chunk.lines.some((line) => LIBRARY_END.test(line.text)),
  )
  const before = chunks.slice(0, start + 1).flatMap((chunk) => chunk.lines)
  const after = end < 0 ? [] : chunks.slice(end).flatMap((chunk) => chunk.lines)
  const field = (name: string): string | undefined =>
    before.find((line) => line.text.startsWith(`${name}: `))?.text.slice(name.length + 2)
  const [title, author] = [field('Title'), field('Author')]
  return {
    chunks: chunks.slice(start + 1, end < 0 ? undefined : end),
    leading: toApart('leading', before),
    trailing: toApart('trailing', after),
    fields: { ...(title === undefined ? {} : { title }), ...(author === undefined ? {} : { author }) },
  }
}

/**
 * Running heads and feet of printed pages: lines next to a form feed that come back, page numbers aside, at least
 * three times. A paragraph that a page's end divided is one again.
 */
function cutPages(chunks: readonly Chunk[]): { chunks: Chunk[]; setApart: SetApart[] } {
  const counts = new Map<string, number>()
  const paged = chunks.some((chunk) => chunk.before.page)
  const edges = chunks.map((chunk, index) => (paged ? findPageEdges(chunk, chunks[index + 1]) : []))
  for (const line of edges.flat()) counts.set(toKey(line), (counts.get(toKey(line)) ?? 0) + 1)
  const isRunning = (line: Line): boolean => (counts.get(toKey(line)) ?? 0) >= 3
  const apart: Line[] = []
  const kept: Chunk[] = []
  let cut = false
  chunks.forEach((chunk, index) => {
    const running = (edges[index] ?? []).filter(isRunning)
    for (const line of running) apart.push(line)
    const lines = running.length === 0 ? chunk.lines : chunk.lines.filter((line) => !running.includes(line))
    const last = kept.at(-1)
    if (lines.length > 0 && cut && last !== undefined && goesOn(last, lines))
      kept[kept.length - 1] = { ...last, lines: [...last.lines, ...lines] }
    else if (lines.length > 0)
      kept.push({ before: cut ? { ...chunk.before, lines: 1, page: false } : chunk.before, lines })
    cut = running.length > 0 || (cut && lines.length === 0)
  })
  return { chunks: kept, setApart: toApart('within', apart) }
}

/** The first line of a chunk that begins a page, and the last of one that ends it, or ends the text. */
function findPageEdges(chunk: Chunk, next: Chunk | undefined): Line[] {
  const first = chunk.before.page ? chunk.lines[0] : undefined
  const last = next?.before.page !== false ? chunk.lines.at(-1) : undefined
  return [...new Set([first, last])].filter((line) => line !== undefined)
}

function toKey(line: Line): string {
  return line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ')
}

function goesOn(last: Chunk, lines: readonly Line[]): boolean {
  return !endsLikeSentence(last.lines.at(-1)?.text ?? '.') && /^\p{Ll}/u.test(lines[0]?.text ?? '')
}

/** How many chunks at the beginning are menus and labels. Never all of them. */
function findLeadingEnd(chunks: readonly Chunk[]): number {
  const isMenu = (chunk: Chunk): boolean =>
    chunk.lines.every((line) => LEADING.test(line.text) || BREADCRUMB.test(line.text))
  const end = chunks.findIndex((chunk) => !isMenu(chunk))
  return end < 0 ? 0 : end
}

/** Where the page's last part begins: at the first of its phrases from which on no prose follows. */
function findTrailingStart(chunks: readonly Chunk[], start: number, scraped: boolean): number {
  const isPhrase = (line: Line): boolean =>
    TRAILING.test(line.text) || (scraped && TRAILING_ON_WEB.test(line.text))
  const isFew = (line: Line): boolean =>
    line.text.split(/\s+/).length <= FEW_WORDS && !(line.width > 50 && endsWithStop(line.text))
  let found = chunks.length
  const least = Math.max(start + 1, chunks.length - TAIL)
  for (let at = chunks.length - 1; at >= least; at -= 1) {
    const lines = chunks[at]?.lines ?? []
    if (!lines.every((line) => isFew(line) || isPhrase(line))) break
    if (lines.some(isPhrase)) found = at
  }
  return found
}

/** A last line that only sends the reader elsewhere, after a finished sentence. */
function cutLastLink(chunks: readonly Chunk[]): { chunks: readonly Chunk[]; apart: Line[] } {
  const last = chunks.at(-1)
  const line = last?.lines.at(-1)
  if (last === undefined || line === undefined || !sendsElsewhere(line.text)) return { chunks, apart: [] }
  const rest = last.lines.slice(0, -1)
  const before = rest.at(-1) ?? chunks.at(-2)?.lines.at(-1)
  if (before === undefined || !endsLikeSentence(before.text)) return { chunks, apart: [] }
  const kept = rest.length === 0 ? [] : [{ ...last, lines: rest }]
  return { chunks: [...chunks.slice(0, -1), ...kept], apart: [line] }
}

function sendsElsewhere(text: string): boolean {
  const address = /https?:\/\/|www\./.test(text) && /^[\p{Lu}\p{Lo}]/u.test(text)
  return address && LAST_LINK.test(text) && !/[.!?]$/.test(text) && text.split(/\s+/).length <= FEW_WORDS
}
