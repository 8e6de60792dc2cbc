// Plain text: from bare lines to a document with a title, headings, paragraphs, lists, captions, verse and code.
// Every word of the text ends up in the document or is set apart, in order and unaltered; only the marks of layout
// (rules, underlines, bullets, `#`) are replaced by what they stand for.

import type { Normalised } from './normal-form/writer.ts'
import { NormalWriter } from './normal-form/writer.ts'
import type { Page } from './page.ts'
import type { Block, ListItem } from './plain-text/blocks.ts'
import { setFurnitureApart } from './plain-text/furniture.ts'
import { markHeadings } from './plain-text/headings.ts'
import { assignLevels } from './plain-text/levels.ts'
import { scanChunks } from './plain-text/lines.ts'
import { buildProfile, isScraped } from './plain-text/profile.ts'
import { shapeChunks } from './plain-text/shape.ts'

/** A plain text in normal form. `text` has LF as line ends. Linear in its length. */
export function readPlainText(text: string): Page {
  const all = scanChunks(text)
  const { chunks, setApart, fields } = setFurnitureApart(all, isScraped(all))
  const profile = buildProfile(chunks)
  const blocks = markHeadings(shapeChunks(chunks, profile), profile)
  const levels = assignLevels(blocks)
  const heading = blocks.find((block) => block.kind === 'heading' && block.style.kind === 'title')
  const title =
    fields.title ?? (heading?.kind === 'heading' ? heading.lines.map(withoutMark).join(' ') : undefined)
  return {
    normalised: write(blocks, levels),
    setApart,
    repairs: [],
    ...(title === undefined ? {} : { title }),
    ...(fields.author === undefined ? {} : { author: [fields.author] }),
  }
}

function write(blocks: readonly Block[], levels: ReadonlyMap<Block, number>): Normalised {
  const writer = new NormalWriter()
  for (const block of blocks) writeBlock(writer, block, levels.get(block) ?? 2)
  return writer.finish()
}

function writeBlock(writer: NormalWriter, block: Block, level: number): void {
  switch (block.kind) {
    case 'rule':
      writer.rule()
      break
    case 'heading':
      writeLines(
        writer,
        `h${level}`,
        block.lines.map(['marked', 'title'].includes(block.style.kind) ? withoutMark : String),
      )
      break
    case 'line':
      writeLines(writer, 'p', [block.line.text])
      break
    case 'paragraph':
      writeLines(writer, 'p', [block.text])
      break
    case 'verse':
      writeLines(
        writer,
        'p',
        block.lines.map((line) => line.text),
      )
      break
    case 'preformatted':
      writeLines(writer, 'pre', [block.lines.join('\n')])
      break
    case 'quotation':
      writeIn(writer, 'blockquote', 'p', block.text)
      break
    case 'caption':
      writeIn(writer, 'figure', 'figcaption', block.text)
      break
    case 'list':
      writeList(writer, block.items)
  }
}

function writeLines(writer: NormalWriter, tag: string, lines: readonly string[]): void {
  const handle = writer.open(tag)
  lines.forEach((line, index) => {
    if (index > 0) writer.lineBreak()
    writer.text(line)
  })
  writer.close(handle)
}

function writeIn(writer: NormalWriter, outer: string, inner: string, text: string): void {
  const handle = writer.open(outer)
  writeLines(writer, inner, [text])
  writer.close(handle)
}

/** Bullets are drawn by the list; numbers and letters are words of the text and stay in it. */
function writeList(writer: NormalWriter, items: readonly ListItem[]): void {
  const open: { indent: number; list: number; item: number }[] = []
  const closeLast = (): void => {
    const last = open.pop()
    if (last === undefined) return
    writer.close(last.item)
    writer.close(last.list)
  }
  for (const item of items) {
    while (open.length > 1 && item.indent < (open.at(-1)?.indent ?? 0) - 1) closeLast()
    const last = open.at(-1)
    if (last === undefined || (item.indent > last.indent + 1 && open.length < 8)) {
      const list = writer.open('ul', keepsMarker(item) ? [['data-markers', 'text']] : [])
      open.push({ indent: item.indent, list, item: writer.open('li') })
    } else {
      writer.close(last.item)
      last.item = writer.open('li')
    }
    writeItem(writer, item)
  }
  while (open.length > 0) closeLast()
}

function writeItem(writer: NormalWriter, item: ListItem): void {
  const marker = keepsMarker(item) ? `${item.marker} ` : ''
  item.paragraphs.forEach((text, index) => {
    if (item.paragraphs.length > 1) writeLines(writer, 'p', [index === 0 ? marker + text : text])
    else writer.text(marker + text)
  })
}

/** Whether a marker is more than a sign: it holds a letter or a digit. */
function keepsMarker(item: ListItem): boolean {
  return /[\p{L}\p{N}]/u.test(item.marker)
}

function withoutMark(text: string): string {
  return text.replace(/^#{1,6}\s+|\s+#+$/g, '')
}
