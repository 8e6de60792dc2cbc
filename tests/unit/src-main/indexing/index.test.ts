import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { buildIndex, openIndex } from '../../../../src-main/indexing/index.ts'
import { ask } from './ask.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { BRIEFS, toDocument } from '../searching/library.ts'

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('buildIndex', () => {
  it('builds in a thread the same bytes as here, each time', async () => {
    const files = [await buildIndex(BRIEFS), await buildIndex(BRIEFS), buildIndexFile(BRIEFS)]
    expect(new Set(files.map(({ content }) => hash(content.read(0, content.size)))).size).toBe(1)
    expect(files[0]?.path).toBe('lectern/index/sections.idx')
    expect(files[0]?.descriptor).toEqual({ kind: 'lectern', version: 2, pipeline: 'terms-2 de en' })
  })

  it('says how far it is, up to the end', async () => {
    const news: [number, number][] = []
    await buildIndex(BRIEFS, { onProgress: (done, total) => news.push([done, total]) })
    expect(news.at(-1)).toEqual([BRIEFS.length, BRIEFS.length])
  })

  it('makes an index of no documents, in which nothing is found', async () => {
    const { content, descriptor } = await buildIndex([])
    const index = openIndex(content, descriptor)
    const sequences = [[{ offset: 0, patterns: [{ kind: 'prefix' as const, term: 'a' }] }]]
    expect(index.sections).toBe(0)
    expect(ask(index, [{ presence: 'required', fields: ['body'], sequences }]).matches).toEqual([])
  })

  it('stops when it is cancelled, before and during the work', async () => {
    await expect(buildIndex(BRIEFS, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    const stop = new AbortController()
    const text = 'some words again and again '.repeat(200)
    const many = Array.from({ length: 2_000 }, (_, id) => toDocument(`d${id}`, 'Many', [['p', text]]))
    const building = buildIndex(many, { signal: stop.signal, onProgress: () => stop.abort() })
    await expect(building).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
