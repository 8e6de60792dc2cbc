import { spawnSync } from 'node:child_process'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeLeftovers } from '../../../../../src-main/library/saved/leftovers.ts'
import { makeFolder } from '../doubles.ts'

it('removes what killed processes left beside the files, and nothing else', async () => {
  const folder = await makeFolder()
  const dead = spawnSync(process.execPath, ['--version']).pid
  const kept = [
    'library.json',
    'positions.json',
    'positions.json.lock',
    'positions.damaged-1795226869808.json',
    `positions.json.lock-${process.pid}-1`,
    `library.new-${process.pid}-2.json`,
    `notes.new-${dead}-1.json`,
  ]
  const left = [
    `positions.json.lock-${dead}-1`,
    `library.new-${dead}-3.json`,
    `positions.new-${dead}-1.json.tmp-5227917178023b87`,
  ]
  for (const name of [...kept, ...left]) await writeFile(join(folder, name), '{}')
  await removeLeftovers(folder)
  expect((await readdir(folder)).sort()).toEqual([...kept].sort())
  await rm(folder, { recursive: true })
  await expect(removeLeftovers(folder)).resolves.toBeUndefined()
})
