// Small bundles for tests, and a folder that is gone when the test is over.
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BundleMetadata, UNDATED } from '../../../../src-shared/domain/bundle.ts'
import { Document } from '../../../../src-shared/domain/document.ts'
import type { BundleContent } from '../../../../src-main/publishing/index.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-publishing-'))
  folders.push(folder)
  return folder
}

export function makeMetadata(over: Partial<Record<keyof BundleMetadata, unknown>> = {}): BundleMetadata {
  return BundleMetadata.parse({
    id: 'field-guides',
    edition: '1.0.0',
    title: 'Field guides',
    language: 'en',
    author: [],
    modified: UNDATED,
    ...over,
  })
}

export function makeDocument(over: Partial<Record<keyof Document, unknown>> = {}): Document {
  return Document.parse({
    id: 'water',
    title: 'Water',
    language: 'en',
    direction: 'ltr',
    html: '<h1 id="h1">Water</h1>\n<p id="p1">Boil it &amp; wait.</p>\n<h2 id="h2">Filters</h2>\n<p id="p2">Sand.</p>',
    wordCount: 6,
    source: { path: 'water.md', mediaType: 'text/markdown', encoding: 'utf-8', size: 40 },
    setApart: [],
    ...over,
  })
}

export function makeContent(over: Partial<BundleContent> = {}): BundleContent {
  return {
    metadata: makeMetadata(),
    documents: [makeDocument()],
    resources: [],
    index: {
      path: 'lectern/index/main.bin',
      content: fromMemory(Buffer.from('index')),
      descriptor: { kind: 'lunr', version: 1, pipeline: 'en' },
    },
    ...over,
  }
}

/** The code of the `LecternError` that `work` rejects with; anything else fails the test. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof LecternError) return error.code
    throw error
  }
  return 'no error'
}
