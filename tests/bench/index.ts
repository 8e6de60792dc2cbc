// Benchmarks: npm run bench [-- name… --json --list]
//
// To add one: write a file here that exports a `Subject` (harness.ts) and name it in `subjects` below. A subject
// measures one thing of Lectern beside a baseline in the same run, in turns (`race`), on texts of corpus.ts or its
// own, and returns rows whose first value is Lectern's. It leaves nothing behind. What it needs and may be missing (a
// browser, Debian's documentation) it looks for itself; when it is not there it says so and returns no rows.
// LECTERN_BENCH_SCALE multiplies the size of the texts (1 by default, under a minute in all).
// A `Study` has tables of its own and takes minutes: it runs only when it is named. docs/benchmarks.md describes them.
import { parseArgs } from 'node:util'
import { coldStart } from './cold-start.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import { type BenchOptions, collectGarbage, type Row, type Study, type Subject, toTable } from './harness.ts'
import { importing } from './import.ts'
import { indexBuild } from './index-build.ts'
import { notes } from './notes.ts'
import { opening } from './opening.ts'
import { painting } from './painting.ts'
import { query } from './query.ts'
import { ranking } from './ranking/index.ts'
import { search } from './search/index.ts'
import { typing } from './typing/index.ts'

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

/** What runs only when it is named. */
const studies: Readonly<Record<string, Study>> = { search, ranking, typing }

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    corpus: { type: 'string', multiple: true, default: [] },
    engines: { type: 'string' },
    queries: { type: 'string' },
    workers: { type: 'string' },
  },
})

const options: BenchOptions = {
  scale: Number(process.env['LECTERN_BENCH_SCALE'] ?? 1),
  say(line) {
    process.stderr.write(`  ${line}\n`)
  },
  json: flags.json,
  corpora: flags.corpus,
  ...(flags.engines !== undefined && { engines: flags.engines.split(',') }),
  ...(flags.queries !== undefined && { queries: toCount('queries', flags.queries) }),
  ...(flags.workers !== undefined && { workers: toCount('workers', flags.workers) }),
}

function toCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  process.stderr.write(`--${name} must be a whole number above 0, not "${text}"\n`)
  process.exit(2)
}

async function main(): Promise<number> {
  const unknown = names.filter((name) => !(name in subjects) && !(name in studies))
  if (unknown.length > 0) {
    const known = [...Object.keys(subjects), ...Object.keys(studies)].join(', ')
    process.stderr.write(`No such subject: ${unknown.join(', ')}. There are: ${known}\n`)
    return 2
  }
  const chosen = Object.entries(subjects).filter(([name]) => names.length === 0 || names.includes(name))
  const named = Object.entries(studies).filter(([name]) => names.includes(name))
  if (flags.list) {
    const all = [...chosen, ...(names.length === 0 ? Object.entries(studies) : named)]
    for (const [name, { about }] of all) process.stdout.write(`${name.padEnd(16)}${about}\n`)
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
  let figures: object = {}
  for (const [name, study] of named) {
    process.stderr.write(`${name}: ${study.about}\n`)
    const { text, json } = await study.run(options)
    figures = { ...figures, ...json }
    if (!flags.json) process.stdout.write(`${text}\n\n`)
  }
  const { version: node } = process
  if (flags.json)
    process.stdout.write(`${JSON.stringify({ node, scale: options.scale, results, ...figures })}\n`)
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof LecternError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
