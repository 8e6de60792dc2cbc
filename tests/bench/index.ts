// Benchmarks: npm run bench [-- name… --json --list]
//
// To add one: write a file here that exports a `Subject` (harness.ts) and name it in `subjects` below. A subject
// measures one thing of Lectern beside a baseline in the same run, in turns (`race`), on texts of corpus.ts or its
// own, and returns rows whose first value is Lectern's. It leaves nothing behind. What it needs and may be missing (a
// browser, Debian's documentation) it looks for itself; when it is not there it says so and returns no rows.
// LECTERN_BENCH_SCALE multiplies the size of the texts (1 by default, under a minute in all).
import { parseArgs } from 'node:util'
import { coldStart } from './cold-start.ts'
import { type BenchOptions, collectGarbage, type Row, type Subject, toTable } from './harness.ts'
import { importing } from './import.ts'
import { indexBuild } from './index-build.ts'
import { notes } from './notes.ts'
import { opening } from './opening.ts'
import { painting } from './painting.ts'
import { query } from './query.ts'

/** Every subject, in the order in which they run. */
const subjects: Readonly<Record<string, Subject>> = {
  import: importing,
  'index-build': indexBuild,
  query,
  notes,
  opening,
  painting,
  'cold-start': coldStart,
}

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
})

const options: BenchOptions = {
  scale: Number(process.env['LECTERN_BENCH_SCALE'] ?? 1),
  say(line) {
    process.stderr.write(`  ${line}\n`)
  },
}

async function main(): Promise<number> {
  const unknown = names.filter((name) => !(name in subjects))
  if (unknown.length > 0) {
    process.stderr.write(
      `No such subject: ${unknown.join(', ')}. There are: ${Object.keys(subjects).join(', ')}\n`,
    )
    return 2
  }
  const chosen = Object.entries(subjects).filter(([name]) => names.length === 0 || names.includes(name))
  if (flags.list) {
    for (const [name, { about }] of chosen) process.stdout.write(`${name.padEnd(16)}${about}\n`)
    return 0
  }
  const results: { subject: string; rows: readonly Row[] }[] = []
  for (const [name, subject] of chosen) {
    process.stderr.write(`${name}: ${subject.about}\n`)
    collectGarbage()
    const rows = await subject.run(options)
    results.push({ subject: name, rows })
    if (!flags.json) process.stdout.write(`${toTable(rows)}\n\n`)
  }
  if (flags.json)
    process.stdout.write(`${JSON.stringify({ node: process.version, scale: options.scale, results })}\n`)
  return 0
}

process.exitCode = await main()
