import { describe, expect, it } from 'vitest'
import { readDropped } from '../../../../../src-renderer/features/import/dropped-files.ts'

/** Entries as Chromium gives them: a folder is read a hundred at a time. */
function fileEntry(fullPath: string, isUnreadable = false) {
  return {
    isFile: true,
    isDirectory: false,
    name: fullPath.split('/').at(-1) ?? '',
    fullPath,
    file: (done: (file: File) => void, failed: (error: Error) => void) => {
      if (isUnreadable) failed(new Error('gone'))
      else done(new File(['text'], 'name'))
    },
  }
}

function folderEntry(fullPath: string, children: unknown[]) {
  const left = [...children]
  return {
    isFile: false,
    isDirectory: true,
    name: fullPath.split('/').at(-1) ?? '',
    fullPath,
    createReader: () => ({
      readEntries: (done: (entries: unknown[]) => void) => {
        done(left.splice(0, 100))
      },
    }),
  }
}

function transferOf(entries: readonly unknown[]): DataTransfer {
  const items = entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry }))
  return { items, files: [] } as unknown as DataTransfer
}

describe('dropped files', () => {
  it('are read through folders, with paths relative to the drop', async () => {
    const folder = folderEntry('/notes', [
      folderEntry('/notes/deep', [fileEntry('/notes/deep/b.txt')]),
      fileEntry('/notes/a.txt'),
    ])
    const files = await readDropped(transferOf([folder, fileEntry('/c.txt')]))
    expect(files.map(({ path }) => path)).toEqual(['notes/a.txt', 'notes/deep/b.txt', 'c.txt'])
  })

  it('are read to the end of a folder that comes in helpings', async () => {
    const many = Array.from({ length: 250 }, (_, index) => fileEntry(`/all/${index}.txt`))
    expect(await readDropped(transferOf([folderEntry('/all', many)]))).toHaveLength(250)
  })

  it('are those that can be read', async () => {
    const files = await readDropped(transferOf([fileEntry('/gone.txt', true), fileEntry('/here.txt')]))
    expect(files.map(({ path }) => path)).toEqual(['here.txt'])
  })

  it('are taken as they are where entries are not known', async () => {
    const transfer = {
      items: [{ kind: 'file', webkitGetAsEntry: () => null }],
      files: [new File(['text'], 'a.txt')],
    } as unknown as DataTransfer
    expect((await readDropped(transfer)).map(({ path }) => path)).toEqual(['a.txt'])
  })
})
