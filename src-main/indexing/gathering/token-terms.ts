// The tokens of texts of one language, as terms where they stand. What a token or a chain of tokens gives depends on
// its own text alone, so it is worked out once for each that differs.
import { TokenScanner } from '../../../src-shared/text/token-scanner.ts'
import {
  findJoint,
  JOIN_LENGTH,
  type LinkedToken,
  toForm,
  type TokenForm,
} from '../../../src-shared/text/tokens.ts'
import { getStemmer, type Stemmer } from '../stemmers.ts'
import { chainTerms, tokenTerms } from '../terms.ts'
import { hashUnit, NO_HASH, TokenTable } from './token-table.ts'

/** Most units of tokens that are remembered. */
const MOST_UNITS = 1 << 24

/** Where terms go. Numbers of terms are good for one `generation`. */
export interface TermSink {
  readonly generation: number
  /** The number of a term. */
  intern(term: string): number
  /** A term stands in a field, from a token on, over so many. */
  add(field: number, term: number, begin: number, length: number): void
}

/** What a token is, and the numbers of its terms. */
interface KnownToken {
  readonly form: TokenForm
  readonly terms: readonly number[]
}

/** A token where it stands. */
interface PlacedToken {
  start: number
  end: number
  known: KnownToken
  /** Whether it hangs together with the one before. */
  isLinked: boolean
}

/** Reads texts of one language. */
export class TokenTerms {
  readonly #sink: TermSink
  readonly #stem: Stemmer
  readonly #tokens = new TokenTable()
  /** By number of a token; null for one of which nothing is left. */
  #known: (KnownToken | null)[] = []
  readonly #chains = new TokenTable()
  /** By number of a chain, which is known by its text. */
  #chainTerms: (readonly number[])[] = []
  #generation = 0
  /** The tokens of the text that is being added. */
  readonly #row: PlacedToken[] = []

  /** @param stemming the language's stemmer; empty where words are left as they are */
  constructor(sink: TermSink, stemming: string) {
    this.#sink = sink
    this.#stem = getStemmer(stemming)
  }

  /** Adds a text, its places counted from `base` on. @returns how many tokens it has */
  add(field: number, text: string, base: number): number {
    this.#forget()
    const sink = this.#sink
    const count = this.#read(text)
    const row = this.#row
    for (let at = 0; at < count; at += 1) {
      const token = row[at]
      if (token === undefined) break
      for (const term of token.known.terms) sink.add(field, term, base + at, 1)
      if (at + 1 === count || row[at + 1]?.isLinked !== true) continue
      if (token.known.form.kind === 'word' && token.isLinked) continue
      const span = token.known.form.kind === 'glyph' ? 2 : this.#measure(at, count)
      if (span > JOIN_LENGTH) continue
      for (const term of this.#findChain(text, at, span)) sink.add(field, term, base + at, span)
    }
    return count
  }

  /** Puts the tokens of a text in the row. @returns how many there are */
  #read(text: string): number {
    const row = this.#row
    const scanner = new TokenScanner(text)
    let count = 0
    let before: PlacedToken | undefined
    while (scanner.next()) {
      const { start, end } = scanner
      const number = this.#tokens.find(text, start, end, hash(text, start, end))
      if (number === this.#known.length) this.#known.push(this.#learn(toForm(text, scanner)))
      const known = this.#known[number] ?? null
      if (known === null) continue
      const isLinked =
        before !== undefined &&
        findJoint(text, before.end, before.known.form.kind, known.form.kind, scanner) !== undefined
      before = row[count] ??= { start, end, known, isLinked }
      before.start = start
      before.end = end
      before.known = known
      before.isLinked = isLinked
      count += 1
    }
    return count
  }

  #learn(form: TokenForm | null): KnownToken | null {
    return form && { form, terms: this.#intern(tokenTerms(form, this.#stem)) }
  }

  /** The number of words that hang together from a place on. */
  #measure(from: number, count: number): number {
    let to = from + 1
    while (to < count && this.#row[to]?.isLinked === true) to += 1
    return to - from
  }

  #findChain(text: string, from: number, span: number): readonly number[] {
    const tokens = this.#row.slice(from, from + span)
    const start = tokens[0]?.start ?? 0
    const end = tokens.at(-1)?.end ?? 0
    const number = this.#chains.find(text, start, end, hash(text, start, end))
    if (number === this.#chainTerms.length) {
      const chain = tokens.map(({ known, start: own }, at): LinkedToken => {
        const before = tokens[at - 1]
        return before === undefined ? known.form : { ...known.form, joint: text.slice(before.end, own) }
      })
      this.#chainTerms.push(this.#intern(chainTerms(chain, this.#stem)))
    }
    return this.#chainTerms[number] ?? []
  }

  #intern(terms: readonly string[]): readonly number[] {
    return terms.map((term) => this.#sink.intern(term))
  }

  #forget(): void {
    const { generation } = this.#sink
    if (this.#generation === generation && this.#tokens.units + this.#chains.units < MOST_UNITS) return
    this.#generation = generation
    this.#tokens.clear()
    this.#chains.clear()
    this.#known = []
    this.#chainTerms = []
  }
}

function hash(text: string, from: number, to: number): number {
  let value = NO_HASH
  for (let at = from; at < to; at += 1) value = hashUnit(value, text.charCodeAt(at))
  return value
}
