// From the press of a key to the painted results, in the real interface on the built host, with 25,000 sections and more
// in the library, without notes and with ten thousand: npm run bench -- typing [--corpus FILE.jsonl --corpus X.webpub].
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { openBrowser } from '../browser.ts'
import { type BenchOptions, quantile, type Row, type Study, toTable } from '../harness.ts'
import { fillLibrary, fillNotes, type SampleDocument } from './library.ts'
import { pickQueries } from './queries.ts'
import { type Typed, typeQueries } from './session.ts'

const BUILT = join(import.meta.dirname, '../../../out/main/web.js')
const QUERIES = { without: 40, with: 20 } as const
const WARMUP = 3
const NOTES = 10_000
/** Milliseconds: from the key to the paint, and the longest that the host's main thread may be blocked. */
const AIMS = { painted: 50, block: 10 } as const

export const typing: Study = {
  about:
    'from key press to painted results in the interface, with 25,000 sections and 10,000 notes (2 minutes)',
  run: async (options) => {
    const rows = existsSync(BUILT) ? await measure(options) : []
    if (rows.length === 0) return { text: 'Not measured.', json: { typing: [] } }
    return { text: toTable(rows), json: { typing: rows } }
  },
}

async function measure({ scale, say, corpora }: BenchOptions): Promise<Row[]> {
  const browser = await openBrowser(say)
  if (browser === null) return []
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    const { documents, sections, sample } = await fillLibrary(folder, corpora, scale)
    say(`${documents} documents with about ${sections} sections`)
    return await measureBoth(browser, folder, sample, Math.round(NOTES * scale))
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureBoth(
  browser: Browser,
  folder: string,
  sample: readonly SampleDocument[],
  notes: number,
): Promise<Row[]> {
  const queries = pickQueries(sample, WARMUP + QUERIES.without)
  const without = await typeQueries(browser, folder, queries, WARMUP)
  await fillNotes(folder, sample, notes)
  const noted = await typeQueries(browser, folder, queries.slice(0, WARMUP + QUERIES.with), WARMUP)
  return [...toRows('', without), ...toRows(`, ${notes.toLocaleString('en')} notes`, noted)]
}

function toRows(among: string, { keys, superseded, took, blocks }: Typed): Row[] {
  const times = keys.map(({ pressed, painted }) => painted - pressed)
  const row = (what: string, value: number, aim?: number): Row => ({
    what: `${what}${among}`,
    unit: 'ms',
    better: 'less',
    values: { lectern: value, ...(aim !== undefined && { aim }) },
  })
  const all = keys.length + superseded
  return [
    row('key to painted results, p50', quantile(times, 0.5)),
    row('key to painted results, p95', quantile(times, 0.95), AIMS.painted),
    row('key to painted results, worst', Math.max(...times)),
    { ...row(`keys without an answer of their own, of ${all}`, superseded), unit: 'keys' },
    row('in the search thread, p50', quantile(took, 0.5)),
    row('in the search thread, p95', quantile(took, 0.95)),
    row('in the search thread, worst', Math.max(...took)),
    row('longest block of the host', Math.max(0, ...blocks.map((block) => block.took)), AIMS.block),
    row('most that it computed in one', Math.max(0, ...blocks.map(({ processor }) => processor))),
  ]
}
