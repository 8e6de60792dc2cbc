// The text of one block while it is being written: runs of text, inline elements, line breaks.
// Spaces, breaks and opening tags are held back until something follows them. So nothing empty is ever written, a
// space never ends up inside the edge of an inline element, and no block begins or ends with white space.

import { cleanText, collapseSpace, escapeText } from './characters.ts'
import type { Attribute } from './elements.ts'

/** An inline element that is open: its name, and its start tag. */
export interface Wrapper {
  readonly tag: string
  readonly open: string
}

/** A block of text. The tag is empty for text that stands in its parent without an element of its own. */
export class Leaf {
  readonly kind = 'leaf'
  /** The text without its markup; collected for headings only, whose ids are made of it. */
  readonly plain: string[] = []
  readonly tag: string
  readonly attributes: readonly Attribute[]
  readonly ids: string[]
  id = ''
  readonly #wrappers: readonly Wrapper[]
  readonly #pieces: string[] = []
  #written = 0
  #space = ''
  #breaks = 0

  /** @param wrappers the inline elements open now; the caller changes the array as they open and close */
  constructor(tag: string, attributes: readonly Attribute[], ids: string[], wrappers: readonly Wrapper[]) {
    this.tag = tag
    this.attributes = attributes
    this.ids = ids
    this.#wrappers = wrappers
  }

  get empty(): boolean {
    return this.#pieces.length === 0
  }

  /** Whether blocks may not stand in it, nor divide it: all but paragraphs and bare text. */
  get strict(): boolean {
    return this.tag !== '' && this.tag !== 'p'
  }

  /** Whether what comes next begins a paragraph of its own: two line breaks in a row say so. */
  get divided(): boolean {
    return this.#breaks > 1 && !this.strict
  }

  /** The inner HTML; whole once the leaf is sealed. */
  get html(): string {
    return this.#pieces.join('')
  }

  /** Closes what is open. The leaf takes nothing more after this. */
  seal(): void {
    while (this.#written > 0) this.#closeLast()
  }

  addText(value: string): void {
    if (this.tag === 'pre') {
      this.#addPreserved(cleanText(value))
      return
    }
    const text = collapseSpace(value)
    if (text.startsWith(' ')) this.#holdSpace()
    const inner = text.slice(text.startsWith(' ') ? 1 : 0, text.endsWith(' ') ? -1 : undefined)
    const body = this.empty ? inner.trimStart() : inner
    if (body === '') return
    this.addContent(escapeText(body), body)
    if (text.endsWith(' ')) this.#holdSpace()
  }

  /** Adds markup that counts as content: an image, a formula. */
  addContent(html: string, plain = ''): void {
    this.#release()
    this.#pieces.push(html)
    if (plain !== '' && this.tag.startsWith('h')) this.plain.push(plain)
  }

  addBreak(): void {
    if (this.tag === 'pre') this.#addPreserved('\n')
    else if (!this.empty) this.#breaks += 1
  }

  /** The end of a block that may not stand here: its line ends, whatever else there was to it. */
  addBoundary(): void {
    if (this.tag === 'pre' && !this.#space.includes('\n')) this.#addPreserved('\n')
    else if (this.tag !== 'pre' && !this.empty) this.#breaks = Math.max(this.#breaks, 1)
  }

  /** To be called before the last wrapper is taken off the list. */
  closeWrapper(): void {
    if (this.#written === this.#wrappers.length) this.#closeLast()
  }

  #closeLast(): void {
    this.#written -= 1
    this.#pieces.push(`</${this.#wrappers[this.#written]?.tag ?? ''}>`)
  }

  #holdSpace(): void {
    if (!this.empty && this.#breaks === 0) this.#space = ' '
  }

  /** Text of a `pre`: no blank line comes first (a parser would drop the line end), no white space comes last. */
  #addPreserved(value: string): void {
    const end = findTrailingSpace(value)
    if (this.empty) {
      const start = value.lastIndexOf('\n', findFirstInk(value)) + 1
      this.#space = start > 0 ? '' : this.#space
      if (end > start) this.addContent(escapeText(this.#takeSpace() + value.slice(start, end)))
      this.#space += value.slice(Math.max(start, end))
      return
    }
    if (end > 0) this.addContent(escapeText(value.slice(0, end)))
    this.#space += value.slice(end)
  }

  #takeSpace(): string {
    const space = this.#space
    this.#space = ''
    return space
  }

  #release(): void {
    const gap = this.#breaks > 0 ? '<br/>\n' : this.#space
    if (gap !== '') this.#pieces.push(gap)
    if (gap !== '' && this.tag.startsWith('h')) this.plain.push(' ')
    this.#breaks = 0
    this.#space = ''
    for (; this.#written < this.#wrappers.length; this.#written += 1)
      this.#pieces.push(this.#wrappers[this.#written]?.open ?? '')
  }
}

/** Where the first character stands that is not white space; the length when there is none. */
function findFirstInk(text: string): number {
  let at = 0
  while (at < text.length && ' \t\n'.includes(text.charAt(at))) at += 1
  return at
}

function findTrailingSpace(text: string): number {
  let end = text.length
  while (end > 0 && ' \t\n'.includes(text.charAt(end - 1))) end -= 1
  return end
}
