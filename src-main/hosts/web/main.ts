// The web host as a program: `node out/main/web.js [--port N] [--no-open] [FILE…]`. It reads arguments, nothing else.
import { parseArgs } from 'node:util'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { serveWebHost, type ServeOptions } from './serve.ts'

const USAGE = `Usage: npm start -- [options] [files or folders to open]

  --web           open in the browser, also where Electron is installed
  --port N        listen on this port of 127.0.0.1 instead of any free one
  --no-open       print the address and open no window
  --no-download   never fetch Electron's binary
  --help          show this

The data folder is LECTERN_DATA_DIR, or the platform's usual one.
`

/** Parses the arguments; a string is what is wrong with them. */
function parseArguments(args: readonly string[]): ServeOptions | 'help' | { problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return 'help'
    if (positionals.includes('')) return { problem: 'The name of a file to open is empty.' }
    const port = Number(values.port ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return { problem: `“${values.port ?? ''}” is not a port.` }
    return { port, open: values['no-open'] !== true, files: positionals }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

const parsed = parseArguments(process.argv.slice(2))
if (parsed === 'help') process.stdout.write(USAGE)
else if ('problem' in parsed) {
  process.stderr.write(`${parsed.problem}\n\n${USAGE}`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await serveWebHost(parsed)
  } catch (error) {
    process.stderr.write(error instanceof LecternError ? `${error.message}\n` : `${String(error)}\n`)
    process.exitCode = 1
  }
}
