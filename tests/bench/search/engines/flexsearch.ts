// FlexSearch with beginnings of words indexed ("forward"), since it has no prefix search otherwise. It has neither
// positions nor near spellings; its results come by field and are merged. Stored as the strings that it exports.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, type ExportHandlerAsync } from 'flexsearch'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'

/** A document that comes again would take the place of the first, so documents are numbered; their ids are a file. */
type Numbered = { readonly id: number; readonly title: string; readonly body: string }

const REFS = 'refs.json'

function openDocument(): Document<Numbered> {
  return new Document<Numbered>({
    document: { id: 'id', index: FIELDS.map(({ name }) => ({ field: name, tokenize: 'forward' as const })) },
  })
}

export const engine: Engine = {
  kinds: ['word', 'two words', 'prefix', 'letter'],
  build: async (documents, folder) => {
    const index = openDocument()
    const refs: string[] = []
    for (const { id, title, body } of documents) index.add({ id: refs.push(id) - 1, title, body })
    const store: ExportHandlerAsync = (key, data) => {
      writeFileSync(join(folder, encodeURIComponent(key)), data)
      return Promise.resolve()
    }
    await (index.export as (store: ExportHandlerAsync) => Promise<void>).call(index, store)
    writeFileSync(join(folder, REFS), JSON.stringify(refs))
  },
  open: (folder) => {
    const index = openDocument()
    for (const name of readdirSync(folder).filter((each) => each !== REFS))
      index.import(decodeURIComponent(name), readFileSync(join(folder, name), 'utf8'))
    const refs = JSON.parse(readFileSync(join(folder, REFS), 'utf8')) as string[]
    return {
      ask: ({ words }) => {
        const found = index.search(words.join(' '), { limit: LIMIT, suggest: true, merge: true })
        return (found as readonly { readonly id: number }[]).slice(0, LIMIT).map(({ id }) => refs[id] ?? '')
      },
      close: () => undefined,
    }
  },
}
