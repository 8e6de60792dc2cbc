import { describe, expect, it } from 'vitest'
import { openEngine, type SearchEngine } from '../../../../src-main/searching/engine.ts'
import type { Readable } from '../../../../src-main/searching/shelf.ts'
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'

async function open(files: Readable): Promise<SearchEngine> {
  const engine = openEngine(() => Promise.resolve(files))
  await engine.add(toBundle('briefs'))
  return engine
}

const sound = toReadable(BRIEFS)
const other = toReadable([
  toDocument('virus', 'Other', [
    ['h1', 'One'],
    ['h2', 'Two'],
  ]),
])

describe('a bundle whose index cannot be used', () => {
  it.each<[string, Readable]>([
    ['is missing', toReadable(BRIEFS, { index: null })],
    [
      'is damaged',
      toReadable(BRIEFS, { readFile: () => Promise.resolve({ bytes: new Uint8Array(9), mediaType: '' }) }),
    ],
    [
      'does not match its hash',
      toReadable(BRIEFS, { readFile: () => Promise.reject(new LecternError('BUNDLE_DAMAGED', 'x')) }),
    ],
    [
      'is of another pipeline',
      toReadable(BRIEFS, {
        index: { path: 'x', descriptor: { kind: 'lunr', version: 1, pipeline: 'terms-0 en' } },
      }),
    ],
    [
      'is of another kind',
      toReadable(BRIEFS, { index: { path: 'x', descriptor: { kind: 'binary', version: 9, pipeline: '' } } }),
    ],
  ])('is indexed again in the background when it %s', async (_, files) => {
    const engine = await open(files)
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 0, limited: ['index-missing'] })
    await engine.idle()
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 1, limited: [] })
    await engine.close()
  })

  it('is indexed again when its index is of other texts', async () => {
    const engine = await open({ ...sound, index: other.index, readFile: other.readFile })
    expect(await engine.query(ask('two'))).toMatchObject({ total: 0, hits: [], limited: ['index-missing'] })
    await engine.idle()
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 1, limited: [] })
    await engine.close()
  })

  it('stays without one when its documents cannot be read, and closes', async () => {
    const damaged = (): Promise<never> => Promise.reject(new LecternError('BUNDLE_DAMAGED', 'x'))
    const engine = await open(toReadable(BRIEFS, { index: null, readDocument: damaged }))
    await engine.idle()
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 0 })
    await engine.close()
  })

  it('stops building when the bundle is removed', async () => {
    const engine = await open(toReadable(BRIEFS, { index: null }))
    await engine.close()
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 0 })
  })
})

describe('a bundle whose index can be read by position', () => {
  const fail = (): Promise<never> => Promise.reject(new Error('read as a whole'))

  it('is read so, and let go when the bundle is', async () => {
    const { bytes } = await sound.readFile('x')
    let closed = 0
    const source = { ...fromMemory(bytes), close: () => void (closed += 1) }
    const engine = await open({ ...sound, readFile: fail, openFile: () => Promise.resolve(source) })
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 1, limited: [] })
    expect(closed).toBe(0)
    await engine.close()
    expect(closed).toBe(1)
  })

  it('is indexed again when it is damaged, and its source let go', async () => {
    let closed = 0
    const source = { ...fromMemory(new Uint8Array(9)), close: () => void (closed += 1) }
    const engine = await open({ ...sound, readFile: fail, openFile: () => Promise.resolve(source) })
    expect(closed).toBe(1)
    await engine.idle()
    expect(await engine.query(ask('E484K'))).toMatchObject({ total: 1 })
    await engine.close()
  })
})

describe('a bundle with one damaged document', () => {
  it('shows the hits in it without a snippet, and the others as ever', async () => {
    const files: Readable = {
      ...sound,
      readDocument: (id) =>
        id === 'virus' ? Promise.reject(new LecternError('BUNDLE_DAMAGED', 'x')) : sound.readDocument(id),
    }
    const engine = await open(files)
    const { hits } = await engine.query(ask('the'))
    expect(hits.find(({ documentId }) => documentId === 'virus')).toMatchObject({
      snippet: { text: '' },
      marks: [],
    })
    expect(hits.find(({ documentId }) => documentId === 'charger')?.marks.length).toBeGreaterThan(0)
    await engine.close()
  })
})
