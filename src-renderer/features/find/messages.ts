// What passes between the finder and its thread. Plain data; every query is answered once, with its number, unless the
// thread is ended before.
import type { FindAnswer, FindQuery } from '../../stores/find-store.ts'

export type FindOrder =
  /** The canonical text that is searched from now on. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'find'; readonly id: number; readonly query: FindQuery }

export type FindReply =
  /** The scan begins now: its time is counted from here. */
  | { readonly kind: 'begun'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: FindAnswer }
