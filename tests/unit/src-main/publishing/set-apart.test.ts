import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { groupSetApart } from '../../../../src-main/publishing/set-apart.ts'
import { codeOf, makeContent, makeDocument, makeFolder } from './samples.ts'
import { type Json, change, put, unpack } from './unpacked.ts'

/** Documents `d0`, `d1` and so on, with so many lines of so many units each. */
function makeDocuments(shapes: readonly { lines: number; units: number }[]) {
  return shapes.map(({ lines, units }, at) =>
    makeDocument({
      id: `d${at}`,
      setApart: Array.from({ length: lines }, (_, line) => ({
        where: line === 0 ? 'leading' : 'trailing',
        text: `${at}.${line} `.padEnd(units, 'x'),
      })),
    }),
  )
}

const many = (length: number) => Array.from({ length }, () => ({ lines: 1, units: 10 }))

describe('the files of set-apart text', () => {
  it('take 64 documents in a row, and are named for the first they have text of', () => {
    const documents = makeDocuments([
      { lines: 0, units: 0 },
      ...many(64),
      { lines: 0, units: 0 },
      ...many(64),
    ])
    const files = groupSetApart(documents)
    expect(files.map(({ path, lines }) => [path, lines.length])).toEqual([
      ['lectern/set-apart/d1.json', 64],
      ['lectern/set-apart/d66.json', 64],
    ])
  })

  it('take no further document once they are long, and one document of any length', () => {
    const long = { lines: 2, units: 70_000 }
    const files = groupSetApart(makeDocuments([...many(1), long, ...many(2), { lines: 1, units: 1_000_000 }]))
    expect(files.map(({ lines }) => lines.map(({ document }) => document))).toEqual([
      ['d0', 'd1', 'd1'],
      ['d2', 'd3', 'd4'],
    ])
  })

  it('are few for a manual of 20,000 pages', () => {
    expect(groupSetApart(makeDocuments(many(20_000))).length).toBe(313)
  })

  it('give every document its own text and no other', async () => {
    const path = join(await makeFolder(), 'any.webpub')
    const shape = fc.record({ lines: fc.nat(2), units: fc.constantFrom(0, 10, 30_000) })
    await fc.assert(
      fc.asyncProperty(fc.array(shape, { minLength: 1, maxLength: 150 }), async (shapes) => {
        const documents = makeDocuments(shapes)
        await writeBundle(makeContent({ documents }), path)
        const bundle = await openBundle(path)
        for (const { id, setApart } of documents)
          expect((await bundle.readDocument(id)).setApart).toEqual(setApart)
        await bundle.close()
        expect((await verifyBundle(path)).problems).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  it('hold documents whose ids are names of every object', async () => {
    const path = join(await makeFolder(), 'a.webpub')
    const setApart = [{ where: 'within', text: 'x' }]
    const ids = ['constructor', 'prototype', '__proto__'].map((id) => DocumentId.parse(id))
    await writeBundle(makeContent({ documents: ids.map((id) => makeDocument({ id, setApart })) }), path)
    const bundle = await openBundle(path)
    for (const id of ids) expect((await bundle.readDocument(id)).setApart).toEqual(setApart)
    await bundle.close()
  })
})

describe('a file of set-apart text that is not as it should be', () => {
  const name = 'lectern/set-apart/d0.json'
  const d0 = DocumentId.parse('d0')
  const d1 = DocumentId.parse('d1')

  it('is refused when it has text of a document before it, far behind it, or of none', async () => {
    const documents = makeDocuments([...many(64), { lines: 1, units: 5 }])
    for (const document of ['d64', 'none', '../d0']) {
      const root = await unpack({ documents })
      await put(root, name, JSON.stringify([{ document, where: 'leading', text: 'x' }]))
      const bundle = await openBundle(root)
      expect(await codeOf(bundle.readDocument(d1))).toBe('BUNDLE_INVALID')
      expect((await verifyBundle(root)).problems).toMatchObject([{ file: name, code: 'BUNDLE_INVALID' }])
    }
  })

  it.each([
    '',
    '{}',
    '[7]',
    '[{"where": "leading", "text": "x"}]',
    '[{"document": "d0", "where": "above", "text": ""}]',
  ])('is refused as %s', async (text) => {
    const root = await unpack({ documents: makeDocuments(many(2)) })
    await put(root, name, text)
    expect(await codeOf((await openBundle(root)).readDocument(d1))).toBe('BUNDLE_INVALID')
  })

  it('is refused when it was changed', async () => {
    const root = await unpack({ documents: makeDocuments(many(2)) })
    await writeFile(join(root, name), '[]')
    expect(await codeOf((await openBundle(root)).readDocument(d0))).toBe('BUNDLE_DAMAGED')
  })

  it('is one document’s own in format 1', async () => {
    const root = await unpack({ documents: makeDocuments(many(2)) })
    await put(root, name, '[{"where": "leading", "text": "own"}]')
    await change(root, 'lectern/edition.json', (edition) => {
      const { id: bundle, edition: number, language } = edition['metadata'] as Json
      const files = (edition['files'] as Json[]).map(({ path, ...record }) => [path, record])
      const documents = (edition['documents'] as Json[]).map(({ id, sha256, size }) => [
        `documents/${String(id)}.html`,
        { sha256, size },
      ])
      Object.assign(edition, { format: 1, minReader: 1, bundle, edition: number, language })
      edition['files'] = Object.fromEntries([...files, ...documents])
    })
    const bundle = await openBundle(root)
    expect((await bundle.readDocument(d0)).setApart).toEqual([{ where: 'leading', text: 'own' }])
    expect((await bundle.readDocument(d1)).setApart).toEqual([])
  })
})
