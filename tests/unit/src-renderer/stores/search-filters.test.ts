import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HighlightColor } from '../../../../src-shared/domain/annotation.ts'
import { BundleId, DocumentId, Language, LayerId } from '../../../../src-shared/domain/ids.ts'
import { SearchFilters } from '../../../../src-shared/domain/search.ts'
import {
  buildFilters,
  type FilterChoice,
  isChosen,
  isNarrowed,
  isSameFilters,
  listChoices,
  toChoiceKey,
  toggleChoice,
  withoutPlaces,
} from '../../../../src-renderer/stores/search-filters.ts'

const id = fc.stringMatching(/^[a-z]{1,3}$/)
const anyChoice: fc.Arbitrary<FilterChoice> = fc.oneof(
  id.map((value) => ({ by: 'bundles', value: BundleId.parse(value) }) as const),
  fc.tuple(id, id).map(
    ([b, d]) =>
      ({
        by: 'documents',
        value: { bundleId: BundleId.parse(b), documentId: DocumentId.parse(d) },
      }) as const,
  ),
  fc
    .constantFrom('en', 'de', 'und')
    .map((value) => ({ by: 'languages', value: Language.parse(value) }) as const),
  id.map((value) => ({ by: 'tags', value }) as const),
  fc.constantFrom(...HighlightColor.options).map((value) => ({ by: 'colors', value }) as const),
  id.map((value) => ({ by: 'layers', value: LayerId.parse(value) }) as const),
)
const someChoices = fc.uniqueArray(anyChoice, { selector: toChoiceKey, maxLength: 12 })

describe('filters of a search', () => {
  it('hold what was chosen, and are what the contract takes', () => {
    fc.assert(
      fc.property(someChoices, (choices) => {
        const filters = buildFilters(undefined, choices)
        expect(SearchFilters.parse(filters)).toEqual(filters)
        expect(listChoices(filters).map(toChoiceKey).toSorted()).toEqual(choices.map(toChoiceKey).toSorted())
        expect(choices.every((choice) => isChosen(filters, choice))).toBe(true)
        expect(isNarrowed(filters)).toBe(choices.length > 0)
      }),
    )
  })

  it('are as before when a choice is taken and left out again', () => {
    fc.assert(
      fc.property(someChoices, anyChoice, (choices, choice) => {
        const filters = buildFilters('notes', choices)
        const there = toggleChoice(filters, choice)
        expect(isChosen(there, choice)).toBe(!isChosen(filters, choice))
        expect(there.kind).toBe('notes')
        expect(isSameFilters(toggleChoice(there, choice), filters)).toBe(true)
      }),
    )
  })

  it('are the same in any order, and empty when nothing is left', () => {
    const one: FilterChoice = { by: 'tags', value: 'a' }
    const other: FilterChoice = { by: 'colors', value: 'blue' }
    expect(isSameFilters(buildFilters(undefined, [one, other]), buildFilters(undefined, [other, one]))).toBe(
      true,
    )
    expect(isSameFilters({ kind: 'text' }, {})).toBe(false)
    expect(toggleChoice({ tags: ['a'] }, one)).toEqual({})
  })

  it('lose bundles and documents, and nothing else, for another place', () => {
    fc.assert(
      fc.property(someChoices, (choices) => {
        const left = listChoices(withoutPlaces(buildFilters('text', choices)))
        const kept = choices.filter(({ by }) => by !== 'bundles' && by !== 'documents')
        expect(left.map(toChoiceKey).toSorted()).toEqual(kept.map(toChoiceKey).toSorted())
      }),
    )
  })
})
