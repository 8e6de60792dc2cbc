import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFiles } from '../doubles.ts'
import { type LibraryWorld, makeLibraryWorld } from '../library-world.ts'

let world: LibraryWorld

beforeEach(async () => {
  world = await makeLibraryWorld()
})

afterEach(() => world.remove())

describe('the data folder', () => {
  it('is cleared of staging that dead processes left, and of nothing else', async () => {
    await world.close()
    await writeFiles(world.data, {
      'staging/999999999-abc/x': '1',
      'staging/old/x': '2',
      [`staging/${process.pid}-abc/x`]: '3',
    })
    await world.open()
    expect(await readdir(join(world.data, 'staging'))).toHaveLength(2)
    expect(await readdir(join(world.data, 'staging'))).toContain(`${process.pid}-abc`)
  })

  it('is named when it cannot be made', async () => {
    await writeFile(join(world.root, 'file'), '')
    const folder = join(world.root, 'file', 'data')
    const message: unknown = expect.stringContaining(folder)
    await expect(world.openAnother(folder)).rejects.toMatchObject({ code: 'NOT_SAVED', message })
  })
})
