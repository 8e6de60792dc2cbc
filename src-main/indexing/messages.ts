// What building threads and the one that started them say to each other.
import type { Failure } from '../../src-shared/contract/errors.ts'
import type { ThreadSteps } from './building/thread-steps.ts'

/** The steps that a thread can be asked for, by name. */
export type Step = 'gather' | 'plan' | 'encode' | 'write'

/** Asks a thread for a step. Steps are done in the order in which they are asked for. */
export type BuildCall = {
  readonly [Name in Step]: { readonly step: Name; readonly input: Parameters<ThreadSteps[Name]> }
}[Step]

/** What came of a step. */
export type BuildAnswer =
  | { readonly ok: true; readonly value: ReturnType<ThreadSteps[Step]> }
  | { readonly ok: false; readonly error: Failure }
