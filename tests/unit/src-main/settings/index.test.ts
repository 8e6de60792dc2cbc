import Conf from 'conf'
import { truncateSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSettings } from '../../../../src-main/settings/index.ts'
import type { StoreFactory } from '../../../../src-shared/domain/key-value-store.ts'
import type { SettingsPatch } from '../../../../src-shared/domain/settings.ts'
import { Settings } from '../../../../src-shared/domain/settings.ts'

const openStore: StoreFactory = ({ folder, name }) =>
  new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: false,
  })

/** Reports success and leaves part of the file, as conf does on a full disk. */
const lying: StoreFactory = (options) => {
  const store = openStore(options)
  return {
    path: store.path,
    get store() {
      return store.store
    },
    set store(value) {
      store.store = value
      truncateSync(store.path, 20)
    },
  }
}

async function makeFolder(text?: string): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-settings-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'settings.json')
  if (text !== undefined) await writeFile(file, text)
  return { folder, file }
}

describe('settings', () => {
  it('are the defaults where nothing was saved, and write nothing by themselves', async () => {
    const { folder } = await makeFolder()
    const settings = openSettings({ folder, openStore })
    expect(settings.get()).toEqual(Settings.parse({}))
    expect(await readdir(folder)).toEqual([])
  })

  it('keep an update over a restart, readable by its owner alone', async () => {
    const { folder } = await makeFolder()
    const updated = await openSettings({ folder, openStore }).update({ author: 'Ada', sidebarOpen: false })
    expect(updated).toMatchObject({ author: 'Ada', sidebarOpen: false, highlightColor: 'yellow' })
    expect(openSettings({ folder, openStore }).get()).toEqual(updated)
  })

  it('remove what a process that was killed while writing left, but no file that may be being written', async () => {
    const { folder, file } = await makeFolder('{"author": "Ada"}')
    await writeFile(`${file}.tmp-1a`, '{')
    await writeFile(`${file}.tmp-2b`, '{')
    const hourAgo = Date.now() / 1_000 - 3_600
    await utimes(`${file}.tmp-1a`, hourAgo, hourAgo)
    expect(openSettings({ folder, openStore }).get().author).toBe('Ada')
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.tmp-2b'])
  })

  it('tell once of a value that is not valid, however often the file is read', async () => {
    const { folder, file } = await makeFolder('{"author": 7}')
    const settings = openSettings({ folder, openStore })
    for (const padding of ['', ' ', '  ']) {
      await writeFile(file, `{"author": 7}${padding}`)
      settings.get()
    }
    expect(settings.problems()).toHaveLength(1)
  })

  it('tell subscribers until they leave', async () => {
    const { folder } = await makeFolder()
    const settings = openSettings({ folder, openStore })
    const seen: string[] = []
    const leave = settings.subscribe(({ author }) => seen.push(author))
    await settings.update({ author: 'a' })
    leave()
    await settings.update({ author: 'b' })
    expect(seen).toEqual(['a'])
  })

  it('refuse an unknown name and an invalid value, naming them, and change nothing', async () => {
    const { folder } = await makeFolder()
    const settings = openSettings({ folder, openStore })
    const unknown = { fontsize: 20 } as SettingsPatch
    await expect(settings.update(unknown)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(settings.update(unknown)).rejects.toThrow(/fontsize/)
    await expect(settings.update({ sidebarWidth: 9 })).rejects.toThrow(/sidebarWidth/)
    expect(await readdir(folder)).toEqual([])
  })

  it('keep what a newer version saved', async () => {
    const { folder, file } = await makeFolder('{"author":"Ada","holograms":{"on":true}}')
    const settings = openSettings({ folder, openStore })
    expect(settings.get().author).toBe('Ada')
    await settings.update({ author: 'Grace' })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ author: 'Grace', holograms: { on: true } })
  })

  it('use the default for a value that is not valid, say so, and leave it in the file', async () => {
    const { folder, file } = await makeFolder('{"author":"Ada","highlightColor":"mauve"}')
    const settings = openSettings({ folder, openStore })
    expect(settings.get()).toMatchObject({ author: 'Ada', highlightColor: 'yellow' })
    expect(settings.problems()[0]?.message).toContain('highlightColor')
    await settings.update({ author: 'Grace' })
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('highlightColor', 'mauve')
  })

  it.each([
    ['not JSON', '{"author":'],
    ['not an object', '[1]'],
    ['hostile', '{"__proto__":{"a":1}}'],
    ['empty', ''],
  ])('rename a file that is %s, keep it, and use defaults', async (_name, text) => {
    const { folder, file } = await makeFolder(text)
    const settings = openSettings({ folder, openStore })
    expect(settings.get()).toEqual(Settings.parse({}))
    const kept = join(folder, 'settings.damaged-1.json')
    expect(settings.problems()).toMatchObject([{ file: kept }])
    await settings.update({ author: 'Ada' })
    expect(await readFile(kept, 'utf8')).toBe(text)
    await writeFile(file, 'damaged again')
    expect(openSettings({ folder, openStore }).problems()[0]?.file).toBe(
      join(folder, 'settings.damaged-2.json'),
    )
  })

  it('come back as they were before the last change when the file was damaged', async () => {
    const { folder, file } = await makeFolder()
    const settings = openSettings({ folder, openStore })
    await settings.update({ author: 'Ada' })
    await settings.update({ author: 'Grace' })
    await writeFile(file, 'x')
    expect(openSettings({ folder, openStore }).get().author).toBe('Ada')
  })

  it('reject with NOT_SAVED when a write that reported success did not hold, and are as before', async () => {
    const { folder, file } = await makeFolder()
    const good = openSettings({ folder, openStore })
    await good.update({ author: 'Ada' })
    await good.update({ author: 'Grace' })
    const before = await readFile(file, 'utf8')
    const settings = openSettings({ folder, openStore: lying })
    await expect(settings.update({ author: 'Mary' })).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(settings.get().author).toBe('Grace')
    expect(await readFile(file, 'utf8')).toBe(before)
    const empty = await makeFolder()
    const first = openSettings({ folder: empty.folder, openStore: lying })
    await expect(first.update({ author: 'Mary' })).rejects.toThrow(empty.file)
    expect(await readdir(empty.folder)).toEqual([])
  })

  it('do not go back a step when even the copy cannot be made', async () => {
    const { folder, file } = await makeFolder()
    const settings = openSettings({ folder, openStore })
    await settings.update({ author: 'Ada' })
    await settings.update({ author: 'Grace' })
    const failing: StoreFactory = () => {
      throw new Error('no room')
    }
    await expect(openSettings({ folder, openStore: failing }).update({ author: 'x' })).rejects.toThrow(file)
    expect(openSettings({ folder, openStore }).get().author).toBe('Grace')
  })

  it('show what another process has saved', async () => {
    const { folder } = await makeFolder()
    const one = openSettings({ folder, openStore })
    const two = openSettings({ folder, openStore })
    await one.update({ author: 'Ada' })
    expect(two.get().author).toBe('Ada')
    await two.update({ sidebarOpen: false })
    expect(one.get()).toMatchObject({ author: 'Ada', sidebarOpen: false })
  })
})
