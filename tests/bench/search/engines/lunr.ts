// Lunr as it comes, with positions, stored as its documentation shows: JSON. It is never corrected in this process.
// Where its dictionary loses words it has less to do, and some queries fail.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import lunr from 'lunr'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'
import type { Question } from '../questions.ts'

const FILE = 'lunr.json'

export const engine: Engine = {
  kinds: ['word', 'two words', 'prefix', 'letter', 'near'],
  build: (documents, folder) => {
    const index = lunr((builder) => {
      builder.ref('id')
      for (const { name, boost } of FIELDS) builder.field(name, { boost })
      builder.metadataWhitelist = ['position']
      for (const document of documents) builder.add(document)
    })
    writeFileSync(join(folder, FILE), JSON.stringify(index))
    return Promise.resolve()
  },
  open: (folder) => {
    const stored = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as object
    const index = lunr.Index.load(stored)
    return {
      ask: (question) =>
        index
          .search(toText(question))
          .slice(0, LIMIT)
          .map(({ ref }) => ref),
      close: () => undefined,
    }
  },
}

/** The question in Lunr's query language. */
export function toText({ kind, words }: Question): string {
  if (kind === 'prefix' || kind === 'letter') return `${words.join('')}*`
  return kind === 'near' ? `${words.join('')}~1` : words.join(' ')
}
