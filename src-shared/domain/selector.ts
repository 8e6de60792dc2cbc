// Selectors: three ways to say where an annotation stands. Position is exact within an edition, quote carries across.
import { z } from 'zod'
import { Progression, TextOffset } from './ids.ts'

/** Units of context that are kept on either side of a quote, in UTF-16 code units. */
export const QUOTE_CONTEXT = { min: 32, max: 64 } as const

/** The text itself and what stood around it, in UTF-16 units of canonical text. */
export const QuoteSelector = z.object({
  exact: z.string().max(2_000_000),
  prefix: z.string().max(1_000),
  suffix: z.string().max(1_000),
})
export type QuoteSelector = z.infer<typeof QuoteSelector>

/** UTF-16 offsets in canonical text, end exclusive. */
export const PositionSelector = z
  .object({ start: TextOffset, end: TextOffset })
  .refine((position) => position.start <= position.end, 'start must not be after end')
export type PositionSelector = z.infer<typeof PositionSelector>

export const Selectors = z.object({
  quote: QuoteSelector,
  position: PositionSelector,
  progression: Progression,
})
export type Selectors = z.infer<typeof Selectors>

/** What became of an annotation's place in the edition that is shown. Positions are in that edition's text. */
export const Anchoring = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact'), position: PositionSelector }),
  z.object({ kind: z.literal('moved'), position: PositionSelector }),
  z.object({ kind: z.literal('fuzzy'), position: PositionSelector, score: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('orphaned') }),
])
export type Anchoring = z.infer<typeof Anchoring>
