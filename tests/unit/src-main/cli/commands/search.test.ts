import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { NoteMatch } from '../../../../../src-shared/domain/search.ts'
import { makeBundle } from '../bundles.ts'
import { makeNotes } from '../notes.ts'
import { ErrorJson, run, toJson } from '../run.ts'

const Result = z.strictObject({
  query: z.string(),
  took: z.number().min(0),
  total: z.number(),
  limited: z.array(z.string()),
  near: z.boolean(),
  suggestion: z.string().nullable(),
  hits: z.array(
    z.strictObject({
      document: z.string(),
      title: z.string(),
      headings: z.array(z.string()),
      snippet: z.string(),
      marks: z.array(z.tuple([z.number(), z.number()])),
      score: z.number(),
      locator: z.strictObject({
        bundleId: z.string(),
        edition: z.string(),
        documentId: z.string(),
        start: z.number(),
        end: z.number(),
      }),
      note: NoteMatch.optional(),
    }),
  ),
})

describe('lectern search', () => {
  it('gives hits with their places as JSON', async () => {
    const path = await makeBundle()
    const { query, total, hits } = Result.parse(toJson(await run(['search', path, 'water', '--json'])))
    expect({ query, total }).toEqual({ query: 'water', total: 2 })
    expect(hits.map((hit) => hit.document).sort()).toEqual(['radio', 'water'])
    for (const { snippet, marks } of hits)
      for (const [start, end] of marks) expect(snippet.slice(start, end).toLowerCase()).toBe('water')
    const limited = Result.parse(toJson(await run(['search', path, 'water', '--limit', '1', '--json'])))
    expect([limited.total, limited.hits.length]).toEqual([2, 1])
  })

  it('marks what was found, in plain text or in colour', async () => {
    const path = await makeBundle()
    const plain = await run(['search', path, 'antenna', 'dry'])
    expect(plain).toMatchObject({ exitCode: 0, stderr: '' })
    expect(plain.stdout).toMatch(/^1 hit, .* ms\n\nRadio \[31m red › Radio\n {2}.*«antenna» «dry»/)
    expect((await run(['search', path, 'antenna'], { terminal: true })).stdout).toContain(
      '\u001b[1;33mantenna\u001b[0m',
    )
    const quiet = await run(['search', path, 'antenna'], { terminal: true, env: { NO_COLOR: '1' } })
    expect(quiet.stdout).toContain('«antenna»')
  })

  it('says when the hits are near spellings, and when the query was not looked at whole', async () => {
    const path = await makeBundle()
    const read = async (query: string) => {
      const { near, limited, hits } = Result.parse(toJson(await run(['search', path, query, '--json'])))
      return { near, limited, found: hits.length > 0 }
    }
    expect(await read('antenna')).toEqual({ near: false, limited: [], found: true })
    expect(await read('antenan')).toEqual({ near: true, limited: [], found: true })
    expect((await read('x'.repeat(100_000))).limited).toContain('query-length')
    expect((await run(['search', path, 'antenan'])).stderr).toContain('spelled nearly so')
    expect((await run(['search', path, 'antenna'])).stderr).toBe('')
  })

  it('offers another spelling where that finds something', async () => {
    const path = await makeBundle()
    const read = async (query: string) => Result.parse(toJson(await run(['search', path, query, '--json'])))
    expect(await read('the antenan')).toMatchObject({ suggestion: 'the antenna' })
    expect(await read('antenna')).toMatchObject({ suggestion: null })
    expect((await run(['search', path, 'the antenan'])).stderr).toContain('Did you mean: the antenna')
  })

  it('is narrowed to documents and kinds', async () => {
    const path = await makeBundle()
    const read = async (...argv: string[]) => {
      const { hits } = Result.parse(toJson(await run(['search', path, ...argv, '--json'])))
      return hits.map(({ document }) => document).sort()
    }
    expect(await read('water')).toEqual(['radio', 'water'])
    expect(await read('water', '--in', 'radio')).toEqual(['radio'])
    expect(await read('water', '--in', 'radio', '--in', 'wat"er')).toEqual(['radio'])
    expect(await read('water', '--in', 'radio', '--in', 'water')).toEqual(['radio', 'water'])
    expect(await read('--in', 'radio')).toEqual(['radio'])
    expect(await read('water', '--kind', 'text')).toEqual(['radio', 'water'])
    expect((await run(['search', path, 'x', '--color', 'red'])).stderr).toContain('yellow, green')
    expect((await run(['search', path, 'x', '--kind', 'all'])).exitCode).toBe(2)
    expect((await run(['search', path])).exitCode).toBe(2)
  })

  it('looks in the notes of a data folder when asked', async () => {
    const path = await makeBundle()
    const env = { LECTERN_DATA_DIR: await makeNotes() }
    const read = async (...argv: string[]) => {
      const { hits } = Result.parse(toJson(await run(['search', path, ...argv, '--json'], { env })))
      return hits.map(({ note }) => note?.part)
    }
    expect(await read('minutes')).toEqual([])
    expect(await read('minutes', '--notes')).toEqual(['body'])
    expect(await read('minutes', '--tag', 'Safety')).toEqual(['body'])
    expect(await read('minutes', '--tag', 'other')).toEqual([])
    expect(await read('--kind', 'notes')).toEqual(['body'])
    expect(await read('boil', '--color', 'yellow', '--color', 'green')).toEqual(['quote'])
    expect(await read('boil', '--color', 'green')).toEqual([])
    const plain = await run(['search', path, 'minutes', '--notes'], { env })
    expect(plain.stdout).toContain('(note, yellow, #safety)\n  Three «minutes» at least.')
    const nowhere = await run(['search', path, 'minutes', '--notes', '--data-dir', '/nowhere', '--json'])
    expect(ErrorJson.parse(toJson(nowhere)).error.code).toBe('NOT_FOUND')
  })

  it('finds nothing politely, whatever the query', async () => {
    const path = await makeBundle()
    for (const query of ['zeppelin', '"+-*~^:', '*', ' ', 'x'.repeat(100_000)]) {
      const result = await run(['search', path, '--json', '--', query])
      expect(result.exitCode).toBe(0)
      expect(Result.parse(toJson(result)).hits).toEqual([])
    }
    expect((await run(['search', path, 'zeppelin'])).stdout).toMatch(/^0 hits/)
  })

  it('says what is wrong with what is no bundle', async () => {
    const result = await run(['search', '/nowhere/a.webpub', 'water', '--json'])
    expect(result.exitCode).toBe(1)
    expect(ErrorJson.parse(toJson(result)).error.code).toBe('NOT_FOUND')
  })
})
