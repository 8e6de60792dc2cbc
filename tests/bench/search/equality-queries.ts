// Queries by which Lectern's index is compared with corrected Lunr, of every kind that Lunr has: in its language, and
// put together by a program, which can ask for what the language cannot. They are made from words of the corpus, stop
// words, words that are not there and words that harm careless code.
import type lunr from 'lunr'
import { openRandom } from '../corpus.ts'
import { FIELDS } from './engine.ts'

/** A clause as `lunr.Query.clause` takes it. */
export interface Clause {
  readonly term: string
  readonly presence: 1 | 2 | 3
  readonly boost: number
  readonly usePipeline: boolean
  readonly fields?: readonly string[]
  readonly editDistance?: number
}

/** Either a text in Lunr's language, or clauses. */
export type LunrQuery = { readonly text: string } | { readonly clauses: readonly Clause[] }

const STOP_WORDS = ['the', 'and', 'of', 'is', 'to', 'not', 'with']
const STRANGE =
  '__proto__ constructor toString hasOwnProperty zzqxv 0 9431 İstanbul ÉCOLE naïve -- ... 中文 !'.split(' ')
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789')

/** Queries without an end, the same row for the same words and seed. */
export function* buildQueries(words: readonly string[], seed: number): Generator<LunrQuery> {
  const random = openRandom(seed)
  const maker = new QueryMaker(words, random)
  for (;;) yield random() < 0.6 ? { text: maker.text() } : { clauses: maker.clauses() }
}

/** Gives the query to `index.query`. */
export function addClauses(query: lunr.Query, clauses: readonly Clause[]): void {
  const { clause } = query as unknown as { clause: (this: lunr.Query, each: object) => void }
  for (const each of clauses)
    clause.call(query, { ...each, ...(each.fields && { fields: [...each.fields] }) })
}

class QueryMaker {
  readonly #words: readonly string[]
  readonly #random: () => number

  constructor(words: readonly string[], random: () => number) {
    this.#words = words
    this.#random = random
  }

  /** One to four clauses in Lunr's language: `+title:conf*`, `word~2^3`, `-word`. */
  text(): string {
    const clauses = Array.from({ length: this.#length() }, () => {
      const sign = this.#pick(['', '', '', '+', '-'])
      const field = this.#below(6) === 0 ? `${this.#field()}:` : ''
      const fuzzy = this.#below(8) === 0
      const term = escape(fuzzy ? this.#misspelt() : this.#term())
      const suffix = fuzzy ? `~${1 + this.#below(2)}` : ''
      const boost = this.#below(6) === 0 ? `^${1 + this.#below(9)}` : ''
      return `${sign}${field}${term}${suffix}${boost}`
    })
    return clauses.join(' ')
  }

  /** None to four clauses with everything that a clause can have. */
  clauses(): Clause[] {
    return Array.from({ length: this.#below(20) === 0 ? 0 : this.#length() }, () => {
      const fuzzy = this.#below(6) === 0
      return {
        term: fuzzy ? this.#misspelt() : this.#term(),
        presence: this.#pick<1 | 2 | 3>([1, 1, 1, 2, 2, 3]),
        boost: this.#pick([1, 1, 2, 5, 0.3]),
        usePipeline: this.#below(3) > 0,
        ...(this.#below(4) === 0 && { fields: [this.#field()] }),
        ...(fuzzy && { editDistance: 1 + this.#below(2) }),
      }
    })
  }

  /**
   * A word, or a pattern made of one. Patterns that many words fit are rare: a beginning of one letter or a star in
   * front can take Lunr half a minute in a large corpus, longer than a thousand others.
   */
  #term(): string {
    const word = this.#word()
    const kind = this.#random()
    if (kind < 0.003) return `${this.#pick(LETTERS)}*`
    if (kind < 0.006) return `*${word.slice(-3)}`
    if (kind < 0.009) return `*${word.slice(1, 4)}*`
    if (kind < 0.05) return word.toUpperCase()
    if (word.length < 4) return word
    if (kind < 0.25) return `${word.slice(0, 3 + this.#below(4))}*`
    if (kind < 0.35) {
      const middle = 2 + this.#below(word.length - 2)
      return `${word.slice(0, middle)}*${word.slice(middle + 1)}`
    }
    return word
  }

  #word(): string {
    const kind = this.#below(20)
    if (kind === 0) return this.#pick(STOP_WORDS)
    if (kind === 1) return this.#pick(STRANGE)
    return this.#pick(this.#words)
  }

  /** A word with a letter left out, changed or put in. */
  #misspelt(): string {
    const word = this.#word()
    const at = this.#below(word.length + 1)
    const letter = this.#pick(['', ...LETTERS])
    return `${word.slice(0, at)}${letter}${word.slice(at + this.#below(2))}` || word
  }

  #length(): number {
    return 1 + Math.floor(4 * this.#random() ** 2)
  }

  #field(): string {
    return this.#pick(FIELDS.map(({ name }) => name))
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count)
  }

  #pick<T>(values: readonly T[]): T {
    const value = values[this.#below(values.length)]
    if (value === undefined) throw new RangeError('There is nothing to choose from')
    return value
  }
}

/** The signs of Lunr's language as letters of a term. */
function escape(term: string): string {
  return term.replace(/[\\:~^+-]/g, '\\$&')
}
