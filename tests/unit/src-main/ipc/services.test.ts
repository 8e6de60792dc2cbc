import { describe, expect, it, vi } from 'vitest'
import { createServices, type ServiceParts } from '../../../../src-main/ipc/services.ts'
import type { Library } from '../../../../src-main/library/index.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { PlacedAnnotation } from '../../../../src-shared/domain/annotation.ts'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { parseOutline } from '../../../../src-shared/text/canonical-text.ts'

const BUNDLE = BundleId.parse('manual')
const EVERYTHING = { scope: { kind: 'everything' } } as const

/** An annotation on the first word of a document. */
function annotate(documentId: string, documentTitle: string): PlacedAnnotation {
  const position = { start: 0, end: 5 }
  return {
    anchoring: { kind: 'exact', position },
    annotation: {
      id: `0190d5b0-0000-7000-8000-00000000000${documentId.length}`,
      ...{ kind: 'highlight', bundleId: BUNDLE, edition: '1.0.0', documentId, documentTitle },
      selectors: { quote: { exact: 'Words', prefix: '', suffix: '' }, position, progression: 0 },
      passage: { text: 'Words here', headings: [] },
      ...{ color: 'yellow', style: 'solid', body: '', tags: [], author: '', layerId: 'own', deleted: false },
      ...{ created: '2026-01-02T03:04:05.678Z', modified: '2026-01-02T03:04:05.678Z' },
    },
  } as unknown as PlacedAnnotation
}

/** Services over one bundle whose reading order is not that of its titles. */
function makeServices(
  own: Partial<Library> = {},
  settingsProblems: { file: string; message: string }[] = [],
) {
  const ids = ['zz', 'a'].map((id) => DocumentId.parse(id))
  const library = {
    list: () => Promise.resolve({ bundles: [], damaged: [] }),
    open: () => Promise.resolve({ documents: ids.map((id) => ({ id })) }),
    documentText: (_bundleId: BundleId, id: DocumentId) =>
      Promise.resolve({ ...parseOutline('<p id="b1">Words here</p>'), title: id.toUpperCase() }),
    problems: () => [{ kind: 'quarantined', file: 'positions.damaged.json', message: 'Kept.' }],
    ...own,
  }
  const notes = {
    list: () => Promise.resolve([annotate('a', 'A'), annotate('zz', 'ZZ')]),
    problems: () => [{ kind: 'recovered', file: 'manual.json', message: 'Restored.' }],
  }
  const settings = { problems: () => settingsProblems }
  return createServices({
    library,
    notes,
    settings,
    search: {},
    host: {},
    info: vi.fn(),
  } as unknown as ServiceParts)
}

describe('exporting annotations', () => {
  it('follows the reading order, not the titles', async () => {
    const { text } = await makeServices()['annotations.export']({ ...EVERYTHING, format: 'markdown' })
    expect(text.match(/^## .+/gm)).toEqual(['## ZZ', '## A'])
  })

  it('points to the block that holds the words, not to the body', async () => {
    const { text } = await makeServices()['annotations.export']({ ...EVERYTHING, format: 'readium' })
    expect(text).toContain('"#b1"')
    expect(text).not.toContain('"value": "body"')
  })

  it('goes on when a document is damaged or the bundle is not installed', async () => {
    const damaged = () => Promise.reject(new LecternError('BUNDLE_DAMAGED', 'It does not match its hash.'))
    const services = makeServices({ documentText: damaged, open: damaged })
    const { text } = await services['annotations.export']({ ...EVERYTHING, format: 'markdown' })
    expect(text.match(/> Words/g)).toHaveLength(2)
  })
})

describe('listing annotations', () => {
  it('tells what is wrong with notes, library and settings', async () => {
    const services = makeServices({}, [{ file: 'settings.damaged-1.json', message: 'Defaults are used.' }])
    const { problems } = await services['annotations.list'](EVERYTHING)
    expect(problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['recovered', 'manual.json'],
      ['quarantined', 'positions.damaged.json'],
      ['quarantined', 'settings.damaged-1.json'],
    ])
  })
})
