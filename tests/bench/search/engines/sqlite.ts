// SQLite's FTS5 through node:sqlite: English stems, positions, no stored text (contentless), merged to one segment.
// With prefix indexes for two to four letters it is another engine, since that costs room and time to build.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'
import type { Question } from '../questions.ts'

const FILE = 'index.sqlite'
const NAMES = FIELDS.map(({ name }) => name).join(', ')
const BOOSTS = FIELDS.map(({ boost }) => boost).join(', ')

export const engine: Engine = openSqlite('')
export const withPrefixes: Engine = openSqlite(", prefix='2 3 4'")

function openSqlite(prefixes: string): Engine {
  return {
    kinds: ['word', 'two words', 'prefix', 'letter', 'phrase'],
    build: (documents, folder) => {
      const database = new DatabaseSync(join(folder, FILE))
      database.exec(
        `CREATE VIRTUAL TABLE pages USING fts5(${NAMES}, content='', tokenize='porter unicode61'${prefixes});
         INSERT INTO pages(pages, rank) VALUES ('rank', 'bm25(${BOOSTS})');
         CREATE TABLE refs(number INTEGER PRIMARY KEY, ref TEXT);
         BEGIN`,
      )
      const page = database.prepare(`INSERT INTO pages(rowid, ${NAMES}) VALUES (?, ?, ?)`)
      const ref = database.prepare('INSERT INTO refs VALUES (?, ?)')
      let number = 0
      for (const { id, title, body } of documents) {
        number += 1
        page.run(number, title, body)
        ref.run(number, id)
      }
      database.exec("COMMIT; INSERT INTO pages(pages) VALUES ('optimize')")
      database.close()
      return Promise.resolve()
    },
    open: (folder) => {
      const database = new DatabaseSync(join(folder, FILE), { readOnly: true })
      const select = database.prepare(
        `SELECT ref FROM (SELECT rowid AS number, rank AS score FROM pages WHERE pages MATCH ? ORDER BY rank
         LIMIT ${LIMIT}) JOIN refs USING (number) ORDER BY score`,
      )
      return {
        ask: (question) => select.all(toMatch(question)).map(({ ref }) => String(ref)),
        close: () => {
          database.close()
        },
      }
    },
  }
}

/** The question in FTS5's query language. */
function toMatch({ kind, words }: Question): string {
  if (kind === 'prefix' || kind === 'letter') return `"${words.join('')}"*`
  return kind === 'phrase' ? `"${words.join(' ')}"` : words.map((word) => `"${word}"`).join(' OR ')
}
