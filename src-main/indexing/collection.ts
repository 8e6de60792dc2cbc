// What the indexes of several bundles have together, so that a query's scores are those that one index of everything
// would give. Each index lists the terms of a query in the order of its dictionary, so lists are merged, not looked up.
import { compareTerms } from './binary/dictionary.ts'

/** The terms of a query that one index has, in the order of the dictionary; everything in parallel. */
export interface AskedTerms {
  readonly names: readonly string[]
  /** What each counts for in the query's vector. */
  readonly boosts: readonly number[]
  /** In how many sections each stands, summed over fields, as Lunr counts. */
  readonly frequencies: readonly number[]
}

/** What an index says of itself and of a query. */
export interface Statistics {
  readonly sections: number
  /** For each field, the number of terms in all sections. */
  readonly totals: readonly number[]
  readonly terms: AskedTerms
}

/** What several indexes have together. */
export interface Collection extends Omit<Statistics, 'terms'> {
  /** The square of the length of the query's vector, over the terms that any of them has. */
  readonly squares: number
  /** In how many sections the terms that an index listed stand, in parallel with its list. */
  frequencies(terms: AskedTerms): Uint32Array
  /** In how many sections a term of the query stands; null when no index has it. */
  frequency(term: string): number | null
}

/** Cost: going through all lists once. */
export function joinStatistics(all: readonly Statistics[]): Collection {
  const totals: number[] = []
  for (const each of all)
    each.totals.forEach((total, field) => (totals[field] = (totals[field] ?? 0) + total))
  const lists = all.map(({ terms }) => terms)
  const joined = new Map(lists.map((terms) => [terms, new Uint32Array(terms.names.length)]))
  const names: string[] = []
  const frequencies: number[] = []
  let squares = 0
  forEachTerm(lists, (name, places) => {
    let frequency = 0
    places.forEach((place, list) => (frequency += place < 0 ? 0 : (lists[list]?.frequencies[place] ?? 0)))
    places.forEach((place, list) => {
      const terms = lists[list]
      const into = terms && joined.get(terms)
      if (place >= 0 && into) into[place] = frequency
    })
    const first = places.findIndex((place) => place >= 0)
    const boost = lists[first]?.boosts[places[first] ?? -1] ?? 0
    squares += boost * boost
    names.push(name)
    frequencies.push(frequency)
  })
  return {
    sections: all.reduce((sum, { sections }) => sum + sections, 0),
    totals,
    squares,
    frequencies: (terms) => joined.get(terms) ?? Uint32Array.from(terms.frequencies),
    frequency: (term) => frequencies[find(names, term)] ?? null,
  }
}

/** Calls back for each term, in order, with its place in each list, -1 where it is not in it. */
function forEachTerm(
  lists: readonly AskedTerms[],
  visit: (name: string, places: readonly number[]) => void,
): void {
  const next = lists.map(() => 0)
  const places = lists.map(() => -1)
  for (;;) {
    let least: string | undefined
    lists.forEach(({ names }, list) => {
      const name = names[next[list] ?? 0]
      if (name === undefined) return
      if (least === undefined || compareTerms(name, least) < 0) least = name
    })
    const name: string | undefined = least
    if (name === undefined) return
    lists.forEach(({ names }, list) => {
      const at = next[list] ?? 0
      places[list] = names[at] === name ? at : -1
      if (names[at] === name) next[list] = at + 1
    })
    visit(name, places)
  }
}

/** The place of a name, or -1. */
function find(names: readonly string[], name: string): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareTerms(names[middle] ?? '', name) < 0) low = middle + 1
    else high = middle
  }
  return names[low] === name ? low : -1
}
