// The study of the search: every goal, on every corpus, beside Lunr, MiniSearch, FlexSearch, SQLite's FTS5 and, where
// it is installed, Xapian: npm run bench -- search [--corpus FILE.jsonl … --engines a,b --queries N --workers N --json].
// It takes minutes; docs/benchmarks.md says how many, and what is measured how.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { buildArticles, toPlainText } from '../corpus.ts'
import type { BenchOptions, Study } from '../harness.ts'
import { importLibrary, toLibrarySections } from '../library.ts'
import { type CorpusDocument, measureCorpus, toCorpusName } from './corpus-file.ts'
import type { Order } from './equality-process.ts'
import type { CorpusFigures, EqualityFigures } from './figures.ts'
import { openProcess } from './line-process.ts'
import { measureEngines, measureWorkers, NODE_FLAGS } from './measure.ts'
import { toReport, toShortfallText, toText } from './report.ts'

/** Every engine; those that are not named with `--engines` are measured as far as they are there and not optional. */
const ENGINES = ['lectern', 'lunr', 'minisearch', 'flexsearch', 'sqlite', 'sqlite-prefix', 'xapian'] as const
const OPTIONAL = new Set<string>(['sqlite-prefix'])
const EXTRACTED = ['python', 'postgresql', 'boost', 'openjdk']
/** Above this size stock Lunr and the comparison with corrected Lunr take minutes, and run only when asked for. */
const LARGE = 40_000
const QUERIES = 400
const SECONDS = 60

export const search: Study = {
  about:
    'every goal of the search beside stock Lunr, MiniSearch, FlexSearch, FTS5 and Xapian (takes minutes)',
  run: async (options) => {
    const engines = chooseEngines(options)
    const folder = mkdtempSync(join(tmpdir(), 'lectern-search-'))
    const corpora: CorpusFigures[] = []
    try {
      for (const path of await chooseCorpora(options, folder)) {
        const figures = await measureOne(path, engines, folder, options)
        corpora.push(figures)
        if (!options.json) process.stdout.write(`${toText(figures)}\n\n`)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const report = toReport(corpora)
    return { text: toShortfallText(report.shortfalls), json: report }
  },
}

async function measureOne(
  path: string,
  engines: readonly string[],
  folder: string,
  options: BenchOptions,
): Promise<CorpusFigures> {
  const { documents, bytes } = measureCorpus(path)
  const name = toCorpusName(path)
  const isLarge = documents > LARGE
  const say = (line: string): void => {
    options.say(`${name}: ${line}`)
  }
  const names = engines.filter((each) => each !== 'lunr' || !isLarge || options.engines !== undefined)
  const place = mkdtempSync(join(folder, 'indexes-'))
  const task = { path, documents, folder: place, workers: options.workers ?? 1, say }
  const figures = await measureEngines(names, task)
  const hasOwn = names.includes('lectern')
  const workers = hasOwn ? await measureWorkers(task) : undefined
  rmSync(place, { recursive: true })
  const asked = options.queries ?? (isLarge ? 0 : QUERIES)
  const equality =
    hasOwn && asked > 0 ? await measureEquality({ path, documents }, asked, options, say) : undefined
  return {
    name,
    documents,
    bytes,
    engines: figures,
    ...(workers && { workers }),
    ...(equality && { equality }),
  }
}

async function measureEquality(
  corpus: { readonly path: string; readonly documents: number },
  queries: number,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<EqualityFigures> {
  say(`comparing up to ${queries} queries with corrected Lunr`)
  const child = openProcess(process.execPath, [
    ...NODE_FLAGS,
    join(import.meta.dirname, 'equality-process.ts'),
  ])
  const order: Order = { ...corpus, queries, seconds: options.queries === undefined ? SECONDS : null }
  const figures = (await child.ask(order)) as EqualityFigures
  await child.close()
  return figures
}

function chooseEngines({ engines, say }: BenchOptions): string[] {
  const unknown = (engines ?? []).filter((name) => !ENGINES.some((each) => each === name))
  if (unknown.length > 0)
    throw new LecternError(
      'INVALID_INPUT',
      `There is no engine ${unknown.join(', ')}. There are: ${ENGINES.join(', ')}.`,
    )
  const wanted = ENGINES.filter((name) => engines?.includes(name) ?? !OPTIONAL.has(name))
  if (!wanted.includes('xapian') || hasXapian()) return wanted
  say('Xapian is left out: its Python bindings are not installed (sudo apt-get install python3-xapian)')
  return wanted.filter((name) => name !== 'xapian')
}

function hasXapian(): boolean {
  return spawnSync('/usr/bin/python3', ['-c', 'import xapian']).status === 0
}

/** The files that were named; else the corpora that were extracted; else made-up articles and the default library. */
async function chooseCorpora({ corpora, scale, say }: BenchOptions, folder: string): Promise<string[]> {
  if (corpora.length > 0) return [...corpora]
  const extracted = EXTRACTED.map((name) => join(tmpdir(), 'corpora', `${name}.jsonl`)).filter((path) =>
    existsSync(path),
  )
  if (extracted.length > 0) return extracted
  say("There are no extracted corpora (npm run corpora makes them from Debian's documentation packages)")
  const articles = buildArticles(Math.round(1_000 * scale)).map((article) => ({
    id: article.name,
    title: article.title,
    body: toPlainText(article),
  }))
  const library = toLibrarySections(await importLibrary())
  return [
    writeCorpus(join(folder, 'articles.jsonl'), articles),
    writeCorpus(join(folder, 'library.jsonl'), library),
  ]
}

function writeCorpus(path: string, documents: readonly CorpusDocument[]): string {
  writeFileSync(path, documents.map((document) => `${JSON.stringify(document)}\n`).join(''))
  return path
}
