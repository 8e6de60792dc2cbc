import { existsSync, truncateSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Notebook } from '../../../../../src-main/annotating/notebook.ts'
import type { Frame } from '../../../../../src-main/annotating/checkpoint/content.ts'
import { buildCheckpoint } from '../../../../../src-main/annotating/checkpoint/content.ts'
import {
  backUp,
  findNewest,
  pruneBackups,
  setDamagedAside,
  writeGeneration,
} from '../../../../../src-main/annotating/checkpoint/generations.ts'
import { Timestamp } from '../../../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../../../src-shared/domain/key-value-store.ts'
import { BUNDLE, buildTestAnnotation, openConf } from '../stock.ts'
import { makeTemporary } from '../support.ts'

function frameOf(serial: number): Frame {
  const notebook = new Notebook(BUNDLE)
  notebook.apply([serial, '0123456789abcdef'], {
    kind: 'put',
    bundleId: BUNDLE,
    annotations: [buildTestAnnotation(serial, { body: `body ${serial}` })],
  })
  const written = Timestamp.parse('2026-01-02T03:04:05.678Z')
  return buildCheckpoint(notebook, { serial, written, covered: [], unreadable: [], extra: {} })
}

/** A store whose write reports success and leaves half of the file, as conf's does on a full disk. */
const lying: StoreFactory = (options) => {
  const store = openConf(options)
  return {
    path: store.path,
    get store() {
      return store.store
    },
    set store(value) {
      store.store = value
      truncateSync(store.path, 300)
    },
  }
}

async function serialIn(folder: string): Promise<number | undefined> {
  return (await findNewest(folder, BUNDLE)).checkpoint?.frame.serial
}

describe('checkpoint generations', () => {
  it('keeps the current one and two before it, and finds the newest', async () => {
    const folder = await makeTemporary()
    for (const serial of [1, 2, 3, 4]) await writeGeneration(folder, frameOf(serial), openConf)
    expect(await readdir(folder)).toEqual(['harbour.1.json', 'harbour.2.json', 'harbour.json'])
    expect(await serialIn(folder)).toBe(4)
    await writeFile(join(folder, 'harbour.json'), '{"cut')
    const found = await findNewest(folder, BUNDLE, openConf)
    expect(found.generation).toBe(1)
    expect(found.checkpoint?.frame.serial).toBe(3)
    expect(found.damaged).toEqual([join(folder, 'harbour.json')])
    await writeFile(join(folder, 'harbour.1.json'), '')
    expect(await serialIn(folder)).toBe(2)
  })

  it('takes a write back that reported success and destroyed the file', async () => {
    const folder = await makeTemporary()
    await writeGeneration(folder, frameOf(1), openConf)
    await writeGeneration(folder, frameOf(2), openConf)
    const before = await readFile(join(folder, 'harbour.json'))
    await expect(writeGeneration(folder, frameOf(3), lying)).rejects.toThrow('does not hold')
    expect(await readFile(join(folder, 'harbour.json'))).toEqual(before)
    expect(await serialIn(folder)).toBe(2)
    await writeGeneration(folder, frameOf(3), openConf)
    expect(await serialIn(folder)).toBe(3)
  })

  it('leaves nothing when the very first write is destroyed', async () => {
    const folder = await makeTemporary()
    await expect(writeGeneration(folder, frameOf(1), lying)).rejects.toThrow('does not hold')
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps the file when the store cannot even be opened or written', async () => {
    const folder = await makeTemporary()
    await writeGeneration(folder, frameOf(1), openConf)
    const broken: StoreFactory = () => {
      throw new Error('no room')
    }
    await expect(writeGeneration(folder, frameOf(2), broken)).rejects.toThrow('no room')
    expect(await serialIn(folder)).toBe(1)
  })

  it('renames a file that does not hold and never writes over it', async () => {
    const folder = await makeTemporary()
    const path = join(folder, 'harbour.json')
    for (const text of ['first', 'second']) {
      await writeFile(path, text)
      await setDamagedAside([path])
    }
    expect(await readFile(join(folder, 'harbour.damaged-1.json'), 'utf8')).toBe('first')
    expect(await readFile(join(folder, 'harbour.damaged-2.json'), 'utf8')).toBe('second')
    expect(existsSync(path)).toBe(false)
  })

  it('backs up once a day and keeps ten days, and every upgrade', async () => {
    const folder = await makeTemporary()
    await writeGeneration(folder, frameOf(1), openConf)
    await backUp(folder, BUNDLE, 'version-1')
    for (let day = 10; day < 25; day += 1) await backUp(folder, BUNDLE, `2026-01-${day}`)
    await writeGeneration(folder, frameOf(2), openConf)
    await backUp(folder, BUNDLE, '2026-01-24')
    await pruneBackups(folder)
    const kept = await readdir(join(folder, 'backups'))
    expect(kept).toHaveLength(11)
    expect(kept[0]).toBe('2026-01-15')
    expect(kept).toContain('version-1')
    const backup: unknown = JSON.parse(
      await readFile(join(folder, 'backups', '2026-01-24', 'harbour.json'), 'utf8'),
    )
    expect(backup).toHaveProperty('serial', 1)
  })
})
