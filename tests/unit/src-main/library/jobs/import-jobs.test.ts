import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { failing } from '../in-this-thread.ts'
import { type LibraryWorld, makeLibraryWorld } from '../library-world.ts'

let world: LibraryWorld

beforeEach(async () => {
  world = await makeLibraryWorld()
})

afterEach(() => world.remove())

describe('importing', () => {
  it('makes one bundle of a folder, with events from first to last and nothing left in staging', async () => {
    await world.write({
      'Field Notes/a.md': '# Alpha\n\nText.\n',
      'Field Notes/b.md': '# Beta\n\nMore.\n',
    })
    const report = await world.importPaths('Field Notes')
    expect(report).toMatchObject({ cancelled: false })
    expect(report.items.map((item) => item.outcome)).toEqual(['imported', 'imported'])
    expect(report.bundles[0]).toMatch(/^field-notes-[0-9a-f]{8}$/)
    expect(await world.show()).toEqual(['Field Notes 1.0.0 imported'])
    expect([...world.search.known.values()]).toEqual(['1.0.0'])
    const names = world.heard.map((each) => each.name)
    expect(names[0]).toBe('import.progress')
    expect(names.slice(-2)).toEqual(['library.changed', 'import.finished'])
    await world.close()
    expect(await readdir(join(world.data, 'staging'))).toEqual([])
    await world.open()
    expect(await world.show()).toEqual(['Field Notes 1.0.0 imported'])
  })

  it('makes one bundle of loose files together, and one of each folder', async () => {
    await world.write({
      'x/a.md': '# A\n\n1\n',
      'y/b.md': '# B\n\n2\n',
      'c.md': '# C\n\n3\n',
      'd.md': '# D\n\n4\n',
    })
    const report = await world.importPaths('x', 'c.md', 'y', 'd.md')
    expect(report.bundles).toHaveLength(3)
    const documents = (await world.library.list()).bundles.map((bundle) => bundle.documents)
    expect(documents.sort()).toEqual([1, 1, 2])
  })

  it('gives a folder that is imported again the next edition, and leaves it alone when nothing changed', async () => {
    await world.write({ 'docs/a.md': '# A\n\nOne.\n', 'docs/b.md': '# B\n\nTwo.\n' })
    const [id] = (await world.importPaths('docs')).bundles
    expect((await world.importPaths('docs')).bundles).toEqual([id])
    expect(await world.show()).toEqual(['Docs 1.0.0 imported'])
    await world.write({ 'docs/a.md': '# A\n\nChanged.\n' })
    expect((await world.importPaths('docs')).bundles).toEqual([id])
    expect(await world.show()).toEqual(['Docs 1.0.1 imported'])
    expect(await readdir(join(world.data, 'bundles', String(id)))).toEqual(['1.0.1.webpub'])
    expect(world.search.known.get(String(id))).toBe('1.0.1')
  })

  it('reports each file that is refused and goes on with the rest', async () => {
    await world.write({
      'mixed/a.md': '# A\n\nText.\n',
      'mixed/b.bin': new Uint8Array([0, 1, 2, 0, 255]),
    })
    const report = await world.importPaths('mixed', 'missing.md')
    expect(report.bundles).toHaveLength(1)
    const outcomes = new Map(report.items.map((item) => [basename(item.path), item.outcome]))
    expect(outcomes.get('a.md')).toBe('imported')
    expect(outcomes.get('missing.md')).toBe('refused')
    expect(['refused', 'ignored']).toContain(outcomes.get('b.bin'))
  })

  it('installs nothing when nothing could be read, and says why', async () => {
    await world.write({ 'binary.md': new Uint8Array([0, 1, 2, 0, 255, 0]) })
    const report = await world.importPaths('binary.md')
    expect(report.bundles).toEqual([])
    expect(report.items).toHaveLength(1)
    expect(report.items[0]).toMatchObject({ outcome: 'refused' })
    expect(await world.show()).toEqual([])
    expect(world.heard.map((each) => each.name)).not.toContain('library.changed')
  })

  it('ends when it is cancelled, with nothing installed', async () => {
    await world.write({ 'docs/a.md': '# A\n\nText.\n', 'docs/b.md': '# B\n\nText.\n' })
    const { jobId } = world.library.import([{ kind: 'path', path: join(world.root, 'docs') }])
    world.onEvent = (name) => {
      if (name === 'import.progress') world.library.cancelImport(jobId)
    }
    expect(await world.finish(jobId)).toMatchObject({ cancelled: true, bundles: [] })
    expect(await world.show()).toEqual([])
    expect(await readdir(join(world.data, 'bundles')).catch(() => [])).toEqual([])
  })

  it('cancels a job that has not begun', async () => {
    await world.write({ 'a/a.md': '# A\n\nText.\n', 'b/b.md': '# B\n\nText.\n' })
    world.library.import([{ kind: 'path', path: join(world.root, 'a') }])
    const { jobId } = world.library.import([{ kind: 'path', path: join(world.root, 'b') }])
    world.library.cancelImport(jobId)
    expect(await world.finish(jobId)).toMatchObject({ cancelled: true, bundles: [] })
    expect(await world.show()).toEqual(['A 1.0.0 imported'])
  })
})

describe('importing what was handed over', () => {
  it('takes the folders and files of a batch and removes the batch', async () => {
    await world.write({
      'batch/docs/a.md': '# Docs\n\n1\n',
      'batch/x.md': '# X\n\n2\n',
      'batch/y.md': '# Y\n\n3\n',
    })
    expect((await world.importStaged('batch')).bundles).toHaveLength(2)
    expect((await world.show()).sort()).toEqual(['Docs 1.0.0 imported', 'X and 1 more 1.0.0 imported'])
    expect(await readdir(world.root)).not.toContain('batch')
  })

  it('knows a folder again by its name and a document in it', async () => {
    await world.write({ 'one/docs/a.md': '# A\n\nSame.\n', 'one/docs/b.md': '# B\n\nOld.\n' })
    const first = await world.importStaged('one')
    await world.write({ 'two/docs/a.md': '# A\n\nSame.\n', 'two/docs/b.md': '# B\n\nNew.\n' })
    expect((await world.importStaged('two')).bundles).toEqual(first.bundles)
    expect(await world.show()).toEqual(['Docs 1.0.1 imported'])
  })

  it('keeps apart two folders of one name that have nothing in common', async () => {
    await world.write({ 'one/docs/a.md': '# A\n\nMine.\n' })
    await world.write({ 'two/docs/a.md': '# A\n\nYours.\n' })
    const [first] = (await world.importStaged('one')).bundles
    const [second] = (await world.importStaged('two')).bundles
    expect(second).not.toBe(first)
    expect(await world.show()).toHaveLength(2)
    await world.write({ 'three/docs/a.md': '# A\n\nYours.\n', 'three/docs/b.md': '# B\n\nMore.\n' })
    expect((await world.importStaged('three')).bundles).toEqual([second])
  })

  it('keeps apart two loose files of one name, and knows the same one again', async () => {
    for (const [batch, text] of [
      ['one', 'Mine.'],
      ['two', 'Yours.'],
      ['three', 'Mine.'],
    ] as const) {
      await world.write({ [`${batch}/notes.md`]: `# Notes\n\n${text}\n` })
      await world.importStaged(batch)
    }
    expect(await world.show()).toHaveLength(2)
  })

  it('takes the title that the person gives to a single bundle', async () => {
    await world.write({ 'one/docs/a.md': '# A\n\nText.\n' })
    await world.importStaged('one', 'My title')
    expect(await world.show()).toEqual(['My title 1.0.0 imported'])
  })

  it('brings back an unchanged folder whose bundle was deleted while it was open', async () => {
    await world.write({ 'Field Notes/a.md': '# Alpha\n\nText.\n' })
    const [id = ''] = (await world.importPaths('Field Notes')).bundles
    await rm(join(world.data, 'bundles', id), { recursive: true })
    await world.importPaths('Field Notes')
    await world.reopen()
    expect(await world.show()).toEqual(['Alpha 1.0.1 imported'])
  })

  it('leaves nothing in staging when an import changed nothing', async () => {
    await world.write({ 'Field Notes/a.md': '# Alpha\n\nText.\n' })
    await world.importPaths('Field Notes')
    await world.importPaths('Field Notes')
    const [own = ''] = await readdir(join(world.data, 'staging'))
    expect(await readdir(join(world.data, 'staging', own))).toEqual([])
  })

  it('does not call files imported when the bundle could not be written, and leaves nothing in staging', async () => {
    await world.write({ 'Field Notes/a.md': '# Alpha\n\nText.\n', 'Field Notes/empty.md': '' })
    const [own = ''] = await readdir(join(world.data, 'staging'))
    failing.with = new LecternError('NOT_SAVED', 'It was not written: the disk is full.')
    try {
      const report = await world.importPaths('Field Notes')
      expect(report.bundles).toEqual([])
      expect(report.items).toMatchObject([{ outcome: 'refused', code: 'NOT_SAVED' }])
      expect(await readdir(join(world.data, 'staging', own))).toEqual([])
    } finally {
      failing.with = null
    }
  })
})
