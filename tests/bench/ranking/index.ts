// How well the answers are ranked: npm run bench -- ranking. Questions over the default library and, where they are
// installed, the documentation of Python and PostgreSQL are asked of Lectern's own search engine, stock Lunr,
// MiniSearch and SQLite's FTS5, all over the same sections from Lectern's importer. The peers find sections with any of
// the words, since that is how they are used; what is measured is the order.
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { importSources } from '../../../src-main/importing/index.ts'
import { type IndexedDocument, toIndexedSections } from '../../../src-main/indexing/index.ts'
import { parseOutline } from '../../../src-shared/text/canonical-text.ts'
import { buildLunr, buildMiniSearch, type Entry, toEntries } from '../engines.ts'
import type { BenchOptions, Study } from '../harness.ts'
import { openLecternEngine } from '../lectern-engine.ts'
import { importLibrary } from '../library.ts'
import { toFigure } from '../search/goals.ts'
import { toTable } from '../search/report.ts'
import { isExpected, type Place, type RankingQuestion, readQuestions } from './question-file.ts'

/** Where a question was answered: the rank of the first expected section, from 1; null beyond `SHOWN`. */
interface Answer {
  readonly set: string
  readonly kind: string
  readonly question: string
  readonly ranks: Readonly<Record<string, number | null>>
}

type Rank = (question: RankingQuestion) => Promise<readonly Place[]> | readonly Place[]

const SHOWN = 50
const PYTHON = ['faq', 'howto', 'library', 'reference', 'tutorial'].map(
  (name) => `/usr/share/doc/python3.11/html/${name}`,
)
const POSTGRESQL = ['/usr/share/doc/postgresql-doc-15/html']
const BOOSTS = { title: 3, headings: 2, body: 1 }

export const ranking: Study = {
  about:
    'order of the results: mean reciprocal rank of labelled questions, beside stock Lunr, MiniSearch and FTS5',
  run: async (options) => {
    const questions = readQuestions()
    const answers: Answer[] = []
    for (const [set, read] of Object.entries(SETS)) {
      const documents = await read(options)
      if (documents === null) continue
      const own = questions.filter((each) => each.set === set)
      options.say(`${set}: ${documents.length} documents, ${own.length} questions`)
      answers.push(...(await askAll(documents, own)))
    }
    return { text: toText(answers), json: { ranking: { summary: toSummary(answers), answers } } }
  },
}

/** The documents of each set; null where they are not installed. */
const SETS: Readonly<Record<string, (options: BenchOptions) => Promise<IndexedDocument[] | null>>> = {
  library: importLibrary,
  python: ({ say }) => importDebian(PYTHON, 'python3.11-doc', say),
  postgresql: ({ say }) => importDebian(POSTGRESQL, 'postgresql-doc-15', say),
}

async function importDebian(
  folders: readonly string[],
  name: string,
  say: BenchOptions['say'],
): Promise<IndexedDocument[] | null> {
  if (!folders.every((folder) => existsSync(folder))) {
    say(`left out: ${name} is not installed (sudo apt-get install ${name})`)
    return null
  }
  say(`importing ${name}`)
  const { documents } = await importSources(folders)
  return documents.map(({ id, title, language, html }) => ({ id, title, language, html }))
}

async function askAll(
  documents: readonly IndexedDocument[],
  questions: readonly RankingQuestion[],
): Promise<Answer[]> {
  const entries = toEntries(documents)
  const places = listPlaces(documents)
  const missing = questions.filter((question) => !places.some((place) => isExpected(question, place)))
  if (missing.length > 0)
    throw new Error(`Nothing in the documents answers: ${missing.map(({ question }) => question).join('; ')}`)
  const engine = await openLecternEngine(documents)
  const find = async (text: string, byScore: boolean): Promise<Place[]> => {
    const scope = { kind: 'everything' } as const
    const { hits } = await engine.query({ text, typing: false, scope, offset: 0, limit: 500 })
    const ordered = byScore ? hits.toSorted((a, b) => b.score - a.score) : hits
    return ordered.map(({ documentId, headings }) => ({ documentId, headings }))
  }
  const byNumber = (numbers: readonly number[]): Place[] => numbers.flatMap((number) => places[number] ?? [])
  const engines: Readonly<Record<string, Rank>> = {
    lectern: ({ question }) => find(question, false),
    'lectern, by score': ({ question }) => find(question, true),
    'Lunr (stock)': openLunr(entries, byNumber),
    MiniSearch: openMiniSearch(entries, byNumber),
    FTS5: openFts(entries, byNumber),
  }
  const answers: Answer[] = []
  for (const question of questions) {
    const ranks: Record<string, number | null> = {}
    for (const [name, rank] of Object.entries(engines)) {
      const found = (await rank(question)).findIndex((place) => isExpected(question, place))
      ranks[name] = found < 0 || found >= SHOWN ? null : found + 1
    }
    answers.push({ set: question.set, kind: question.kind, question: question.question, ranks })
  }
  await engine.close()
  return answers
}

/** The place of each entry, by its number. */
function listPlaces(documents: readonly IndexedDocument[]): Place[] {
  return documents.flatMap(({ id, html }) =>
    toIndexedSections(parseOutline(html)).map(({ trail }) => ({ documentId: id, headings: trail })),
  )
}

type ByNumber = (numbers: readonly number[]) => Place[]

function openLunr(entries: readonly Entry[], byNumber: ByNumber): Rank {
  const index = buildLunr(entries, BOOSTS)
  return ({ question }) => {
    const words = question.replace(/[+\-~^:*"\\]/g, ' ').trim()
    return byNumber(index.search(words).map(({ ref }) => Number(ref)))
  }
}

function openMiniSearch(entries: readonly Entry[], byNumber: ByNumber): Rank {
  const index = buildMiniSearch(entries)
  return ({ question }) => byNumber(index.search(question, { boost: BOOSTS }).map(({ id }) => Number(id)))
}

/** Words and phrases in quotation marks, any of them. */
function openFts(entries: readonly Entry[], byNumber: ByNumber): Rank {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE VIRTUAL TABLE pages USING fts5(title, headings, body, tokenize='porter unicode61')")
  const insert = database.prepare('INSERT INTO pages(rowid, title, headings, body) VALUES (?, ?, ?, ?)')
  database.exec('BEGIN')
  for (const { id, title, headings, body } of entries) insert.run(id, title, headings, body)
  database.exec('COMMIT')
  const select = database.prepare(
    `SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY bm25(pages, ${Object.values(BOOSTS).join(', ')}) LIMIT ${SHOWN}`,
  )
  return ({ question }) => {
    const parts = question.match(/"[^"]*"|[^\s"]+/g) ?? []
    const match = parts.map((part) => `"${part.replaceAll('"', '')}"`).join(' OR ')
    return byNumber(select.all(match).map(({ rowid }) => Number(rowid)))
  }
}

interface Score {
  readonly questions: number
  /** Mean of 1 / rank, 0 where nothing was found. */
  readonly mrr: number
  /** Parts of the questions answered by the first and by one of the first ten. */
  readonly hitsAt1: number
  readonly hitsAt10: number
}

/** Scores by engine: over all, by set and by kind. */
function toSummary(answers: readonly Answer[]): Record<string, Record<string, Score>> {
  const groups = new Map<string, Answer[]>([['all', [...answers]]])
  for (const key of ['set', 'kind'] as const)
    for (const answer of answers) groups.set(answer[key], [...(groups.get(answer[key]) ?? []), answer])
  return Object.fromEntries(
    [...groups].map(([group, members]) => [
      group,
      Object.fromEntries(listEngines(answers).map((name) => [name, toScore(members, name)])),
    ]),
  )
}

function toScore(answers: readonly Answer[], name: string): Score {
  const ranks = answers.map(({ ranks: { [name]: rank } }) => rank ?? Infinity)
  const mean = (value: (rank: number) => number): number =>
    ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length
  return {
    questions: ranks.length,
    mrr: mean((rank) => 1 / rank),
    hitsAt1: mean((rank) => (rank === 1 ? 1 : 0)),
    hitsAt10: mean((rank) => (rank <= 10 ? 1 : 0)),
  }
}

function listEngines(answers: readonly Answer[]): string[] {
  return Object.keys(answers[0]?.ranks ?? {})
}

function toText(answers: readonly Answer[]): string {
  const names = listEngines(answers)
  const scores = Object.entries(toSummary(answers)).map(([group, byEngine]) => [
    group,
    String(byEngine[names[0] ?? '']?.questions ?? 0),
    ...names.map((name) => {
      const { mrr, hitsAt1, hitsAt10 } = byEngine[name] ?? { mrr: 0, hitsAt1: 0, hitsAt10: 0 }
      return `${mrr.toFixed(3)}  ${toFigure(Math.round(100 * hitsAt1))} %  ${toFigure(Math.round(100 * hitsAt10))} %`
    }),
  ])
  const late = answers.filter(({ ranks }) => (ranks['lectern'] ?? Infinity) > 3)
  return [
    'Mean reciprocal rank, questions answered by the first result, by one of the first ten:',
    toTable([['', 'questions', ...names], ...scores], (column) => column > 0),
    '',
    `Not among Lectern’s first three (rank with each, – beyond ${SHOWN}):`,
    toTable(
      [
        ['set', 'question', ...names],
        ...late.map(({ set, question, ranks }) => [
          set,
          question,
          ...names.map((name) => String(ranks[name] ?? '–')),
        ]),
      ],
      (column) => column > 1,
    ),
  ].join('\n')
}
