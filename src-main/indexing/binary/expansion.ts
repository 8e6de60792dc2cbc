// Which terms a pattern stands for, in Lunr's order: a term, a beginning, a pattern with `*`, or what is within some
// edits. Lunr's own automaton of the pattern is run over the sorted dictionary; where no term can follow, nothing is
// read.
import { lunr } from '../lunr-corrected.ts'
import type { Dictionary } from './dictionary.ts'
import { unusable } from './unusable.ts'

/** A state of Lunr's automaton. The label `*` stands for any unit. */
interface State {
  readonly final: boolean
  readonly edges: Readonly<Record<string, State>>
}

/** A beginning that some terms have, with what was found below it. Its terms are [from, to) of the dictionary. */
interface Node {
  readonly prefix: string
  readonly from: number
  readonly to: number
  found: boolean
  readonly edges: Map<string, Node>
  readonly seen: Set<State>
  children?: readonly Node[]
}

/**
 * Numbers of the terms, in the order in which Lunr enumerates them.
 * @param distance most edits; with 0, `*` in the term stands for any units
 * @param without terms that begin with this unit are left out of near spellings and patterns
 * @throws LecternError INDEX_UNUSABLE when it meets damage
 */
export function expandPattern(
  dictionary: Dictionary,
  term: string,
  distance: number,
  without?: string,
): number[] {
  if (distance > 0) return intersect(dictionary, toAutomaton('fromFuzzyString', [term, distance]), without)
  if (term === '') return []
  const star = term.indexOf('*')
  if (star >= 0 && star < term.length - 1)
    return intersect(dictionary, toAutomaton('fromString', [term]), without)
  if (star < 0) {
    const number = dictionary.find(term)
    return number < 0 ? [] : [number]
  }
  const [from, to] = dictionary.prefixRange(term.slice(0, -1))
  return Array.from({ length: to - from }, (_, index) => from + index)
}

/** Lunr's `TokenSet.intersect` and `toArray`, over the dictionary in place of an automaton of all terms. */
function intersect(dictionary: Dictionary, pattern: State, without?: string): number[] {
  const root = toNode('', 0, dictionary.size)
  const stack: { readonly state: State; readonly node: Node }[] = [{ state: pattern, node: root }]
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { state, node } = frame
    // The same state was here before: it would find the same again.
    if (node.seen.has(state)) continue
    node.seen.add(state)
    for (const label of Object.keys(state.edges)) {
      const next = state.edges[label]
      if (next === undefined) continue
      for (const child of followEdge(dictionary, node, label)) {
        const unit = child.prefix.slice(-1)
        if (node === root && unit === without) continue
        const output = node.edges.get(unit) ?? child
        node.edges.set(unit, output)
        if (next.final && dictionary.term(output.from) === output.prefix) output.found = true
        stack.push({ state: next, node: output })
      }
    }
  }
  return collect(root)
}

/** What was found below a node: JavaScript enumerates edges digits first, and Lunr takes them from the last. */
function collect(root: Node): number[] {
  const found: number[] = []
  const stack = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.found) found.push(node.from)
    const labels = [...node.edges.keys()]
    const digits = labels.filter(isDigit).sort()
    for (const label of [...digits, ...labels.filter((each) => !isDigit(each))]) {
      const next = node.edges.get(label)
      if (next) stack.push(next)
    }
  }
  return found
}

/** The longer beginnings that an edge of the pattern leads to, in the order of Lunr's edges. */
function followEdge(dictionary: Dictionary, node: Node, label: string): readonly Node[] {
  if (label === '*') return (node.children ??= findChildren(dictionary, node))
  const known = node.edges.get(label)
  if (known !== undefined) return [known]
  const prefix = node.prefix + label
  const from = Math.max(node.from, dictionary.lowerBound(prefix))
  if (from >= node.to || !dictionary.term(from).startsWith(prefix)) return []
  return [toNode(prefix, from, dictionary.prefixEnd(prefix, from, node.to))]
}

/** All beginnings that are one unit longer. */
function findChildren(dictionary: Dictionary, { prefix, from, to }: Node): Node[] {
  const children: Node[] = []
  let at = from
  if (at < to && dictionary.term(at).length === prefix.length) at += 1
  while (at < to) {
    const term = dictionary.term(at)
    if (term.length <= prefix.length || !term.startsWith(prefix)) throw unusable('its terms are not in order')
    const longer = term.slice(0, prefix.length + 1)
    const end = dictionary.prefixEnd(longer, at, to)
    children.push(toNode(longer, at, end))
    at = end
  }
  return children.reverse()
}

function toNode(prefix: string, from: number, to: number): Node {
  return { prefix, from, to, found: false, edges: new Map(), seen: new Set() }
}

function isDigit(label: string): boolean {
  return label >= '0' && label <= '9'
}

/** Calls one of the makers of `lunr.TokenSet`; its types have them as methods of instances, which they are not. */
function toAutomaton(maker: 'fromFuzzyString' | 'fromString', input: readonly unknown[]): State {
  const make: unknown = Reflect.get(lunr.TokenSet, maker)
  const made: unknown = typeof make === 'function' ? Reflect.apply(make, lunr.TokenSet, input) : undefined
  if (!isState(made)) throw new Error(`Lunr makes no token sets by ${maker}`)
  return made
}

function isState(value: unknown): value is State {
  return value instanceof lunr.TokenSet
}
