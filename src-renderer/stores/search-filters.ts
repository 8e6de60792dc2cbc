// What narrows a search, one value at a time: taken, left out, listed. Pure; it knows no titles and counts nothing.
import type { HighlightColor } from '../../src-shared/domain/annotation.ts'
import type { BundleId, DocumentId, Language, LayerId } from '../../src-shared/domain/ids.ts'
import type { SearchFilters } from '../../src-shared/domain/search.ts'

/** One value of one filter. The kind of hit (text, notes) is not among them: there is one of it or none. */
export type FilterChoice =
  | { readonly by: 'bundles'; readonly value: BundleId }
  | {
      readonly by: 'documents'
      readonly value: { readonly bundleId: BundleId; readonly documentId: DocumentId }
    }
  | { readonly by: 'languages'; readonly value: Language }
  | { readonly by: 'tags'; readonly value: string }
  | { readonly by: 'colors'; readonly value: HighlightColor }
  | { readonly by: 'layers'; readonly value: LayerId }

/** A key that no other choice has. */
export function toChoiceKey(choice: FilterChoice): string {
  if (choice.by !== 'documents') return `${choice.by}/${choice.value}`
  return `${choice.by}/${choice.value.bundleId}/${choice.value.documentId}`
}

/** Every value that was chosen, in a fixed order of filters. */
export function listChoices(filters: SearchFilters): readonly FilterChoice[] {
  return [
    ...(filters.bundles ?? []).map((value) => ({ by: 'bundles', value }) as const),
    ...(filters.documents ?? []).map((value) => ({ by: 'documents', value }) as const),
    ...(filters.languages ?? []).map((value) => ({ by: 'languages', value }) as const),
    ...(filters.tags ?? []).map((value) => ({ by: 'tags', value }) as const),
    ...(filters.colors ?? []).map((value) => ({ by: 'colors', value }) as const),
    ...(filters.layers ?? []).map((value) => ({ by: 'layers', value }) as const),
  ]
}

export function isChosen(filters: SearchFilters, choice: FilterChoice): boolean {
  const key = toChoiceKey(choice)
  return listChoices(filters).some((each) => toChoiceKey(each) === key)
}

/** The filters with a value taken, or left out when it was taken already. */
export function toggleChoice(filters: SearchFilters, choice: FilterChoice): SearchFilters {
  const key = toChoiceKey(choice)
  const others = listChoices(filters).filter((each) => toChoiceKey(each) !== key)
  return buildFilters(filters.kind, isChosen(filters, choice) ? others : [...others, choice])
}

/** Filters of a kind of hit and some values. What narrows nothing is left out, so that equal filters are the same. */
export function buildFilters(kind: SearchFilters['kind'], choices: readonly FilterChoice[]): SearchFilters {
  return choices.reduce(withChoice, kind === undefined ? {} : { kind })
}

/** The filters without bundles and documents: those of another place. */
export function withoutPlaces(filters: SearchFilters): SearchFilters {
  const elsewhere = listChoices(filters).filter(({ by }) => by !== 'bundles' && by !== 'documents')
  return buildFilters(filters.kind, elsewhere)
}

/** Something is narrowed. */
export function isNarrowed(filters: SearchFilters): boolean {
  return filters.kind !== undefined || listChoices(filters).length > 0
}

export function isSameFilters(one: SearchFilters, other: SearchFilters): boolean {
  const toKey = (filters: SearchFilters): string =>
    [filters.kind, ...listChoices(filters).map(toChoiceKey).toSorted()].join('\n')
  return toKey(one) === toKey(other)
}

function withChoice(filters: SearchFilters, { by, value }: FilterChoice): SearchFilters {
  switch (by) {
    case 'bundles':
      return { ...filters, bundles: append(filters.bundles, value) }
    case 'documents':
      return { ...filters, documents: append(filters.documents, value) }
    case 'languages':
      return { ...filters, languages: append(filters.languages, value) }
    case 'tags':
      return { ...filters, tags: append(filters.tags, value) }
    case 'colors':
      return { ...filters, colors: append(filters.colors, value) }
    case 'layers':
      return { ...filters, layers: append(filters.layers, value) }
  }
}

function append<T>(list: readonly T[] = [], value: T): T[] {
  return [...list, value]
}
