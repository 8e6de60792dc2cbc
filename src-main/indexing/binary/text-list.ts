// A list of texts in an index file, of which any one can be read without the others.
import { ByteReader } from './byte-reader.ts'
import type { Section } from './paged-bytes.ts'
import { unusable } from './unusable.ts'

/** Texts between two places that are known. */
export const TEXT_BLOCK = 16

/** Most UTF-16 units of a text. */
export const LONGEST_TEXT = 1 << 20

/** Reads texts by number. Every method throws INDEX_UNUSABLE when it meets damage. */
export class TextList {
  readonly length: number
  readonly #texts: Section
  readonly #places: Section

  /** @throws LecternError INDEX_UNUSABLE unless there are places for so many texts */
  constructor(texts: Section, places: Section, length: number) {
    if (places.size !== 4 * (Math.ceil(length / TEXT_BLOCK) + 1)) throw unusable('texts are missing')
    this.length = length
    this.#texts = texts
    this.#places = places
  }

  /** Cost: passing over the texts before it in its block. */
  at(number: number): string {
    if (!(number >= 0 && number < this.length)) throw unusable('a text is missing')
    const block = Math.floor(number / TEXT_BLOCK)
    const from = this.#places.uint32(4 * block)
    const reader = new ByteReader(this.#texts.read(from, this.#places.uint32(4 * block + 4)))
    for (let left = number % TEXT_BLOCK; left > 0; left -= 1) reader.skipText()
    return reader.text(LONGEST_TEXT)
  }
}
