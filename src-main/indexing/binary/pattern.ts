// What a pattern accepts, unit by unit: Lunr's automaton, made deterministic as it is walked. A state here is a row of
// Lunr's states, in the order in which Lunr comes to them, for that decides in which order it enumerates what it finds.
import { lunr } from '../lunr-corrected.ts'

/** A state of Lunr's automaton. The label `*` stands for any unit. */
interface LunrState {
  readonly final: boolean
  readonly edges: Readonly<Record<string, LunrState>>
}

const ANY = '*'

/** Rows of Lunr's states that were met, each once. */
class Rows {
  readonly #numbers = new Map<LunrState, number>()
  readonly #known = new Map<string, PatternState>()

  /** The state for a row, in which each of Lunr's states counts where it comes first; null when there are none. */
  find(states: readonly LunrState[]): PatternState | null {
    if (states.length === 0) return null
    const row = [...new Set(states)]
    const key = row.map((state) => this.#number(state)).join()
    const state = this.#known.get(key) ?? new PatternState(row, this)
    this.#known.set(key, state)
    return state
  }

  #number(state: LunrState): number {
    const number = this.#numbers.get(state) ?? this.#numbers.size
    this.#numbers.set(state, number)
    return number
  }
}

/** What a pattern still asks for after some units. */
export class PatternState {
  /** Whether the units so far are accepted. */
  readonly isFinal: boolean
  /** Whether any unit may follow. */
  readonly takesAny: boolean
  /** Units that may follow, in the order in which Lunr comes to them; where any may, those before all others. */
  readonly units: readonly string[]
  readonly #row: readonly LunrState[]
  readonly #rows: Rows
  readonly #next = new Map<string, PatternState | null>()

  constructor(row: readonly LunrState[], rows: Rows) {
    this.#row = row
    this.#rows = rows
    this.isFinal = row.some(({ final }) => final)
    const labels = row.flatMap(({ edges }) => Object.keys(edges))
    const any = labels.indexOf(ANY)
    this.takesAny = any >= 0
    this.units = [...new Set(any < 0 ? labels : labels.slice(0, any))]
  }

  /** What is asked for after one more unit; null when no such unit may follow. */
  next(unit: string): PatternState | null {
    let next = this.#next.get(unit)
    if (next === undefined) {
      next = this.#rows.find(this.#row.flatMap((state) => follow(state, unit)))
      this.#next.set(unit, next)
    }
    return next
  }
}

/** The beginning of a pattern in which `*` stands for any units. */
export function openWildcards(term: string): PatternState {
  return open('fromString', [term])
}

/** The beginning of what is within some edits of a term, in which `*` stands for any one unit. */
export function openEdits(term: string, distance: number): PatternState {
  return open('fromFuzzyString', [term, distance])
}

/** Lunr takes edges in order and comes back to where they lead from the last. */
function follow({ edges }: LunrState, unit: string): LunrState[] {
  return Object.keys(edges)
    .filter((label) => label === unit || label === ANY)
    .reverse()
    .flatMap((label) => edges[label] ?? [])
}

/** Calls one of the makers of `lunr.TokenSet`; its types have them as methods of instances, which they are not. */
function open(maker: 'fromFuzzyString' | 'fromString', input: readonly unknown[]): PatternState {
  const make: unknown = Reflect.get(lunr.TokenSet, maker)
  const made: unknown = typeof make === 'function' ? Reflect.apply(make, lunr.TokenSet, input) : undefined
  const beginning = isState(made) ? new Rows().find([made]) : null
  if (beginning === null) throw new Error(`Lunr makes no token sets by ${maker}`)
  return beginning
}

function isState(value: unknown): value is LunrState {
  return value instanceof lunr.TokenSet
}
