import { afterEach, describe, expect, it } from 'vitest'
import { openSearch, type SearchService } from '../../../../src-main/searching/index.ts'
import { ask, toBundle } from './library.ts'
import { buildAnnotation } from './notes/stock.ts'

/** A thread that counts the bundles it was given, and breaks down when it is asked to. */
const script = `
import { parentPort } from 'node:worker_threads'
const bundles = new Set()
const notes = new Map()
parentPort.on('message', ({ id, order }) => {
  if (order.kind === 'add') bundles.add(order.bundle.bundleId)
  if (order.kind === 'remove') bundles.delete(order.bundleId)
  for (const note of order.changed ?? []) notes.set(note.id, note)
  for (const id of order.removed ?? []) notes.delete(id)
  if (order.request?.text === 'exit') process.exit(3)
  if (order.request?.text === 'throw') throw new Error('broken')
  const value = { total: bundles.size, documents: notes.size, hits: [] }
  parentPort.postMessage({ id, envelope: { ok: true, value: order.kind === 'query' ? value : null } })
})`

let search: SearchService
const open = (): SearchService =>
  openSearch({ worker: new URL(`data:text/javascript,${encodeURIComponent(script)}`) })
afterEach(() => search.close())

describe('a thread that breaks down', () => {
  it.each(['exit', 'throw'])('is started again with its bundles in it (%s)', async (text) => {
    search = open()
    await search.add(toBundle('one'))
    await search.add(toBundle('two'))
    await search.remove(toBundle('two').bundleId)
    const asked = [search.query(ask('before')), search.query(ask(text)), search.query(ask('after'))]
    const [before, broken, after] = await Promise.allSettled(asked)
    expect(before).toMatchObject({ value: { total: 1 } })
    expect(broken).toMatchObject({ reason: { code: 'INTERNAL' } })
    expect(after).toMatchObject({ value: { total: 1 } })
    await search.add(toBundle('three'))
    expect(await search.query(ask('now'))).toMatchObject({ total: 2 })
  })

  it('is started again with the notes in it, as they are by then', async () => {
    search = open()
    const [kept, gone] = [buildAnnotation({ body: 'kept' }), buildAnnotation({ body: 'gone' })]
    search.putNotes([gone])
    search.putNotes([{ ...gone, deleted: true }, kept])
    expect(await search.query(ask('before'))).toMatchObject({ documents: 1 })
    await expect(search.query(ask('exit'))).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(await search.query(ask('after'))).toMatchObject({ documents: 1 })
    search.putNotes([buildAnnotation({ body: 'new' })])
    expect(await search.query(ask('now'))).toMatchObject({ documents: 2 })
  })

  it('is started again after each breakdown as long as it answers in between', async () => {
    search = open()
    await search.add(toBundle('one'))
    for (let round = 0; round < 3; round += 1) {
      await expect(search.query(ask('exit'))).rejects.toMatchObject({ code: 'INTERNAL' })
      expect(await search.query(ask('fine'))).toMatchObject({ total: 1 })
    }
  })

  it('is given up when it breaks down twice without an answer', async () => {
    search = open()
    await expect(search.query(ask('exit'))).rejects.toMatchObject({ code: 'INTERNAL' })
    await expect(search.query(ask('exit'))).rejects.toMatchObject({ code: 'INTERNAL' })
    await expect(search.query(ask('fine'))).rejects.toMatchObject({ code: 'INTERNAL' })
    await expect(search.add(toBundle('one'))).rejects.toMatchObject({ code: 'INTERNAL' })
  })
})
