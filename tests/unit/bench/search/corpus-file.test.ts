import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { measureCorpus, readCorpus, toCorpusName } from '../../../bench/search/corpus-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-corpus-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(...lines: string[]): string {
  const path = join(folder, 'my.jsonl')
  writeFileSync(path, lines.join('\n'))
  return path
}

const GOOD = '{"id":"a","title":"A","body":"one"}'

describe('a corpus file', () => {
  it('gives its documents in order, ids that are numbers as text and ids that come again as they are', () => {
    const path = write(GOOD, '', '{"id":7,"title":"","body":"é"}', GOOD, '')
    expect([...readCorpus(path)]).toEqual([
      { id: 'a', title: 'A', body: 'one' },
      { id: '7', title: '', body: 'é' },
      { id: 'a', title: 'A', body: 'one' },
    ])
    expect(measureCorpus(path)).toEqual({ documents: 3, bytes: 10 })
    expect(toCorpusName(path)).toBe('my')
  })

  it('is read whole when lines and characters lie across chunks', () => {
    const body = 'ü€𝒳'.repeat(200_000)
    const path = write(...Array.from({ length: 3 }, (_, id) => JSON.stringify({ id, title: 't', body })))
    expect([...readCorpus(path)].map((each) => each.body === body)).toEqual([true, true, true])
  })

  it.each([
    ['{"id":"a"', 'line 2 is not JSON'],
    ['[1]', 'line 2 is not an object'],
    ['{"title":"","body":""}', 'line 2: "id" is missing'],
    ['{"id":1.5,"title":"","body":""}', 'line 2: "id" has the wrong type'],
    ['{"id":"a","title":null,"body":""}', 'line 2: "title" has the wrong type'],
    ['{"id":"a","title":""}', 'line 2: "body" is missing'],
  ])('refuses %s and says where and what to do', (line, message) => {
    const read = (): unknown => [...readCorpus(write(GOOD, line))]
    expect(read).toThrow(message)
    expect(read).toThrow('Every line must be one JSON object')
  })

  it('refuses a file that is not there, and one without documents', () => {
    expect(() => [...readCorpus(join(folder, 'none'))]).toThrow('cannot be read')
    expect(() => measureCorpus(write(''))).toThrow('has no documents')
  })
})
