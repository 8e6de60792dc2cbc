// What the composition joins: that the search knows the notes, at the start and at once after every change.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compose, type Core } from '../../../../src-main/hosts/compose.ts'
import { createClient, type Client } from '../../../../src-shared/contract/client.ts'
import { BundleId, DocumentId, toTextOffset } from '../../../../src-shared/domain/ids.ts'
import { makeBundle } from '../cli/bundles.ts'
import { openJsonStore } from '../library/doubles.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-compose-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function open(bundle: string): Promise<{ core: Core; client: Client }> {
  const core = await compose({
    name: 'web',
    folder,
    version: '0',
    runtime: {},
    included: [bundle],
    openStore: openJsonStore,
    ports: {
      pickSources: () => Promise.resolve({ kind: 'cancelled' }),
      saveFile: () => Promise.resolve({ kind: 'cancelled' }),
      openExternal: () => Promise.resolve({ kind: 'browser' }),
    },
    emit: () => undefined,
    resolveSource: () => Promise.reject(new Error('nothing is imported')),
    requestsCancelled: () => 0,
  })
  const call = (name: string, input: unknown) => core.router.handle(name, input)
  return { core, client: createClient({ call, subscribe: () => () => undefined }) }
}

async function search(client: Client, text: string) {
  const scope = { kind: 'everything' } as const
  const { hits } = await client.call('search.query', { text, scope, typing: false, offset: 0, limit: 10 })
  return hits.map(({ note, documentId }) => `${documentId}: ${note?.part ?? 'text'}`)
}

it('finds notes when they are written, changed, deleted and brought back, and after a restart', async () => {
  const bundle = await makeBundle()
  const bundleId = BundleId.parse('field-guides')
  const first = await open(bundle)
  const draft = {
    kind: 'note' as const,
    bundleId,
    documentId: DocumentId.parse('water'),
    start: toTextOffset(6),
    end: toTextOffset(10),
    color: 'yellow' as const,
    style: 'solid' as const,
    body: 'like a zeppelin',
    tags: [],
  }
  const { changed } = await first.client.call('annotations.create', { draft })
  const ids = changed.map(({ annotation }) => annotation.id)
  expect(await search(first.client, 'zeppelin')).toEqual(['water: body'])
  await first.client.call('annotations.edit', { bundleId, ids, patch: { body: 'a balloon', tags: ['air'] } })
  expect(await search(first.client, 'zeppelin')).toEqual([])
  expect(await search(first.client, 'air')).toEqual(['water: tags'])
  await first.client.call('annotations.delete', { bundleId, ids })
  expect(await search(first.client, 'balloon')).toEqual([])
  await first.client.call('annotations.undo', {})
  expect(await search(first.client, 'balloon')).toEqual(['water: body'])
  await first.core.close()
  const second = await open(bundle)
  expect(await search(second.client, 'balloons tag:air')).toEqual(['water: body'])
  await second.core.close()
})
