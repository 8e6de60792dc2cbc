import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPorts } from '../../../../../../src-main/hosts/electron/system/dialogs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-dialogs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function ports(answer: object, open: () => Promise<void> = () => Promise.resolve()) {
  const granted: string[] = []
  const asked: { defaultPath?: string; properties?: string[] }[] = []
  const show = (options: object) => {
    asked.push(options)
    return Promise.resolve(answer)
  }
  const made = createPorts({
    dialog: { showOpenDialog: show, showSaveDialog: show } as never,
    shell: { openExternal: open },
    grants: { add: (paths) => void granted.push(...paths) },
    findWindow: () => null,
  })
  return { made, granted, asked }
}

test('chosen paths are granted and returned as sources', async () => {
  const { made, granted, asked } = ports({ canceled: false, filePaths: ['/a.md', '/b'] })
  expect(await made.pickSources('files')).toEqual({
    kind: 'picked',
    sources: [
      { kind: 'path', path: '/a.md' },
      { kind: 'path', path: '/b' },
    ],
  })
  expect(granted).toEqual(['/a.md', '/b'])
  await made.pickSources('folder')
  expect(asked.map((options) => options.properties)).toEqual([
    ['openFile', 'multiSelections'],
    ['openDirectory'],
  ])
})

test('a dialogue that is closed grants nothing', async () => {
  const { made, granted } = ports({ canceled: true, filePaths: [], filePath: '' })
  expect(await made.pickSources('folder')).toEqual({ kind: 'cancelled' })
  expect(await made.saveFile({ name: 'a', mediaType: 'text/plain', text: '' })).toEqual({ kind: 'cancelled' })
  expect(granted).toEqual([])
})

test('a saved file replaces the old one whole and leaves nothing beside it', async () => {
  const path = join(folder, 'notes.md')
  await writeFile(path, 'old and longer than the new one')
  const { made, asked } = ports({ canceled: false, filePath: path })
  const file = { name: '../../notes.md', mediaType: 'text/markdown', text: 'Ü new' }
  expect(await made.saveFile(file)).toEqual({ kind: 'saved', path })
  expect(await readFile(path, 'utf8')).toBe('Ü new')
  expect(await readdir(folder)).toEqual(['notes.md'])
  expect(asked[0]?.defaultPath).toBe('notes.md')
})

test('a folder that is gone is named in the failure', async () => {
  const { made } = ports({ canceled: false, filePath: join(folder, 'gone/x.md') })
  const saving = made.saveFile({ name: 'x.md', mediaType: 'text/markdown', text: '' })
  await expect(saving).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(saving).rejects.toThrow(join(folder, 'gone'))
})

test('only web and mail addresses reach the shell', async () => {
  const opened: unknown[] = []
  const { made } = ports({}, (...args: unknown[]) => {
    opened.push(args[0])
    return Promise.resolve()
  })
  expect(await made.openExternal('https://example.com/')).toEqual({ kind: 'opened' })
  for (const url of ['file:///etc/passwd', 'javascript:1', 'vbscript:1', 'ms-msdt:/id', '//example.com', ''])
    await expect(made.openExternal(url)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(opened).toEqual(['https://example.com/'])
})

test('a machine without a browser says so', async () => {
  const { made } = ports({}, () => Promise.reject(new Error('no handler')))
  await expect(made.openExternal('mailto:a@example.com')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
