// A bundle with a real index, for commands that read one.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { buildIndex } from '../../../../src-main/indexing/index.ts'
import { writeBundle } from '../../../../src-main/publishing/index.ts'
import { makeDocument, makeMetadata } from '../publishing/samples.ts'

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-cli-'))
  folders.push(folder)
  return folder
}

export async function makeBundle(over: Parameters<typeof makeMetadata>[0] = {}): Promise<string> {
  const path = join(await makeFolder(), 'guides.webpub')
  const documents = [
    makeDocument(),
    makeDocument({
      id: 'radio',
      title: 'Radio\u001b[31m red\u202e',
      html: '<h1 id="h1">Radio</h1>\n<p id="p1">Keep the antenna dry; water is its enemy.</p>',
      wordCount: 9,
    }),
  ]
  const index = await buildIndex(documents)
  await writeBundle({ metadata: makeMetadata(over), documents, resources: [], index }, path)
  return path
}
