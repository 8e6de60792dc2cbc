// Which terms a pattern stands for, in Lunr's order: a term, a beginning, a pattern with `*`, or what is within some
// edits. The dictionary is gone through once, in its order; where no term can follow, it is passed over.
import { type Dictionary, rank } from './dictionary.ts'
import { openEdits, openWildcards, type PatternState } from './pattern.ts'

/** Terms that were found, in the order of the dictionary: in parallel, their numbers and themselves. */
interface Found {
  readonly numbers: number[]
  readonly terms: string[]
}

/**
 * Numbers of the terms, in the order in which Lunr enumerates them.
 * @param distance most edits, in which `*` stands for one unit; null for none, and `*` in the term for any units
 * @param without terms that begin with this unit are left out of near spellings and patterns
 * @throws LecternError INDEX_UNUSABLE when it meets damage
 */
export function expandPattern(
  dictionary: Dictionary,
  term: string,
  distance: number | null,
  without?: string,
): number[] {
  if (distance !== null) return match(dictionary, openEdits(term, distance), without)
  if (term === '') return []
  const star = term.indexOf('*')
  if (star >= 0 && star < term.length - 1) return match(dictionary, openWildcards(term), without)
  if (star < 0) {
    const number = dictionary.find(term)
    return number < 0 ? [] : [number]
  }
  const [from, to] = dictionary.prefixRange(term.slice(0, -1))
  return Array.from({ length: to - from }, (_, index) => from + index)
}

/** What Lunr's `TokenSet.intersect` and `toArray` give. */
function match(dictionary: Dictionary, pattern: PatternState, without?: string): number[] {
  const [from, to] = without === undefined ? [0, 0] : dictionary.prefixRange(without)
  const before = findMatching(dictionary, pattern, 0, from)
  const after = findMatching(dictionary, pattern, to, dictionary.size)
  return arrange(pattern, {
    numbers: before.numbers.concat(after.numbers),
    terms: before.terms.concat(after.terms),
  })
}

/** The terms from `from` on, before `to`, that a pattern accepts; never the empty one. */
function findMatching(dictionary: Dictionary, pattern: PatternState, from: number, to: number): Found {
  const found: Found = { numbers: [], terms: [] }
  /** What is asked for after the first units of the term before, as far as it was looked at. */
  const states = [pattern]
  let before = ''
  for (let at = from; at < to;) {
    const term = dictionary.term(at)
    let depth = 0
    const most = Math.min(states.length - 1, term.length)
    while (depth < most && term.charCodeAt(depth) === before.charCodeAt(depth)) depth += 1
    states.length = depth + 1
    let state: PatternState | null = states[depth] ?? null
    for (; state !== null && depth < term.length; depth += 1) {
      state = state.next(term.charAt(depth))
      if (state !== null) states.push(state)
    }
    before = term
    if (state === null) at = passOver(dictionary, term, states, at)
    else {
      if (state.isFinal && depth > 0) {
        found.numbers.push(at)
        found.terms.push(term)
      }
      at += 1
    }
  }
  return found
}

/** The number of the next term that may match, after one in which the last of the states takes no such unit. */
function passOver(dictionary: Dictionary, term: string, states: readonly PatternState[], at: number): number {
  const depth = states.length - 1
  const prefix = term.slice(0, depth)
  const here = rank(term.charCodeAt(depth))
  let next: string | null = null
  let least = Infinity
  for (const unit of states[depth]?.units ?? []) {
    const each = rank(unit.charCodeAt(0))
    if (each <= here || each >= least) continue
    next = unit
    least = each
  }
  if (next === null) return dictionary.prefixEnd(prefix, at, dictionary.size)
  return dictionary.lowerBound(prefix + next, at)
}

/**
 * Puts terms in the order in which Lunr enumerates them. That is the dictionary's, but for units that Lunr comes to
 * before others: they were put in first, and it takes the last first. Digits are last in any case.
 */
function arrange(pattern: PatternState, { numbers, terms }: Found): number[] {
  const arranged: number[] = []
  const stack = [{ from: 0, to: terms.length, depth: 0, state: pattern }]
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { to, depth, state } = frame
    let { from } = frame
    if (from < to && terms[from]?.length === depth) arranged.push(numbers[from++] ?? -1)
    if (to - from === 1) {
      arranged.push(numbers[from] ?? -1)
      continue
    }
    const groups = partByUnit(terms, from, to, depth)
    if (state.units.length > 0) groups.sort((a, b) => rankOf(a.unit, state) - rankOf(b.unit, state))
    for (const { unit, ...group } of groups.reverse()) {
      const next = state.next(unit)
      if (next !== null) stack.push({ ...group, depth: depth + 1, state: next })
    }
  }
  return arranged
}

/** Parts terms that begin alike by the unit that follows. */
function partByUnit(
  terms: readonly string[],
  from: number,
  to: number,
  depth: number,
): { readonly unit: string; readonly from: number; readonly to: number }[] {
  const groups = []
  for (let at = from; at < to;) {
    const begin = at
    const unit = terms[at]?.charAt(depth) ?? ''
    while (at < to && terms[at]?.charAt(depth) === unit) at += 1
    groups.push({ unit, from: begin, to: at })
  }
  return groups
}

function rankOf(unit: string, { units }: PatternState): number {
  if (unit >= '0' && unit <= '9') return units.length + 1
  const place = units.indexOf(unit)
  return place < 0 ? 0 : units.length - place
}
