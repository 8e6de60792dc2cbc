// What the worker thread of this stage does, as messages: writing checkpoints and finding quotes in changed texts.
// Both sides are built from the same sources, so the types are exact and nothing is validated again.
import type { QuoteSelector } from '../../src-shared/domain/selector.ts'
import type { QuoteMatch } from '../../src-shared/text/quote.ts'
import type { CheckpointOutcome, CheckpointRequest } from './checkpoint/write.ts'

/** A quote to be found, and the UTF-16 offset where it stood. */
export interface SoughtQuote {
  readonly quote: QuoteSelector
  readonly position: number
}

export type Job =
  | { readonly kind: 'checkpoint'; readonly request: CheckpointRequest }
  | { readonly kind: 'find'; readonly text: string; readonly quotes: readonly SoughtQuote[] }

export type JobResult =
  | { readonly kind: 'checkpoint'; readonly outcome: CheckpointOutcome }
  | { readonly kind: 'find'; readonly matches: readonly (QuoteMatch | null)[] }

export interface JobMessage {
  readonly id: number
  readonly job: Job
}

export type JobReply =
  | { readonly id: number; readonly ok: true; readonly result: JobResult }
  | { readonly id: number; readonly ok: false; readonly message: string }
