// An unpacked bundle: a folder as a container, with the same promises as an archive.
// Links are refused wherever they lead; nothing outside the folder is ever read.

import { constants, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { Container, ContainerLimits } from './container.ts'
import {
  CONTAINER_LIMITS,
  checkWhole,
  getSizeLimit,
  hostile,
  toFileFailure,
  withDeadline,
} from './container.ts'
import { type FileRange, changed, openRange } from './file-source.ts'
import { findNameProblem, foldName, isArchiveContent, isArchiveName } from './entry-name.ts'

interface Walk {
  readonly root: string
  readonly files: Map<string, number>
  readonly folded: Set<string>
  readonly limits: ContainerLimits
  total: number
}

/**
 * Opens a folder. Cost: one walk through it. Files that other programs leave behind (`.DS_Store`, `Thumbs.db`,
 * `desktop.ini`) are passed over.
 * @throws LecternError `NOT_FOUND`, `FILE_UNREADABLE`, `ARCHIVE_HOSTILE`, `TIMED_OUT`
 */
export async function openFolder(
  path: string,
  limits: ContainerLimits = CONTAINER_LIMITS,
): Promise<Container> {
  const walk: Walk = { root: path, files: new Map(), folded: new Set(), limits, total: 0 }
  try {
    await withDeadline(walkFolder(walk, ''), limits.deadline, path)
  } catch (error) {
    throw toFileFailure(error, path)
  }
  const { files } = walk
  return {
    path,
    size: walk.total,
    files,
    async read(name) {
      const size = getSize(walk, name)
      checkWhole(`${path}: ${name}`, size, limits)
      return withDeadline(readRegular(join(path, name), size), limits.deadline, path)
    },
    openFile: (name) => new Promise((resolve) => resolve(openRange(toRange(walk, name)))),
    close: () => Promise.resolve(),
  }
}

function getSize({ root, files }: Walk, name: string): number {
  const size = files.get(name)
  if (size === undefined) throw new LecternError('NOT_FOUND', `${root} has no file ${name}.`)
  return size
}

function toRange(walk: Walk, name: string): FileRange {
  const size = getSize(walk, name)
  return {
    file: join(walk.root, name),
    name: `${walk.root}: ${name}`,
    start: 0,
    size,
    refuseLink: true,
    isSame: (stats) => stats.isFile() && stats.size === BigInt(size),
  }
}

async function walkFolder(walk: Walk, folder: string): Promise<void> {
  for (const item of await readdir(join(walk.root, folder), { withFileTypes: true })) {
    const name = folder === '' ? item.name : `${folder}/${item.name}`
    if (/^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(item.name)) continue
    const problem = findNameProblem(name)
    if (problem !== null) throw hostile(walk.root, `the name of its file ${JSON.stringify(name)} ${problem}`)
    if (item.isDirectory()) await walkFolder(walk, name)
    else if (item.isFile()) await addFile(walk, name)
    else throw hostile(walk.root, `its file ${name} is a link or a device`)
  }
}

async function addFile(walk: Walk, name: string): Promise<void> {
  const { root, limits, files, folded } = walk
  if (isArchiveName(name)) throw hostile(root, `its file ${name} is itself an archive`)
  const key = foldName(name)
  if (folded.has(key)) throw hostile(root, `it has two files named ${name}`)
  folded.add(key)
  const { size } = await lstat(join(root, name))
  const most = getSizeLimit(name, true, limits)
  if (size > most) throw hostile(root, `its file ${name} is larger than ${most} bytes`)
  walk.total += size
  files.set(name, size)
  if (walk.total > limits.total) throw hostile(root, `it holds more than ${limits.total} bytes`)
  if (files.size > limits.entries) throw hostile(root, `it has more than ${limits.entries} files`)
}

// The size was noted when the folder was opened; a file that has changed since is read no further than that.
async function readRegular(path: string, size: number): Promise<Uint8Array> {
  try {
    const handle = await openRegular(path)
    try {
      const buffer = Buffer.alloc(size + 1)
      let length = 0
      for (let more = true; more && length < buffer.length;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
        length += bytesRead
        more = bytesRead > 0
      }
      if (length !== size) throw changed(path)
      const bytes = buffer.subarray(0, size)
      if (isArchiveContent(bytes)) throw hostile(path, 'it is itself an archive')
      return bytes
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw toFileFailure(error, path)
  }
}

async function openRegular(path: string): ReturnType<typeof open> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new LecternError('FILE_NOT_REGULAR', `${path} is not an ordinary file.`)
}
