// What a plain text is made of once its layout has been read. Data only.

import type { Gap, Line } from './lines.ts'

/** How a heading shows itself; the stronger ways come first where two apply. */
export type HeadingStyle =
  | { readonly kind: 'title' }
  | { readonly kind: 'part' }
  | { readonly kind: 'chapter' }
  | { readonly kind: 'named' }
  | { readonly kind: 'underlined'; readonly mark: string }
  | { readonly kind: 'marked'; readonly depth: number }
  | { readonly kind: 'numbered'; readonly depth: number }
  | { readonly kind: 'capitals' }
  | { readonly kind: 'plain' }

/** One item of a list: its marker as it stood, where marker and text begin, and its paragraphs. */
export interface ListItem {
  readonly marker: string
  readonly kind: 'bullet' | 'number'
  /** What a number counts to; 0 for a bullet. */
  readonly value: number
  readonly indent: number
  readonly textIndent: number
  readonly paragraphs: string[]
}

/** A block with what stood before it. `lines` are words of the source in order, joined or kept as they say. */
export type Block = { readonly gap: Gap } & (
  | { readonly kind: 'rule'; readonly text: string }
  | { readonly kind: 'heading'; readonly lines: readonly string[]; readonly style: HeadingStyle }
  | { readonly kind: 'line'; readonly line: Line; readonly centred: boolean }
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent: number }
  | { readonly kind: 'verse'; readonly lines: readonly Line[]; readonly centred: boolean }
  | { readonly kind: 'preformatted'; readonly lines: readonly string[] }
  | { readonly kind: 'quotation'; readonly text: string; readonly indent: number }
  | { readonly kind: 'caption'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[]; readonly source: readonly Line[] }
)

/** All text of a block in one line. */
export function toBlockText(block: Block): string {
  switch (block.kind) {
    case 'line':
      return block.line.text
    case 'heading':
    case 'preformatted':
      return block.lines.join(' ')
    case 'verse':
      return block.lines.map((line) => line.text).join(' ')
    case 'list':
      return block.items.map((item) => `${item.marker} ${item.paragraphs.join(' ')}`).join(' ')
    case 'rule':
    case 'paragraph':
    case 'quotation':
    case 'caption':
      return block.text
  }
}
