import { describe, expect, it } from 'vitest'
import { BundleId, DocumentId, Language, LayerId, OWN_LAYER } from '../../../../../src-shared/domain/ids.ts'
import type { SearchFacets } from '../../../../../src-shared/domain/search.ts'
import {
  toChoiceLabel,
  toChoiceNames,
  toFacetGroups,
} from '../../../../../src-renderer/features/search/facet-groups.ts'
import { sampleBundle, sampleOpened } from '../../samples.ts'

const bundleId = BundleId.parse('b')
const documentId = DocumentId.parse('d')
const other = DocumentId.parse('e')

const facets: SearchFacets = {
  kinds: { text: 5, notes: 3 },
  bundles: [{ bundleId, title: 'Field guides', count: 8 }],
  documents: [
    { bundleId, documentId, title: 'Mosses', count: 5 },
    { bundleId, documentId: other, title: 'Ferns', count: 3 },
  ],
  languages: [
    { language: Language.parse('de'), count: 6 },
    { language: Language.parse('und'), count: 2 },
  ],
  tags: [],
  colors: [
    { color: 'green', count: 2 },
    { color: 'blue', count: 1 },
  ],
  layers: [
    { layerId: OWN_LAYER, author: 'Somebody', count: 2 },
    { layerId: LayerId.parse('team'), author: 'Ada', count: 1 },
    { layerId: LayerId.parse('nameless'), author: '', count: 1 },
  ],
}

describe('facets', () => {
  it('are groups of choices in their order, without those that offer none', () => {
    const groups = toFacetGroups(facets, {}, toChoiceNames(facets, [], null))
    expect(groups.map(({ title, values }) => [title, ...values.map(({ label }) => label)])).toEqual([
      ['Document', 'Mosses', 'Ferns'],
      ['Language', 'German', 'Unknown language'],
      ['Colour', 'green', 'blue'],
      ['Annotated by', 'Me', 'Ada', 'nameless'],
    ])
  })

  it('say how many there are and which are chosen', () => {
    const [documents] = toFacetGroups(facets, { documents: [{ bundleId, documentId: other }] }, new Map())
    expect(documents?.values.map(({ count, isChosen }) => [count, isChosen])).toEqual([
      [5, false],
      [3, true],
    ])
  })
})

describe('names of choices', () => {
  it('come from the answer, the open bundle and the library, and are ids where nothing tells', () => {
    const names = toChoiceNames(
      facets,
      [sampleBundle('shelf', { title: 'On the shelf' })],
      sampleOpened('open'),
    )
    const labels = [
      toChoiceLabel({ by: 'bundles', value: bundleId }, names),
      toChoiceLabel({ by: 'bundles', value: BundleId.parse('shelf') }, names),
      toChoiceLabel({ by: 'bundles', value: BundleId.parse('gone') }, names),
      toChoiceLabel({ by: 'documents', value: { bundleId, documentId } }, names),
      toChoiceLabel(
        { by: 'documents', value: { bundleId: BundleId.parse('open'), documentId: DocumentId.parse('two') } },
        names,
      ),
      toChoiceLabel({ by: 'documents', value: { bundleId, documentId: DocumentId.parse('gone') } }, names),
    ]
    expect(labels).toEqual(['Field guides', 'On the shelf', 'gone', 'Mosses', 'two', 'gone'])
  })
})
