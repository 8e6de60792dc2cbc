// MiniSearch as it comes: no positions, no stemming; stored as JSON.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import MiniSearch, { type Options } from 'minisearch'
import type { CorpusDocument } from '../corpus-file.ts'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'

const FILE = 'minisearch.json'
/** It refuses an id that comes again, so documents are numbered; their own ids are stored. */
const OPTIONS: Options<CorpusDocument & { readonly number: number }> = {
  idField: 'number',
  fields: FIELDS.map(({ name }) => name),
  storeFields: ['id'],
  searchOptions: { boost: Object.fromEntries(FIELDS.map(({ name, boost }) => [name, boost])) },
}

export const engine: Engine = {
  kinds: ['word', 'two words', 'prefix', 'letter', 'near'],
  build: (documents, folder) => {
    const index = new MiniSearch(OPTIONS)
    let number = 0
    for (const document of documents) index.add({ ...document, number: number++ })
    writeFileSync(join(folder, FILE), JSON.stringify(index))
    return Promise.resolve()
  },
  open: (folder) => {
    const index = MiniSearch.loadJSON(readFileSync(join(folder, FILE), 'utf8'), OPTIONS)
    return {
      ask: ({ kind, words }) =>
        index
          .search(words.join(' '), {
            prefix: kind === 'prefix' || kind === 'letter',
            fuzzy: kind === 'near' ? 1 : false,
          })
          .slice(0, LIMIT)
          .map((hit) => String(hit['id'])),
      close: () => undefined,
    }
  },
}
