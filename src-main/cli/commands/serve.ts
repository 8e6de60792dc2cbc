// `lectern serve`: the reader in the browser, served from this machine to this machine alone.

import { resolve } from 'node:path'
import { toFailure } from '../../../src-shared/contract/errors.ts'
import type { CliCommand, Outcome } from '../command.ts'
import { EXIT } from '../command.ts'
import { findFolder } from '../data-folder.ts'
import type { CliIo } from '../terminal.ts'
import { toPrintable } from '../terminal.ts'
import { parseNumber, parsePath, parseText } from '../values.ts'

interface ServeOptions {
  readonly port?: number
  readonly dataDir?: string
  readonly open: boolean
  readonly json?: boolean
}

export const serve: CliCommand = {
  name: 'serve',
  summary: 'open Lectern in the browser',
  examples: ['serve', 'serve field-guides.webpub', 'serve --port 8080 --no-open --data-dir ./notes'],
  cleansUp: true,
  define(command) {
    command
      .argument('[file...]', 'bundles, files and folders to open', parsePath)
      .option('--port <number>', 'the port on 127.0.0.1 (default: any free one)', parseNumber(0, 65_535))
      .option(
        '--data-dir <folder>',
        'the data folder (default: LECTERN_DATA_DIR or the usual one)',
        parseText,
      )
      .option('--no-open', 'print the address and open no window')
  },
  async run(command, io) {
    const { port, dataDir, open, json } = command.opts<ServeOptions>()
    const host = await import('../../hosts/web/index.ts')
    const options = {
      dataFolder: findFolder(io.env, dataDir),
      files: command.args.map((path) => resolve(path)),
      ...(port !== undefined && { port }),
    }
    if (json === true) return serveQuietly(await host.startWebHost(options), io)
    await host.serveWebHost({ ...options, open })
    return { json: undefined, text: '' }
  },
}

/**
 * For programs: the address as the one JSON value, at once; then silence until asked to stop. What cannot be saved at the
 * end is therefore told on standard error.
 */
export async function serveQuietly(
  host: { readonly address: string; issueUrl(): string; close(): Promise<void> },
  io: CliIo,
): Promise<Outcome> {
  await io.stdout.write(`${JSON.stringify({ url: host.issueUrl(), address: host.address })}\n`)
  if (!io.signal.aborted)
    await new Promise((done) => io.signal.addEventListener('abort', done, { once: true }))
  try {
    await host.close()
  } catch (error) {
    const note = toPrintable(`lectern: ${toFailure(error).message}`)
    return { json: undefined, text: '', notes: [note], exitCode: EXIT.refused }
  }
  return { json: undefined, text: '' }
}
