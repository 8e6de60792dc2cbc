import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArticles, toPlainText } from '../../../bench/corpus.ts'
import { buildQueries } from '../../../bench/search/equality-queries.ts'
import { buildQuestions, KINDS } from '../../../bench/search/questions.ts'

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-questions-'))
  path = join(folder, 'articles.jsonl')
  const lines = buildArticles(60).map((article) =>
    JSON.stringify({ id: article.name, title: article.title, body: toPlainText(article) }),
  )
  writeFileSync(path, lines.join('\n'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('questions', () => {
  it('are of every kind, so many of each, the same for the same seed', () => {
    const questions = buildQuestions(path, 60, 20)
    for (const kind of KINDS)
      expect(questions.filter((each) => each.kind === kind)).toHaveLength(kind === 'letter' ? 26 : 20)
    expect(buildQuestions(path, 60, 20)).toEqual(questions)
    expect(buildQuestions(path, 60, 20, 5)).not.toEqual(questions)
  })

  it('have lower-case letters only, so that every engine reads them alike', () => {
    for (const { kind, words } of buildQuestions(path, 60, 50)) {
      expect(words).toHaveLength(kind === 'two words' || kind === 'phrase' ? 2 : 1)
      for (const word of words) expect(word).toMatch(/^[a-z]+$/)
    }
  })
})

describe('queries for the comparison with Lunr', () => {
  it('have every feature of the language and of clauses', () => {
    const queries = buildQueries(['alpha', 'beta-gamma', 'delta:e', 'zeta'], 3).take(4_000).toArray()
    const texts = queries.flatMap((each) => ('text' in each ? [each.text] : []))
    const clauses = queries.flatMap((each) => ('clauses' in each ? each.clauses : []))
    for (const pattern of [/^\+/, / -/, /title:/, /~2/, /\^\d/, /^\*\S/, /\w\*\w/, /\w\*$/, /\\:/, /the/])
      expect(texts.some((text) => pattern.test(text))).toBe(true)
    expect(new Set(clauses.map(({ presence }) => presence))).toEqual(new Set([1, 2, 3]))
    expect(clauses.some(({ usePipeline }) => !usePipeline)).toBe(true)
    expect(clauses.some(({ editDistance, term }) => editDistance === 2 && term !== '')).toBe(true)
    expect(clauses.some(({ fields }) => fields !== undefined)).toBe(true)
    expect(queries.some((each) => 'clauses' in each && each.clauses.length === 0)).toBe(true)
  })
})
