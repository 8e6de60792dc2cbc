import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEngine, type SearchEngine } from '../../../../src-main/searching/engine.ts'
import type { Readable } from '../../../../src-main/searching/shelf.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import { ask, BRIEFS, toBundle, toDocument, toReadable } from './library.ts'

const ID = BundleId.parse('briefs')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-kept-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A bundle without an index. When it may not be built anew, nothing can be read: such an index would be empty. */
const withoutIndex = (mayBuild = true): Readable =>
  toReadable(BRIEFS, {
    index: null,
    ...(!mayBuild && { readDocument: () => Promise.reject(new LecternError('BUNDLE_DAMAGED', 'x')) }),
  })

async function open(files: Readable, where = folder): Promise<SearchEngine> {
  const engine = openEngine(() => Promise.resolve(files), where)
  await engine.add(toBundle('briefs'))
  return engine
}

async function total(engine: SearchEngine): Promise<readonly [number, readonly string[]]> {
  const { total: found, limited } = await engine.query(ask('E484K'))
  return [found, limited]
}

/** Builds and keeps the index of the briefs. */
async function prepare(): Promise<string[]> {
  const engine = await open(withoutIndex())
  await engine.idle()
  expect(await total(engine)).toEqual([1, []])
  await engine.close()
  return readdir(folder)
}

describe('an index that was built anew', () => {
  it('is there at the next start, at once and without reading a document', async () => {
    expect(await prepare()).toEqual([expect.stringMatching(/^briefs\.[0-9a-f]{32}\.idx$/)])
    const engine = await open(withoutIndex(false))
    const { total: found, limited } = await engine.query(ask('E484K'))
    expect([found, limited]).toEqual([1, []])
    await engine.close()
  })

  it('is built again when the documents are others, and takes the place of the one before', async () => {
    const [before] = await prepare()
    const others = [toDocument('new', 'New', [['p', 'E484K is here now']])]
    const engine = await open(toReadable(others, { index: null }))
    expect(await total(engine)).toEqual([0, ['index-missing']])
    await engine.idle()
    expect(await total(engine)).toEqual([1, []])
    await engine.close()
    const after = await readdir(folder)
    expect(after).toHaveLength(1)
    expect(after).not.toContain(before)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', new TextEncoder().encode('PK\x03\x04 not an index')],
  ])('is built again when there is %s in its place', async (_, bytes) => {
    const [name = ''] = await prepare()
    await writeFile(join(folder, name), bytes)
    const engine = await open(withoutIndex())
    await engine.idle()
    expect(await total(engine)).toEqual([1, []])
    await engine.close()
    const again = await open(withoutIndex(false))
    expect(await total(again)).toEqual([1, []])
    await again.close()
  })

  it('is forgotten with its bundle, and those of others are not', async () => {
    await prepare()
    await writeFile(join(folder, 'briefs-2.0123.idx'), 'another')
    const engine = await open(withoutIndex())
    await engine.remove(ID)
    await engine.close()
    expect(await readdir(folder)).toEqual(['briefs-2.0123.idx'])
  })

  it('serves until the end where it cannot be kept', async () => {
    const file = join(folder, 'a file')
    await writeFile(file, '')
    const engine = await open(withoutIndex(), join(file, 'below'))
    await engine.idle()
    expect(await total(engine)).toEqual([1, []])
    await engine.close()
  })

  it('takes the place of a bundle’s own that proves to be of other texts, also at the next start', async () => {
    const other = toReadable([
      toDocument('virus', 'Other', [
        ['h1', 'One'],
        ['h2', 'E484K'],
      ]),
    ])
    const files = (): Readable => ({ ...toReadable(BRIEFS), index: other.index, readFile: other.readFile })
    for (const start of ['first', 'second']) {
      const engine = await open(files())
      await engine.query(ask('E484K'))
      await engine.idle()
      expect([start, ...(await total(engine))]).toEqual([start, 1, []])
      await engine.close()
    }
    expect(await readdir(folder)).toHaveLength(1)
  })
})
