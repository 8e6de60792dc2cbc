// Clauses → the notes that match, and what they are worth. The rules are those of text: all required clauses, in any
// part of the note, no excluded one, words of a sequence next to each other in one part.
//
// A note is scored as one more section of the collection, so that notes and text can stand in one list: Lunr's weights
// and similarity, with the rarity that a term has in text and notes together and the length of the query's vector in
// both; lengths of parts are compared with those of other notes. What notes say changes no score of text.
import {
  type Clause,
  type Collection,
  type Pattern,
  PATTERN_BOOSTS,
  type Sequence,
  type Stemmer,
  toNorm,
  toRarity,
  toWeight,
} from '../../indexing/index.ts'
import { NOTE_PARTS, type NotePart } from './note.ts'
import type { IndexedNote, NoteIndex } from './note-index.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Where a required clause stands in a note: tokens `first` to `last` of a part. `clause` is its number in the query. */
export interface NoteSpan {
  readonly part: NotePart
  readonly clause: number
  readonly first: number
  readonly last: number
}

/** The notes that match a query, as places in the index, ascending. */
export interface MatchedNotes {
  readonly places: Uint32Array
  /** In parallel to `places`. @param collection what the text has */
  score(collection: Collection): Float64Array
  /** In order of parts and of `first`. */
  spans(note: IndexedNote): NoteSpan[]
}

interface Step {
  readonly offset: number
  /** By the numbers of the terms, what each counts for. */
  readonly terms: ReadonlyMap<number, number>
}

interface PlannedClause {
  readonly number: number
  readonly required: boolean
  readonly sequences: readonly (readonly Step[])[]
}

/** By number of part: how much a word counts there. */
const PART_BOOSTS = [2, 1, 3] as const

/** Finds the notes that match. Nothing without a required clause. @param stemmers of the languages that count */
export function matchNotes(
  index: NoteIndex,
  clauses: readonly Clause[],
  stemmers: readonly Stemmer[],
): MatchedNotes {
  const plan = clauses.map((clause, number) => planClause(clause, number, index.vocabulary, stemmers))
  const required = plan.filter((clause) => clause.required)
  const found = required.length === 0 ? new Uint32Array(0) : findPlaces(index, plan)
  return {
    places: found,
    score: (collection) => scoreNotes(index, toScoredTerms(required), found, collection),
    spans: (note) => required.flatMap((clause) => findSpans(clause, note)).sort(inOrder),
  }
}

function planClause(
  { presence, fields, sequences }: Clause,
  number: number,
  vocabulary: Vocabulary,
  stemmers: readonly Stemmer[],
): PlannedClause {
  const toSteps = (sequence: Sequence): Step[] =>
    sequence.map(({ offset, patterns }) => ({ offset, terms: expand(patterns, vocabulary, stemmers) }))
  // Notes have no titles.
  return {
    number,
    required: presence === 'required',
    sequences: fields.includes('body') ? sequences.filter(({ length }) => length > 0).map(toSteps) : [],
  }
}

function expand(
  patterns: readonly Pattern[],
  vocabulary: Vocabulary,
  stemmers: readonly Stemmer[],
): Map<number, number> {
  const terms = new Map<number, number>()
  const add = (found: readonly number[], boost: number): void => {
    for (const term of found) terms.set(term, (terms.get(term) ?? 0) + boost)
  }
  for (const pattern of patterns) {
    const { kind, term } = pattern
    if (kind === 'prefix') add(vocabulary.prefixed(term), PATTERN_BOOSTS.prefix)
    if (kind === 'near') add(vocabulary.near(term, pattern.distance), PATTERN_BOOSTS.near)
    if (kind === 'word') add(vocabulary.sameStem(term, stemmers), PATTERN_BOOSTS.stem)
    if (kind !== 'word' && kind !== 'exact') continue
    const number = vocabulary.find(term)
    if (number >= 0) add([number], PATTERN_BOOSTS.exact)
  }
  return terms
}

/** The places of the notes in which all required clauses hold and no excluded one. */
function findPlaces(index: NoteIndex, plan: readonly PlannedClause[]): Uint32Array {
  const missed = new Uint8Array(index.places)
  for (const clause of plan) {
    const wanted = clause.required ? 1 : 0
    const holds = findHolding(index, clause)
    for (let place = 0; place < missed.length; place += 1) if (holds[place] !== wanted) missed[place] = 1
  }
  const found = new Uint32Array(index.places)
  let length = 0
  for (let place = 0; place < missed.length; place += 1) if (missed[place] === 0) found[length++] = place
  return found.slice(0, length)
}

/** 1 at the places of the notes in which a clause holds. */
function findHolding(index: NoteIndex, { sequences }: PlannedClause): Uint8Array {
  const holds = new Uint8Array(index.places)
  for (const sequence of sequences) {
    const met = new Uint8Array(index.places)
    sequence.forEach(({ terms }, step) => {
      for (const term of terms.keys())
        for (const place of index.postings(term)) if (met[place] === step) met[place] = step + 1
    })
    for (let place = 0; place < met.length; place += 1) {
      if (met[place] !== sequence.length || holds[place] === 1) continue
      const note = index.at(place)
      if (note !== null && (sequence.length === 1 || findRanges(sequence, note).length > 0)) holds[place] = 1
    }
  }
  return holds
}

function findSpans({ number, sequences }: PlannedClause, note: IndexedNote): NoteSpan[] {
  return sequences.flatMap((sequence) =>
    findRanges(sequence, note).map(({ part, first, last }) => ({
      part: NOTE_PARTS[part] ?? 'body',
      clause: number,
      first,
      last,
    })),
  )
}

interface Range {
  readonly part: number
  readonly first: number
  readonly last: number
}

/** Every occurrence of a sequence in a note. */
function findRanges(sequence: readonly Step[], note: IndexedNote): Range[] {
  const [head, ...rest] = sequence.map(({ offset, terms }) => ({ offset, ranges: findTerms(terms, note) }))
  if (head === undefined) return []
  const lasts = rest.map(({ offset, ranges }) => ({
    offset,
    byPlace: new Map(ranges.map(({ part, first, last }) => [first * NOTE_PARTS.length + part, last])),
  }))
  return head.ranges.flatMap(({ part, first: start, last }) => {
    const first = start - head.offset
    const ends = lasts.map(
      ({ offset, byPlace }) => byPlace.get((first + offset) * NOTE_PARTS.length + part) ?? -1,
    )
    return ends.includes(-1) ? [] : [{ part, first, last: Math.max(last, ...ends) }]
  })
}

/** Where any of the terms stands. */
function findTerms(wanted: ReadonlyMap<number, number>, note: IndexedNote): Range[] {
  const { terms, parts, firsts, lasts } = note
  const ranges: Range[] = []
  for (let at = 0; at < terms.length; at += 1)
    if (wanted.has(terms[at] ?? 0))
      ranges.push({ part: parts[at] ?? 0, first: firsts[at] ?? 0, last: lasts[at] ?? 0 })
  return ranges
}

function inOrder(a: NoteSpan, b: NoteSpan): number {
  const parts = NOTE_PARTS.indexOf(a.part) - NOTE_PARTS.indexOf(b.part)
  return parts || a.first - b.first || b.last - a.last || a.clause - b.clause
}

/** Each term once with all that it counts for, in the order in which the clauses name it. */
function toScoredTerms(required: readonly PlannedClause[]): Map<number, number> {
  const boosts = new Map<number, number>()
  for (const { sequences } of required)
    for (const { terms } of sequences.flat())
      for (const [term, boost] of terms) boosts.set(term, (boosts.get(term) ?? 0) + boost)
  return boosts
}

function scoreNotes(
  index: NoteIndex,
  scored: ReadonlyMap<number, number>,
  places: Uint32Array,
  collection: Collection,
): Float64Array {
  const { vocabulary, totals, size } = index
  const order = new Int32Array(index.places).fill(-1)
  places.forEach((place, at) => (order[place] = at))
  const averages = totals.map((total) => total / Math.max(1, size))
  const inTexts = [...scored.keys()].map((term) => collection.frequency(vocabulary.word(term)))
  const length = measure(scored, inTexts, collection)
  const documents = collection.sections + size
  const scores = new Float64Array(places.length)
  let number = 0
  for (const [term, boost] of scored) {
    const having = (inTexts[number++] ?? 0) + vocabulary.count(term)
    const rarity = toRarity(documents, having)
    for (const place of index.postings(term)) {
      const at = order[place] ?? -1
      const note = at < 0 ? null : index.at(place)
      if (note === null) continue
      scores[at] = (scores[at] ?? 0) + (boost * weigh(note, term, rarity, averages)) / length
    }
  }
  return scores
}

/** The length of the query's vector, over all terms that text or notes have. @param inTexts null for what texts lack */
function measure(
  scored: ReadonlyMap<number, number>,
  inTexts: readonly (number | null)[],
  collection: Collection,
): number {
  let { squares } = collection
  let number = 0
  for (const boost of scored.values()) if (inTexts[number++] === null) squares += boost * boost
  return Math.sqrt(squares)
}

/** Lunr's weight of a term in a note, all parts together. */
function weigh(note: IndexedNote, term: number, rarity: number, averages: readonly number[]): number {
  const { terms, parts, lengths } = note
  let weight = 0
  let at = findFirst(terms, term)
  // Occurrences of a term stand in the order of parts.
  while (terms[at] === term) {
    const part = parts[at] ?? 0
    const first = at
    do at += 1
    while (terms[at] === term && parts[at] === part)
    const count = at - first
    const norm = toNorm(lengths[part] ?? 0, averages[part] ?? 1)
    weight += toWeight(rarity, count, norm, PART_BOOSTS[part] ?? 1, 1)
  }
  return weight
}

function findFirst(terms: Uint32Array, term: number): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((terms[middle] ?? 0) < term) low = middle + 1
    else high = middle
  }
  return low
}
