import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  lengthOf,
  Store,
  StoredFiles,
  StoredReader,
  writeAll,
} from '../../../../../src-main/indexing/merging/stored.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stored-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const toBytes = (length: number, from: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (from + at * 7) % 251)

describe('stored bytes', () => {
  it('are in memory while there is room, and in one file from then on', () => {
    const inner = join(folder, 'inner')
    const store = new Store(inner, 'runs', 100)
    const small = [store.put(toBytes(60, 1)), store.put(toBytes(40, 2))]
    expect(small.map(({ kind }) => kind)).toEqual(['memory', 'memory'])
    expect(existsSync(inner)).toBe(false)
    const large = [store.put(toBytes(700_000, 3)), store.put(toBytes(10, 4))]
    expect(large.map(({ kind }) => kind)).toEqual(['file', 'file'])
    expect(readdirSync(inner)).toEqual(['runs'])
    store.close()
    const files = new StoredFiles()
    const all = [...small, ...large].map((stored) => {
      const reader = new StoredReader(stored, files)
      const bytes: number[] = []
      while (!reader.isOver) {
        expect(reader.position).toBe(bytes.length)
        const count = Math.min(9_999, lengthOf(stored) - bytes.length)
        reader.need(count)
        for (let each = 0; each < count; each += 1) bytes.push(reader.bytes[reader.at++]!)
      }
      return Uint8Array.from(bytes)
    })
    expect(all).toEqual([toBytes(60, 1), toBytes(40, 2), toBytes(700_000, 3), toBytes(10, 4)])
    const later = new StoredReader(large[0]!, files, 300_000)
    later.need(1)
    expect(later.bytes[later.at]).toBe(toBytes(300_001, 3).at(-1))
    files.close()
  })

  it.skipIf(!existsSync('/dev/full'))('that the disk does not take are an error with a remedy', () => {
    const file = openSync('/dev/full', 'w')
    expect(() => {
      writeAll(file, toBytes(10, 1), 0)
    }).toThrow(expect.objectContaining({ code: 'NOT_SAVED', details: { reason: 'ENOSPC' } }) as Error)
    closeSync(file)
  })

  it('are said to be missing when their file was cut short', () => {
    const store = new Store(folder, 'short', 0)
    store.put(toBytes(10, 1))
    store.close()
    const files = new StoredFiles()
    const reader = new StoredReader({ kind: 'file', path: join(folder, 'short'), from: 5, length: 10 }, files)
    expect(() => {
      reader.need(10)
    }).toThrow(/cut short/)
    files.close()
  })
})
