// The files in what was dropped on the window: single files, and folders with all that is in them, each with its path
// relative to the drop.
import type { PickedFile } from '../../stores/import-store.ts'

/** More than this is not looked at in one drop; the host has limits of its own. */
const MOST_FILES = 20_000

/**
 * Must be called while the drop event is being handled, since the browser forgets the items after it. The promise
 * resolves with the files in the order they were found; what cannot be read is left out.
 */
export function readDropped(transfer: DataTransfer): Promise<readonly PickedFile[]> {
  const entries = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry())
  if (entries.every((entry) => entry === null)) {
    return Promise.resolve(Array.from(transfer.files).map((file) => ({ file, path: file.name })))
  }
  return readEntries(entries.filter((entry) => entry !== null))
}

/** The files of a picker: with a folder, their paths begin at the folder. */
export function toPicked(files: readonly File[]): readonly PickedFile[] {
  return files.map((file) => ({
    file,
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
  }))
}

async function readEntries(roots: readonly FileSystemEntry[]): Promise<readonly PickedFile[]> {
  const found: PickedFile[] = []
  const waiting = [...roots]
  while (waiting.length > 0 && found.length < MOST_FILES) {
    const entry = waiting.shift()
    if (entry === undefined) break
    if (isDirectory(entry)) waiting.unshift(...(await readFolder(entry)))
    else if (isFile(entry)) found.push(...(await readFile(entry)))
  }
  return found
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function readFile(entry: FileSystemFileEntry): Promise<readonly PickedFile[]> {
  return new Promise((resolve) => {
    entry.file(
      (file) => {
        resolve([{ file, path: entry.fullPath.replace(/^\/+/u, '') }])
      },
      () => {
        resolve([])
      },
    )
  })
}

/** A folder is read in helpings, of a hundred in Chromium, until there are no more. */
async function readFolder(entry: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const helping = await new Promise<readonly FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => {
        resolve([])
      })
    })
    if (helping.length === 0) return all.toSorted((one, other) => one.name.localeCompare(other.name))
    all.push(...helping)
  }
}
