// The words of all notes, each with a number, and the ways from a word of a query to words that count as the same:
// beginnings, stems, near spellings. Orders and stems are brought up to date when they are asked for, so that taking
// in a word costs nothing. It knows which notes no word.
import type { Stemmer } from '../../indexing/index.ts'
import { editDistance } from '../query/spelling.ts'

interface Stems {
  readonly numbers: Map<string, number[]>
  /** How many words, by their numbers, have been stemmed. */
  upTo: number
}

export class Vocabulary {
  readonly #numbers = new Map<string, number>()
  readonly #words: string[] = []
  /** In how many notes each word stands now; words that are gone keep their numbers. */
  readonly #counts: number[] = []
  readonly #stems = new Map<Stemmer, Stems>()
  #sorted: number[] = []

  get size(): number {
    return this.#words.length
  }

  /** The number of a word, a new one when it has none. */
  intern(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.#words.push(word) - 1
    this.#counts.push(0)
    this.#numbers.set(word, number)
    return number
  }

  word(number: number): string {
    return this.#words[number] ?? ''
  }

  count(number: number): number {
    return this.#counts[number] ?? 0
  }

  /** Notes that a word has come to stand in (1) or stands in no longer (-1). */
  addCount(number: number, change: 1 | -1): void {
    this.#counts[number] = this.count(number) + change
  }

  /** In how many notes a word stands; 0 when it is not known. */
  frequency(word: string): number {
    return this.count(this.#numbers.get(word) ?? -1)
  }

  /** The number of a word that stands somewhere, or -1. */
  find(word: string): number {
    const number = this.#numbers.get(word) ?? -1
    return this.count(number) > 0 ? number : -1
  }

  /** Words that begin so, in ascending order of UTF-16 units. */
  prefixed(beginning: string): number[] {
    const sorted = this.#sort()
    const found: number[] = []
    for (let at = this.#lowerBound(sorted, beginning); at < sorted.length; at += 1) {
      const number = sorted[at] ?? 0
      if (!this.word(number).startsWith(beginning)) break
      if (this.count(number) > 0) found.push(number)
    }
    return found
  }

  /** Words with the same stem by one of the stemmers, besides the word itself, in ascending order. */
  sameStem(word: string, stemmers: readonly Stemmer[]): number[] {
    const found = new Set<number>()
    for (const stem of stemmers)
      for (const number of this.#stem(stem).get(stem(word)) ?? [])
        if (this.count(number) > 0 && this.word(number) !== word) found.add(number)
    return [...found].sort((a, b) => this.#compare(a, b))
  }

  /** Words within so many edits, in ascending order. Linear in the number of words. */
  near(word: string, distance: number): number[] {
    return this.#sort().filter(
      (number) => this.count(number) > 0 && editDistance(word, this.word(number), distance) <= distance,
    )
  }

  #stem(stem: Stemmer): Map<string, number[]> {
    const stems = this.#stems.get(stem) ?? { numbers: new Map<string, number[]>(), upTo: 0 }
    this.#stems.set(stem, stems)
    for (; stems.upTo < this.#words.length; stems.upTo += 1) {
      const root = stem(this.word(stems.upTo))
      const same = stems.numbers.get(root)
      if (same === undefined) stems.numbers.set(root, [stems.upTo])
      else same.push(stems.upTo)
    }
    return stems.numbers
  }

  /** All numbers by their words; what is new is sorted by itself and merged. */
  #sort(): readonly number[] {
    const old = this.#sorted
    if (old.length === this.#words.length) return old
    const added = Array.from({ length: this.#words.length - old.length }, (_, index) => old.length + index)
    added.sort((a, b) => this.#compare(a, b))
    const merged: number[] = []
    let next = 0
    for (const number of old) {
      while (next < added.length && this.#compare(added[next] ?? 0, number) < 0)
        merged.push(added[next++] ?? 0)
      merged.push(number)
    }
    this.#sorted = merged.concat(added.slice(next))
    return this.#sorted
  }

  #compare(a: number, b: number): number {
    return this.word(a) < this.word(b) ? -1 : 1
  }

  #lowerBound(sorted: readonly number[], word: string): number {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.word(sorted[middle] ?? 0) < word) low = middle + 1
      else high = middle
    }
    return low
  }
}
