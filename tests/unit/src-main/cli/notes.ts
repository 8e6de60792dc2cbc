// A data folder with a note in it, for commands that read notes. Not a test.
import { compose } from '../../../../src-main/hosts/compose.ts'
import { openConf } from '../../../../src-main/hosts/web/index.ts'
import { createClient } from '../../../../src-shared/contract/client.ts'
import type { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { toTextOffset } from '../../../../src-shared/domain/ids.ts'
import { makeBundle, makeFolder } from './bundles.ts'

/** A data folder in which the word “Boil” of the bundle is highlighted, with a note. */
export async function makeNotes(): Promise<string> {
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
