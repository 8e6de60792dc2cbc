// What is asked of a binary index in Lunr's terms, and what is answered. lunr-query.ts answers.

/** What a clause does; the numbers are those of `lunr.Query.presence`. */
export const PRESENCE = { optional: 1, required: 2, prohibited: 3 } as const

/** A clause of Lunr's. `terms` is what the search pipeline made of its term; `fields` are numbers. */
export interface LunrClause {
  readonly terms: readonly string[]
  readonly fields: readonly number[]
  readonly boost: number
  /** Most edits, in which `*` stands for one unit; null for none, and `*` for any units. */
  readonly editDistance: number | null
  readonly presence: (typeof PRESENCE)[keyof typeof PRESENCE]
}

/**
 * Positions of one term in one field of a hit: where each begins and how long it is, in turns. Where Lunr lists an
 * occurrence without a position (in elements of arrays), there is none.
 */
export interface TermMatch {
  readonly term: string
  readonly field: number
  readonly positions: readonly number[]
}

/** A document that matches. `matches` reads positions when called. */
export interface LunrHit {
  readonly document: number
  readonly ref: string
  readonly score: number
  matches(): TermMatch[]
}
