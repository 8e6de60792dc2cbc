// The notes of all bundles, held in memory so that they can be searched as soon as they are written. A note that
// changes is taken out and put at the end; places that have become empty are given back from time to time. It answers
// no query: match-notes.ts does.
import type { AnnotationId } from '../../../src-shared/domain/ids.ts'
import { type TermSink, TokenTerms } from '../../indexing/index.ts'
import { NOTE_PARTS, type SearchableNote, textOf } from './note.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * A note with its terms, by their numbers in the vocabulary, ascending, each as often as it stands in the note:
 * `terms[n]` stands in the part `NOTE_PARTS[parts[n]]` from token `firsts[n]` to `lasts[n]`. `lengths` are numbers of
 * terms by part.
 */
export interface IndexedNote {
  readonly note: SearchableNote
  readonly terms: Uint32Array
  readonly parts: Uint8Array
  readonly firsts: Uint32Array
  readonly lasts: Uint32Array
  readonly lengths: readonly number[]
}

/** How many empty places are put up with, besides as many as there are notes. */
const SLACK = 1_000

export class NoteIndex {
  #vocabulary = new Vocabulary()
  #reader = new NoteReader(this.#vocabulary)
  /** By term, the places of its notes, ascending; a place may have become empty since. */
  #postings: number[][] = []
  #notes: (IndexedNote | null)[] = []
  readonly #places = new Map<AnnotationId, number>()
  readonly #totals = NOTE_PARTS.map(() => 0)

  /** How many notes there are. */
  get size(): number {
    return this.#places.size
  }

  /** How many places there are, empty ones among them. */
  get places(): number {
    return this.#notes.length
  }

  get vocabulary(): Vocabulary {
    return this.#vocabulary
  }

  /** For each part, the number of terms in all notes. */
  get totals(): readonly number[] {
    return this.#totals
  }

  /** The note at a place; null where there is none any more. */
  at(place: number): IndexedNote | null {
    return this.#notes[place] ?? null
  }

  /** The places where a term may stand, ascending; some may be empty. */
  postings(term: number): readonly number[] {
    return this.#postings[term] ?? []
  }

  /** Takes a note in, in place of what was known of it. Cost: that of reading its text. */
  put(note: SearchableNote): void {
    this.remove(note.id)
    this.#places.set(note.id, this.#notes.length)
    this.#append(this.#reader.read(note))
  }

  /** Forgets a note; does nothing when there is none. */
  remove(id: AnnotationId): void {
    const place = this.#places.get(id)
    const indexed = place === undefined ? null : this.at(place)
    if (place === undefined || indexed === null) return
    this.#places.delete(id)
    this.#notes[place] = null
    forEachTerm(indexed, (term) => {
      this.#vocabulary.addCount(term, -1)
    })
    indexed.lengths.forEach((length, part) => (this.#totals[part] = (this.#totals[part] ?? 0) - length))
    if (this.#notes.length > 2 * this.size + SLACK) this.#compact()
  }

  #append(indexed: IndexedNote): void {
    const place = this.#notes.push(indexed) - 1
    forEachTerm(indexed, (term) => {
      this.#vocabulary.addCount(term, 1)
      const postings = this.#postings[term]
      if (postings === undefined) this.#postings[term] = [place]
      else postings.push(place)
    })
    indexed.lengths.forEach((length, part) => (this.#totals[part] = (this.#totals[part] ?? 0) + length))
  }

  /** Puts all notes together again, without reading their text, and forgets words that are gone. */
  #compact(): void {
    const old = this.#vocabulary
    const notes = this.#notes.filter((indexed) => indexed !== null)
    this.#vocabulary = new Vocabulary()
    this.#reader = new NoteReader(this.#vocabulary)
    this.#postings = []
    this.#notes = []
    this.#totals.fill(0)
    for (const indexed of notes) {
      this.#places.set(indexed.note.id, this.#notes.length)
      const terms = indexed.terms.map((term) => this.#vocabulary.intern(old.word(term)))
      this.#append(sortTerms({ ...indexed, terms }))
    }
  }
}

/** Calls back once for each of a note's terms. */
function forEachTerm({ terms }: IndexedNote, visit: (term: number) => void): void {
  for (let at = 0; at < terms.length; at += 1) {
    const term = terms[at] ?? 0
    if (at === 0 || terms[at - 1] !== term) visit(term)
  }
}

/** Reads notes as texts of no language: stems are looked for when a query asks for them. */
class NoteReader implements TermSink {
  readonly generation = 0
  readonly #vocabulary: Vocabulary
  readonly #terms = new TokenTerms(this, '')
  /** Of the note that is being read: numbers of terms, parts, first and last tokens. */
  #found: { terms: number[]; parts: number[]; firsts: number[]; lasts: number[] } = toEmpty()

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  intern(term: string): number {
    return this.#vocabulary.intern(term)
  }

  add(part: number, term: number, first: number, span: number): void {
    this.#found.terms.push(term)
    this.#found.parts.push(part)
    this.#found.firsts.push(first)
    this.#found.lasts.push(first + span - 1)
  }

  read(note: SearchableNote): IndexedNote {
    this.#found = toEmpty()
    const lengths = NOTE_PARTS.map((name, part) => {
      const before = this.#found.terms.length
      this.#terms.add(part, textOf(note, name), 0)
      return this.#found.terms.length - before
    })
    const { terms, parts, firsts, lasts } = this.#found
    return sortTerms({
      note,
      lengths,
      terms: Uint32Array.from(terms),
      parts: Uint8Array.from(parts),
      firsts: Uint32Array.from(firsts),
      lasts: Uint32Array.from(lasts),
    })
  }
}

function toEmpty(): { terms: number[]; parts: number[]; firsts: number[]; lasts: number[] } {
  return { terms: [], parts: [], firsts: [], lasts: [] }
}

/** Sorts by term; what is equal keeps its order. One number for each, so that they sort without being compared here. */
function sortTerms({ note, lengths, terms, parts, firsts, lasts }: IndexedNote): IndexedNote {
  const keys = Float64Array.from(terms, (term, at) => term * terms.length + at).sort()
  const order = Uint32Array.from(keys, (key) => key % terms.length)
  return {
    note,
    lengths,
    terms: Uint32Array.from(order, (at) => terms[at] ?? 0),
    parts: Uint8Array.from(order, (at) => parts[at] ?? 0),
    firsts: Uint32Array.from(order, (at) => firsts[at] ?? 0),
    lasts: Uint32Array.from(order, (at) => lasts[at] ?? 0),
  }
}
