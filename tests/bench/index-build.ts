// Building the index from documents, up to the bytes that are stored; then opening those bytes and asking once.
import MiniSearch from 'minisearch'
import { fromMemory } from '../../src-shared/domain/byte-source.ts'
import { buildIndexFile } from '../../src-main/indexing/build-index.ts'
import { openIndex } from '../../src-main/indexing/index.ts'
import { buildClauses } from '../../src-main/searching/query/clauses.ts'
import { parseQuery } from '../../src-main/searching/query/query.ts'
import type { IndexFile } from '../../src-shared/domain/index-file.ts'
import { buildArticles, toDocument } from './corpus.ts'
import { buildLunr, buildMiniSearch, toEntries } from './engines.ts'
import { mapValues, median, race, type Row, type Subject } from './harness.ts'
import { stockLunr } from './stock-lunr.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function toBytes({ content }: IndexFile): Uint8Array {
  return content.read(0, content.size)
}

export const indexBuild: Subject = {
  about: 'build, size and first query of the index, against stock Lunr and MiniSearch',
  run: async ({ scale, say }) => {
    const documents = buildArticles(Math.round(400 * scale)).map(toDocument)
    const entries = toEntries(documents)
    const size = entries.reduce((sum, { body }) => sum + encoder.encode(body).length, 0)
    say(`${documents.length} documents, ${entries.length} sections, ${(size / 1e6).toFixed(1)} MB of text`)
    const build = {
      lectern: () => toBytes(buildIndexFile(documents)),
      'Lunr (stock)': () => encoder.encode(JSON.stringify(buildLunr(entries))),
      MiniSearch: () => encoder.encode(JSON.stringify(buildMiniSearch(entries))),
    }
    const times = await race(build, { rounds: 3 })
    const bytes = mapValues(build, (make) => make())
    const { descriptor } = buildIndexFile(documents)
    const clauses = buildClauses(parseQuery('charger', false))
    const open = {
      lectern: () =>
        openIndex(fromMemory(bytes.lectern), descriptor).prepare(clauses).score().sections.length,
      'Lunr (stock)': () => {
        const stored = JSON.parse(decoder.decode(bytes['Lunr (stock)'])) as object
        return stockLunr.Index.load(stored).query((query) => query.term('charger', {})).length
      },
      MiniSearch: () => {
        const options = { fields: ['title', 'headings', 'body'] }
        return MiniSearch.loadJSON(decoder.decode(bytes.MiniSearch), options).search('charger').length
      },
    }
    const first = await race(open, { rounds: 5 })
    const rows: Row[] = [
      {
        what: 'build',
        unit: 'MB/s',
        better: 'more',
        values: mapValues(times, (each) => size / 1e3 / median(each)),
      },
      {
        what: 'index size by text',
        unit: '%',
        better: 'less',
        values: mapValues(bytes, (each) => (100 * each.length) / size),
      },
      { what: 'open and ask once', unit: 'ms', better: 'less', values: mapValues(first, median) },
    ]
    return rows
  },
}
