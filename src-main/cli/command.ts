// What a command of the command line is: a name, its arguments, and what running it gives. How that is printed is
// decided in one place, for all of them.

import type { Command } from 'commander'
import type { CliIo } from './terminal.ts'

/** Done, not done although understood, and not understood. */
export const EXIT = { done: 0, refused: 1, usage: 2, interrupted: 130 } as const

/**
 * What a command has to say. `json` is the one value that `--json` prints, nothing when it is undefined; `text` is for a person and goes to standard
 * output as it is, a line break added; each of `notes` becomes a line on standard error, with and without `--json`.
 */
export interface Outcome {
  readonly json: unknown
  readonly text: string
  readonly notes?: readonly string[]
  /** `EXIT.done` when absent. */
  readonly exitCode?: number
}

export interface CliCommand {
  readonly name: string
  readonly summary: string
  /** Arguments after `lectern`, one example a line. */
  readonly examples: readonly string[]
  /** True when it must be let finish after a request to stop, because it has something to clean up. */
  readonly cleansUp: boolean
  /** Declares arguments and options; `--json` and the help come by themselves. */
  define(command: Command): void
  /** Runs with what commander has parsed. A `LecternError` becomes a message and the exit code 1. */
  run(command: Command, io: CliIo): Promise<Outcome>
}
