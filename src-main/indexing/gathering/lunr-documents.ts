// Documents of a Lunr index → terms where they stand: Lunr's tokens, run through its pipeline, with the results of
// `lunr.Builder`. The default pipeline looks at nothing but a token's text, so it is run once for each token that
// differs; a pipeline of one's own is run as Lunr runs it.
import { lunr } from '../lunr-corrected.ts'
import { type Gatherer, isPosition } from './gatherer.ts'
import { hashUnit, NO_HASH, TokenTable } from './token-table.ts'

/** The value of a field as it is sent to a thread: what `lunr.tokenizer` makes of it is made of this. */
export type FieldValue = string | readonly string[] | null

/** Most units of tokens that are remembered. */
const MOST_UNITS = 1 << 24
const DROPPED = -1

/** Spaces and hyphens: what Lunr parts tokens at. */
const SEPARATORS = Uint8Array.from({ length: 1 << 16 }, (_, unit) =>
  /[\s-]/.test(String.fromCharCode(unit)) ? 1 : 0,
)

/** A value of a field as `lunr.tokenizer` understands it: its own text, or an array with a token in each element. */
export function toFieldValue(value: unknown): FieldValue {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.map(toText) : toText(value)
}

/** Gathers documents with Lunr's default pipeline. */
export class LunrDocuments {
  readonly #gatherer: Gatherer
  readonly #tokens = new TokenTable()
  /** For each token its term, or `DROPPED`. */
  #terms = new Int32Array(1 << 10)
  #generation = 0

  constructor(gatherer: Gatherer) {
    this.#gatherer = gatherer
  }

  /** Adds a document, a value for each field. */
  add(values: readonly FieldValue[]): void {
    if (this.#generation !== this.#gatherer.generation || this.#tokens.units > MOST_UNITS) {
      this.#tokens.clear()
      this.#generation = this.#gatherer.generation
    }
    for (let field = 0; field < values.length; field += 1) {
      const value = values[field] ?? null
      if (typeof value === 'string') this.#addText(field, value.toLowerCase())
      else for (const token of value ?? []) this.#addToken(field, token.toLowerCase())
    }
    this.#gatherer.endDocument()
  }

  #addText(field: number, text: string): void {
    const { length } = text
    for (let at = 0; at < length; at += 1) {
      const from = at
      let hash = NO_HASH
      for (; at < length; at += 1) {
        const unit = text.charCodeAt(at)
        if (SEPARATORS[unit] === 1) break
        hash = hashUnit(hash, unit)
      }
      if (at > from) this.#addPart(field, text, from, at, hash, from, at - from)
    }
  }

  /** An element of an array is one token, whatever is in it, and has no position. */
  #addToken(field: number, text: string): void {
    let hash = NO_HASH
    for (let at = 0; at < text.length; at += 1) hash = hashUnit(hash, text.charCodeAt(at))
    this.#addPart(field, text, 0, text.length, hash, 0, 0)
  }

  #addPart(
    field: number,
    text: string,
    from: number,
    to: number,
    hash: number,
    begin: number,
    length: number,
  ): void {
    const known = this.#tokens.size
    const token = this.#tokens.find(text, from, to, hash)
    if (token === known) this.#learn(token, text.slice(from, to))
    const term = this.#terms[token] ?? DROPPED
    if (term !== DROPPED) this.#gatherer.add(field, term, begin, length)
  }

  #learn(token: number, text: string): void {
    if (token === this.#terms.length) {
      const larger = new Int32Array(2 * token)
      larger.set(this.#terms)
      this.#terms = larger
    }
    const term = runDefault(text)
    this.#terms[token] = term === null ? DROPPED : this.#gatherer.intern(term)
  }
}

/** Gathers documents with any pipeline. */
export class PipedDocuments {
  readonly #gatherer: Gatherer
  readonly #fields: readonly string[]
  readonly #pipeline: lunr.Pipeline

  constructor(gatherer: Gatherer, fields: readonly string[], pipeline: lunr.Pipeline) {
    this.#gatherer = gatherer
    this.#fields = fields
    this.#pipeline = pipeline
  }

  /** Adds a document, a value for each field. */
  add(values: readonly FieldValue[]): void {
    this.#fields.forEach((name, field) => {
      const tokens = tokenize(values[field] ?? null, name)
      let begin = 0
      for (const token of this.#pipeline.run(tokens)) {
        const position = findPosition(token)
        // A token without a position stands where the one before it does, and has no length.
        begin = position?.[0] ?? begin
        this.#gatherer.add(field, this.#gatherer.intern(String(token)), begin, position?.[1] ?? 0)
      }
    })
    this.#gatherer.endDocument()
  }
}

/** What Lunr's default pipeline makes of a token: null when it drops it. */
function runDefault(text: string): string | null {
  const token = lunr.trimmer(new lunr.Token(text, {}))
  const kept: unknown = lunr.stopWordFilter(token)
  return kept instanceof lunr.Token ? String(lunr.stemmer(kept)) : null
}

/** Lunr's tokenizer also takes what its types do not tell of. */
function tokenize(value: FieldValue, field: string): lunr.Token[] {
  const tokens: unknown = Reflect.apply(lunr.tokenizer, lunr, [value, { fields: [field] }])
  return Array.isArray(tokens) ? tokens.filter((token) => token instanceof lunr.Token) : []
}

function findPosition(token: unknown): readonly [begin: number, length: number] | null {
  const metadata: unknown = token instanceof lunr.Token ? Reflect.get(token, 'metadata') : undefined
  if (typeof metadata !== 'object' || metadata === null) return null
  const position: unknown = Reflect.get(metadata, 'position')
  if (!Array.isArray(position)) return null
  const [begin, length] = Array.from<unknown>(position)
  return isPosition(begin) && isPosition(length) ? [begin, length] : null
}

/** Null and what is not defined are the empty text. */
function toText(value: unknown): string {
  return [value].join('')
}
