// The table of commands, and commander set up from it. Nothing runs here.

import { Command } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }
import type { CliCommand } from './command.ts'
import { build } from './commands/build.ts'
import { exportAnnotations } from './commands/export.ts'
import { inspect } from './commands/inspect.ts'
import { search } from './commands/search.ts'
import { serve } from './commands/serve.ts'
import { verify } from './commands/verify.ts'

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly CliCommand[] = [build, inspect, verify, search, exportAnnotations, serve]

const EXIT_CODES = 'Exit codes: 0 done; 1 refused, the message says what and why; 2 not understood.'

/** What parsing may print, as commander hands it over. */
export interface ProgramOutput {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
}

/** The program of these commands. `action` is called with the command that was chosen and what was parsed for it. */
export function buildProgram(
  commands: readonly CliCommand[],
  output: ProgramOutput,
  action: (command: CliCommand, parsed: Command) => Promise<void>,
): Command {
  const program = new Command('lectern')
    .description('Build, check, search and read bundles of documents, without a network.')
    .version(packageFile.version, '--version', 'show the version')
    .helpOption('--help', 'show this')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({ writeOut: output.out, writeErr: output.error })
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(lectern --help tells more)')
    .addHelpText('after', `\n${EXIT_CODES}\nEach command explains itself: lectern build --help`)
  for (const each of commands) {
    const command = program
      .command(each.name)
      .summary(each.summary)
      .description(`${toSentence(each.summary)}.`)
    each.define(command)
    command
      .option('--json', 'print the result as one JSON value')
      .showHelpAfterError(`(lectern ${each.name} --help tells more)`)
      .addHelpText(
        'after',
        `\nExamples:\n${each.examples.map((line) => `  lectern ${line}`).join('\n')}\n\n${EXIT_CODES}`,
      )
      .action(() => action(each, command))
  }
  return program
}

function toSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
