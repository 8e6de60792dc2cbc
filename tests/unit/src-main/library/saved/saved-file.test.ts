import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openSavedFile, type SavedFile } from '../../../../../src-main/library/saved/saved-file.ts'
import type { StoreFactory } from '../../../../../src-shared/domain/key-value-store.ts'
import { makeFolder, openJsonStore } from '../doubles.ts'

const Shape = z.looseObject({ format: z.literal(2), words: z.array(z.string()) })
type Shape = z.infer<typeof Shape>

let folder: string
let path: string

const open = (openStore: StoreFactory = openJsonStore): SavedFile<Shape> =>
  openSavedFile({ folder, name: 'words', schema: Shape, format: 2, openStore })

const add =
  (word: string) =>
  (saved: Shape | null): Shape => ({ ...saved, format: 2, words: [...(saved?.words ?? []), word] })

beforeEach(async () => {
  folder = await makeFolder()
  path = join(folder, 'words.json')
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('a saved file', () => {
  it('is absent at first, and then what was written, leaving no other file', async () => {
    const file = open()
    expect(await file.load()).toEqual({ kind: 'absent' })
    await file.update(add('one'))
    expect(await open().load()).toEqual({ kind: 'read', value: { format: 2, words: ['one'] } })
    expect(await readdir(folder)).toEqual(['words.json'])
  })

  it('keeps every change of two that write at once', async () => {
    const [left, right] = [open(), open()]
    const words = Array.from({ length: 10 }, (_, index) => `w${index}`)
    await Promise.all(words.map((word, index) => (index % 2 === 0 ? left : right).update(add(word))))
    const loaded = await open().load()
    expect(loaded.kind === 'read' && [...loaded.value.words].sort()).toEqual(words)
  })

  it('keeps fields that it does not know', async () => {
    await writeFile(path, '{"format": 2, "words": [], "later": {"x": 1}}')
    await open().update(add('one'))
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ format: 2, words: ['one'], later: { x: 1 } })
  })

  it.each(['{"format": 2, "wor', '', '[]', 'null', '{"format": 2, "words": "no"}'])(
    'sets a damaged file aside untouched: %j',
    async (text) => {
      await writeFile(path, text)
      const loaded = await open().load()
      expect(loaded.kind).toBe('damaged')
      expect(loaded.kind === 'damaged' && (await readFile(loaded.file, 'utf8'))).toBe(text)
      expect(await open().load()).toEqual({ kind: 'absent' })
    },
  )

  it('never changes a file of a newer version', async () => {
    const text = '{"format": 3, "words": {}}'
    await writeFile(path, text)
    expect(await open().load()).toEqual({ kind: 'newer' })
    await expect(open().update(add('one'))).rejects.toMatchObject({ code: 'DATA_NEWER' })
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('keeps the old file when the store loses what it was given', async () => {
    await open().update(add('one'))
    const lossy: StoreFactory = (options) => {
      const store = openJsonStore(options)
      return {
        path: store.path,
        get store() {
          return store.store
        },
        set store(value) {
          store.store = { ...value, words: [] }
        },
      }
    }
    await expect(open(lossy).update(add('two'))).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(await open().load()).toEqual({ kind: 'read', value: { format: 2, words: ['one'] } })
    expect(await readdir(folder)).toEqual(['words.json'])
  })

  it('has another stamp after every write, whoever wrote', async () => {
    const stamps = [await open().stamp()]
    for (const word of ['one', 'two']) {
      await open().update(add(word))
      stamps.push(await open().stamp())
    }
    expect(new Set(stamps).size).toBe(3)
  })

  it('tells of a damaged and of a newer file, once each, and where it is', async () => {
    await writeFile(path, '{"format": 2, "wor')
    const file = open()
    const loaded = await file.load()
    await writeFile(path, '{"format": 3}')
    await file.load()
    await file.load()
    expect(file.problems()).toMatchObject([
      { kind: 'quarantined', file: loaded.kind === 'damaged' ? loaded.file : '' },
      { kind: 'read-only', file: path },
    ])
    expect(open().problems()).toEqual([])
  })
})
