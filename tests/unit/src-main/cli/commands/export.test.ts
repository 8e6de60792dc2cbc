import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BundleId, DocumentId } from '../../../../../src-shared/domain/ids.ts'
import { createClient } from '../../../../../src-shared/contract/client.ts'
import { toTextOffset } from '../../../../../src-shared/domain/ids.ts'
import { compose } from '../../../../../src-main/hosts/compose.ts'
import { openConf } from '../../../../../src-main/hosts/web/index.ts'
import { makeBundle, makeFolder } from '../bundles.ts'
import { ErrorJson, run, toJson } from '../run.ts'

/** A data folder in which the word “Boil” of the bundle is highlighted, with a note. */
async function makeNotes(): Promise<string> {
  const folder = await makeFolder()
  const core = await compose({
    name: 'web',
    folder,
    version: '0',
    runtime: {},
    included: [await makeBundle()],
    openStore: openConf,
    ports: {
      pickSources: () => Promise.resolve({ kind: 'cancelled' }),
      saveFile: () => Promise.resolve({ kind: 'cancelled' }),
      openExternal: () => Promise.resolve({ kind: 'browser' }),
    },
    emit: () => undefined,
    resolveSource: () => Promise.reject(new Error('nothing is imported')),
    requestsCancelled: () => 0,
  })
  const client = createClient({
    call: (name, input) => core.router.handle(name, input),
    subscribe: () => () => undefined,
  })
  const draft = {
    kind: 'note' as const,
    bundleId: 'field-guides' as BundleId,
    documentId: 'water' as DocumentId,
    start: toTextOffset(6),
    end: toTextOffset(10),
    color: 'yellow' as const,
    style: 'solid' as const,
    body: 'Three minutes at least.',
    tags: ['safety'],
  }
  await client.call('annotations.create', { draft })
  await core.close()
  return folder
}

describe('lectern export', () => {
  it('writes notes as Markdown or as a Readium annotation file', async () => {
    const data = await makeNotes()
    const markdown = await run(['export', '--data-dir', data])
    expect(markdown).toMatchObject({ exitCode: 0, stderr: '' })
    expect(markdown.stdout).toContain('Boil')
    expect(markdown.stdout).toContain('Three minutes at least.')
    const out = join(data, 'notes.annotation')
    const argv = [
      'export',
      '--data-dir',
      data,
      '--bundle',
      'field-guides',
      '--format',
      'readium',
      '--out',
      out,
    ]
    expect(await run(argv)).toMatchObject({ exitCode: 0, stdout: `Wrote 1 annotation to ${out}\n` })
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ type: 'AnnotationSet', items: [{}] })
    expect(toJson(await run([...argv, '--json']))).toMatchObject({ annotations: 1, out })
    const env = { LECTERN_DATA_DIR: data }
    expect(toJson(await run(['export', '--json'], { env }))).toMatchObject({
      annotations: 1,
      mediaType: 'text/markdown',
    })
  })

  it('says so when the bundle or the data folder is not there', async () => {
    const data = await makeNotes()
    const result = await run(['export', '--data-dir', data, '--bundle', 'radios', '--json'])
    expect(result.exitCode).toBe(1)
    expect(ErrorJson.parse(toJson(result)).error.code).toBe('NOT_FOUND')
    expect((await run(['export', '--data-dir', join(data, 'none')])).stderr).toMatch(/no data folder .*none/)
  })
})
