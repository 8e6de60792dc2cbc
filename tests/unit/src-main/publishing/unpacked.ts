// A bundle as a folder, of which tests change single files.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openArchive } from '../../../../src-main/publishing/container/archive.ts'
import { writeBundle } from '../../../../src-main/publishing/index.ts'
import { makeContent, makeFolder } from './samples.ts'

export type Json = Record<string, unknown>

/** A bundle as an unpacked folder, for changing single files of it. */
export async function unpack(over: Parameters<typeof makeContent>[0] = {}): Promise<string> {
  const folder = await makeFolder()
  await writeBundle(makeContent(over), join(folder, 'a.webpub'))
  return unpackArchive(join(folder, 'a.webpub'), join(folder, 'unpacked'))
}

/** All files of an archive in the folder `root`, which is what comes back. */
export async function unpackArchive(path: string, root: string): Promise<string> {
  const archive = await openArchive(path)
  for (const name of archive.files.keys()) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), await archive.read(name))
  }
  await archive.close()
  return root
}

/** Changes one JSON file, and the hash that is noted for it. */
export async function change(root: string, name: string, edit: (value: Json) => void): Promise<void> {
  const value = JSON.parse(await readFile(join(root, name), 'utf8')) as Json
  edit(value)
  await put(root, name, JSON.stringify(value))
}

/** Writes one file, and notes its hash in the edition unless it is the edition. */
export async function put(root: string, name: string, text: string): Promise<void> {
  await writeFile(join(root, name), text)
  if (name === 'lectern/edition.json') return
  const edition = JSON.parse(await readFile(join(root, 'lectern/edition.json'), 'utf8')) as {
    documents: Json[]
    files: Json[]
  }
  const id = /^documents\/(.*)\.html$/.exec(name)?.[1]
  const record = {
    sha256: createHash('sha256').update(text).digest('hex'),
    size: Buffer.byteLength(text),
  }
  const known =
    edition.documents.find((each) => each['id'] === id) ?? edition.files.find((each) => each['path'] === name)
  if (known === undefined) edition.files.push({ path: name, ...record })
  else Object.assign(known, record)
  await writeFile(join(root, 'lectern/edition.json'), JSON.stringify(edition))
}
