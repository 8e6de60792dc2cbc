// Stores over a host that has two bundles, for tests of what joins them.
import type { BundleSummary } from '../../../../src-shared/domain/bundle.ts'
import { OpenedBundle } from '../../../../src-shared/domain/bundle.ts'
import { ReadableDocument } from '../../../../src-shared/contract/contract.ts'
import { Settings } from '../../../../src-shared/domain/settings.ts'
import { createStores, type Stores } from '../../../../src-renderer/stores/stores.ts'
import { createFakeFinder } from '../fake-finder.ts'
import { createFakeHost, type FakeHost } from '../fake-host.ts'
import { sampleBundle, sampleHit, sampleOpened, sampleResponse } from '../samples.ts'

export interface SetUp {
  readonly host: FakeHost
  readonly stores: Stores
}

export function setUpStores(
  bundles: readonly BundleSummary[] = [sampleBundle('lectern-handbook'), sampleBundle('other')],
): SetUp {
  const host = createFakeHost()
  let settings = Settings.parse({})
  host.answer('settings.get', () => settings)
  host.answer('settings.update', ({ patch }) => (settings = Settings.parse({ ...settings, ...patch })))
  host.answer('library.list', () => ({ bundles: [...bundles], damaged: [] }))
  host.answer('library.open', ({ bundleId }) => OpenedBundle.parse(sampleOpened(bundleId)))
  host.answer('documents.read', ({ bundleId, documentId }) => readDocument(bundleId, documentId))
  host.answer('positions.save', () => ({}))
  host.answer('annotations.list', () => ({ annotations: [], problems: [] }))
  host.answer('annotations.undo', () => ({ changed: [] }))
  host.answer('search.query', () => sampleResponse([sampleHit('other', 'two', 7)]))
  host.answer('host.pickSources', () => ({ kind: 'cancelled' }))
  const stores = createStores(host.client, { handOver: () => Promise.resolve([]) }, createFakeFinder())
  return { host, stores }
}

function readDocument(bundleId: string, documentId: string): ReadableDocument {
  return ReadableDocument.parse({
    bundleId,
    edition: '1.0.0',
    documentId,
    title: documentId,
    language: 'en',
    direction: 'ltr',
    html: '<p id="p1">Some text to be read.</p>',
    length: 21,
    wordCount: 5,
    sha256: 'a'.repeat(64),
    headings: [],
    setApart: [],
    position: null,
  })
}
