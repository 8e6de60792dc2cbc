// Asking the index: one word, two, a phrase, a word half typed, a misspelt one. Lectern's time is that of the whole
// engine for a page of twenty hits: reading the query, marks and snippets. The others only give their list of results.
import lunr from 'lunr'
import { readTokens } from '../../src-shared/text/tokens.ts'
import { buildArticles, openRandom, toDocument } from './corpus.ts'
import { buildLunr, buildMiniSearch, type Entry, toEntries } from './engines.ts'
import { mapValues, quantile, type Row, type Subject } from './harness.ts'
import { openLecternEngine } from './lectern-engine.ts'

interface Query {
  readonly kind: 'word' | 'two words' | 'phrase' | 'typing' | 'misspelt'
  readonly words: readonly string[]
}

const KINDS: readonly Query['kind'][] = ['word', 'two words', 'phrase', 'typing', 'misspelt']

export const query: Subject = {
  about: 'queries, p50 and p95, against stock Lunr and MiniSearch',
  run: async ({ scale, say }) => {
    const documents = buildArticles(Math.round(1_000 * scale)).map(toDocument)
    const entries = toEntries(documents)
    say(`${documents.length} documents, ${entries.length} sections`)
    const engine = await openLecternEngine(documents)
    const stock = buildLunr(entries)
    const mini = buildMiniSearch(entries)
    const candidates = {
      lectern: (each: Query) =>
        engine.query({
          text: each.kind === 'phrase' ? `"${each.words.join(' ')}"` : each.words.join(' '),
          typing: each.kind === 'typing',
          scope: { kind: 'everything' },
          offset: 0,
          limit: 20,
        }),
      'Lunr (stock)': (each: Query) => askLunr(stock, each),
      MiniSearch: (each: Query) =>
        mini.search(each.words.join(' '), {
          combineWith: 'AND',
          prefix: each.kind === 'typing',
          fuzzy: each.kind === 'misspelt' ? 1 : false,
        }),
    }
    const queries = buildQueries(entries, 150)
    const rows: Row[] = []
    for (const kind of KINDS) {
      const times = await timeAll(
        candidates,
        queries.filter((each) => each.kind === kind),
      )
      for (const [name, part] of [
        ['p50', 0.5],
        ['p95', 0.95],
      ] as const) {
        const values = mapValues(times, (each) => quantile(each, part))
        rows.push({ what: `${kind}, ${name}`, unit: 'ms', better: 'less', values })
      }
    }
    await engine.close()
    return rows
  },
}

/** Each query by each candidate, one after the other; a first round over all of them does not count. */
async function timeAll<N extends string>(
  candidates: Readonly<Record<N, (query: Query) => unknown>>,
  queries: readonly Query[],
): Promise<Record<N, number[]>> {
  const times = mapValues(candidates, (): number[] => [])
  for (const counts of [false, true])
    for (const each of queries)
      for (const [name, ask] of Object.entries<(query: Query) => unknown>(candidates)) {
        const begun = performance.now()
        await ask(each)
        if (counts) times[name as N].push(performance.now() - begun)
      }
  return times
}

function askLunr(index: ReturnType<typeof buildLunr>, { kind, words }: Query): unknown {
  return index.query((builder) => {
    for (const word of words) {
      const last = word === words.at(-1)
      builder.term(word, {
        presence: 2,
        ...(kind === 'typing' && last && { wildcard: 2, usePipeline: false }),
        ...(kind === 'misspelt' && { editDistance: 1 }),
      })
    }
  })
}

/** So many queries of each kind, from words and neighbours that stand in the text. */
function buildQueries(entries: readonly Entry[], each: number): Query[] {
  const random = openRandom(7)
  const queries: Query[] = []
  while (queries.length < each * KINDS.length) {
    const { body } = entries[Math.floor(random() * entries.length)] ?? { body: '' }
    const words = readTokens(body).map(({ term }) => term)
    const at = Math.floor(random() * (words.length - 1))
    const [word = '', next = '', other = ''] = [
      words[at],
      words[at + 1],
      words[Math.floor(random() * words.length)],
    ]
    if (![word, next, other].every(isContent)) continue
    const kind = KINDS[queries.length % KINDS.length] ?? 'word'
    if (kind === 'misspelt' && word.length < 5) continue
    queries.push({ kind, words: toWords(kind, { word, next, other, at: random() }) })
  }
  return queries
}

/** A word of letters that no engine leaves out: stock Lunr finds no stop words, so nothing is compared on them. */
function isContent(term: string): boolean {
  const kept: unknown = lunr.stopWordFilter(new lunr.Token(term, {}))
  return kept !== undefined && /^[a-z]{3,}$/.test(term)
}

function toWords(
  kind: Query['kind'],
  { word, next, other, at }: { word: string; next: string; other: string; at: number },
): string[] {
  switch (kind) {
    case 'word':
      return [word]
    case 'two words':
      return [word, other]
    case 'phrase':
      return [word, next]
    case 'typing':
      return [word, other.slice(0, 1 + Math.floor(at * other.length))]
    case 'misspelt': {
      const place = 1 + Math.floor(at * (word.length - 2))
      return [word.slice(0, place) + word.slice(place + 1)]
    }
  }
}
