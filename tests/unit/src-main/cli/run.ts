// The command line in this process, with what it writes kept apart.
import { z } from 'zod'
import type { CliCommand } from '../../../../src-main/cli/command.ts'
import { runCli } from '../../../../src-main/cli/index.ts'

export interface Run {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly terminal?: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  /** Called with everything that is written to stderr, as it is. */
  readonly onStderr?: (text: string) => void
  readonly commands?: readonly CliCommand[]
}

export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const written = { stdout: '', stderr: '' }
  const toOutput = (name: keyof typeof written) => ({
    isTerminal: options.terminal === true,
    write: (text: string) => {
      written[name] += text
      if (name === 'stderr') options.onStderr?.(text)
      return Promise.resolve()
    },
  })
  const exitCode = await runCli(
    argv,
    {
      stdout: toOutput('stdout'),
      stderr: toOutput('stderr'),
      env: options.env ?? {},
      signal: options.signal ?? new AbortController().signal,
    },
    options.commands,
  )
  return { exitCode, ...written }
}

/** What was printed, which must be exactly one JSON value. */
export function toJson(result: Run): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(result.stdout))
}

export const ErrorJson = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
})
