// The door of the command line: arguments in, exit code out. Every result and every failure is printed here, as text or
// as JSON, and nothing is ever a stack trace.

import type { Command } from 'commander'
import { CommanderError } from 'commander'
import type { Failure } from '../../src-shared/contract/errors.ts'
import { LecternError, toFailure } from '../../src-shared/contract/errors.ts'
import type { CliCommand, Outcome } from './command.ts'
import { EXIT } from './command.ts'
import { COMMANDS, buildProgram } from './program.ts'
import type { CliIo } from './terminal.ts'
import { toPrintable } from './terminal.ts'

export type { CliIo, Output } from './terminal.ts'

/**
 * Runs one command.
 * @param argv what follows `lectern` on the command line
 * @param commands other than the usual ones, for tests
 * @returns the exit code: 0 done, 1 refused, 2 not understood, 130 interrupted. Never rejects
 */
export async function runCli(
  argv: readonly string[],
  io: CliIo,
  commands: readonly CliCommand[] = COMMANDS,
): Promise<number> {
  const json = wantsJson(argv)
  const printed = { out: '', error: '' }
  let exitCode: number = EXIT.done
  const program = buildProgram(
    commands,
    { out: (text) => (printed.out += text), error: (text) => (printed.error += text) },
    async (command, parsed) => {
      exitCode = await print(await runCommand(command, parsed, io), json, io)
    },
  )
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return await printUsage(error, printed, json, io)
    return await printFailure(toFailure(error), json, io)
  }
}

// A command that leaves nothing behind ends at once when asked to; the others come to their own end.
async function runCommand(command: CliCommand, parsed: Command, io: CliIo): Promise<Outcome> {
  const running = command.run(parsed, io)
  if (command.cleansUp) return running
  const { signal } = io
  const stop = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => reject(new LecternError('CANCELLED', 'Stopped.'))
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true, signal: stop.signal })
  })
  try {
    return await Promise.race([running, stopped])
  } finally {
    stop.abort()
  }
}

async function print(outcome: Outcome, json: boolean, io: CliIo): Promise<number> {
  for (const note of outcome.notes ?? []) await io.stderr.write(`${note}\n`)
  if (json) {
    if (outcome.json !== undefined) await printJson(outcome.json, io)
  } else if (outcome.text !== '') await io.stdout.write(`${outcome.text}\n`)
  return outcome.exitCode ?? EXIT.done
}

async function printFailure(failure: Failure, json: boolean, io: CliIo): Promise<number> {
  if (json) await printJson({ error: failure }, io)
  else await io.stderr.write(`lectern: ${toPrintable(failure.message)}\n`)
  return failure.code === 'CANCELLED' && io.signal.aborted ? EXIT.interrupted : EXIT.refused
}

// Commander reports help and version as exceptions too; those end well.
async function printUsage(
  error: CommanderError,
  printed: { readonly out: string; readonly error: string },
  json: boolean,
  io: CliIo,
): Promise<number> {
  await io.stdout.write(printed.out)
  if (error.exitCode === 0) return EXIT.done
  if (json) {
    const message = error.message.replace(/^error: /, '')
    await printJson({ error: { code: 'INVALID_INPUT', message, details: {} } }, io)
  } else await io.stderr.write(printed.error)
  return EXIT.usage
}

async function printJson(value: unknown, io: CliIo): Promise<void> {
  await io.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json')
}
