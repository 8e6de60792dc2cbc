// FlexSearch with beginnings of words indexed ("forward"), since it has no prefix search otherwise. It has neither
// positions nor near spellings; its results come by field and are merged. Stored as the strings that it exports.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, type ExportHandlerAsync } from 'flexsearch'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'

type Stored = { readonly id: string; readonly title: string; readonly body: string }

function openDocument(): Document<Stored> {
  return new Document<Stored>({
    document: { id: 'id', index: FIELDS.map(({ name }) => ({ field: name, tokenize: 'forward' as const })) },
  })
}

export const engine: Engine = {
  kinds: ['word', 'two words', 'prefix', 'letter'],
  hasWorkers: false,
  build: async (documents, folder) => {
    const index = openDocument()
    for (const document of documents) index.add(document)
    const store: ExportHandlerAsync = (key, data) => {
      writeFileSync(join(folder, encodeURIComponent(key)), data)
      return Promise.resolve()
    }
    await (index.export as (store: ExportHandlerAsync) => Promise<void>).call(index, store)
  },
  open: (folder) => {
    const index = openDocument()
    for (const name of readdirSync(folder))
      index.import(decodeURIComponent(name), readFileSync(join(folder, name), 'utf8'))
    return {
      ask: ({ words }) => {
        const found = index.search(words.join(' '), { limit: LIMIT, suggest: true, merge: true })
        return (found as readonly { readonly id: string }[]).slice(0, LIMIT).map(({ id }) => id)
      },
      close: () => undefined,
    }
  },
}
