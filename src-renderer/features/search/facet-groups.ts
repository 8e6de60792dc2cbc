// Facets as the groups of choices that are shown, and the words for a choice wherever it stands. Pure.
import type { OpenedBundle, BundleSummary } from '../../../src-shared/domain/bundle.ts'
import { OWN_LAYER } from '../../../src-shared/domain/ids.ts'
import type { SearchFacets, SearchFilters } from '../../../src-shared/domain/search.ts'
import { INTERFACE_LANGUAGE, t } from '../../i18n/index.ts'
import { type FilterChoice, isChosen, toChoiceKey } from '../../stores/search-filters.ts'

export interface FacetValue {
  readonly choice: FilterChoice
  readonly label: string
  readonly count: number
  readonly isChosen: boolean
}

export interface FacetGroup {
  readonly by: FilterChoice['by']
  readonly title: string
  readonly values: readonly FacetValue[]
}

/** What a choice is called, by its key; a choice that is not in it is called by its id. */
export type ChoiceNames = ReadonlyMap<string, string>

/** Groups that offer a choice: one with a single value would not. */
export function toFacetGroups(
  facets: SearchFacets,
  filters: SearchFilters,
  names: ChoiceNames,
): readonly FacetGroup[] {
  return toCounted(facets)
    .filter(({ counted }) => counted.length > 1)
    .map(({ by, counted }) => ({
      by,
      title: t(`search.by_${by}`),
      values: counted.map(({ choice, count }) => ({
        choice,
        count,
        label: toChoiceLabel(choice, names),
        isChosen: isChosen(filters, choice),
      })),
    }))
}

/** What a choice is called. */
export function toChoiceLabel(choice: FilterChoice, names: ChoiceNames): string {
  switch (choice.by) {
    case 'languages':
      return toLanguageName(choice.value)
    case 'tags':
      return choice.value
    case 'colors':
      return t(`reader.${choice.value}`)
    case 'layers':
      return choice.value === OWN_LAYER ? t('search.mine') : (names.get(toChoiceKey(choice)) ?? choice.value)
    case 'bundles':
      return names.get(toChoiceKey(choice)) ?? choice.value
    case 'documents':
      return names.get(toChoiceKey(choice)) ?? choice.value.documentId
  }
}

/** Names from all that is known: the library, the open bundle, and best of all the answer itself. */
export function toChoiceNames(
  facets: SearchFacets | null,
  library: readonly BundleSummary[],
  open: OpenedBundle | null,
): ChoiceNames {
  const named: readonly (readonly [FilterChoice, string])[] = [
    ...library.map(({ metadata: { id, title } }) => [{ by: 'bundles', value: id }, title] as const),
    ...listDocuments(open).map(({ title, ...value }) => [{ by: 'documents', value }, title] as const),
    ...(facets?.bundles ?? []).map(
      ({ bundleId, title }) => [{ by: 'bundles', value: bundleId }, title] as const,
    ),
    ...(facets?.documents ?? []).map(
      ({ bundleId, documentId, title }) =>
        [{ by: 'documents', value: { bundleId, documentId } }, title] as const,
    ),
    ...(facets?.layers ?? []).map(
      ({ layerId, author }) => [{ by: 'layers', value: layerId }, author] as const,
    ),
  ]
  return new Map(named.filter(([, name]) => name !== '').map(([choice, name]) => [toChoiceKey(choice), name]))
}

function listDocuments(open: OpenedBundle | null) {
  if (open === null) return []
  const bundleId = open.summary.metadata.id
  return open.documents.map(({ id, title }) => ({ bundleId, documentId: id, title }))
}

type Counted = { readonly choice: FilterChoice; readonly count: number }

function toCounted(facets: SearchFacets): readonly { by: FilterChoice['by']; counted: readonly Counted[] }[] {
  const { bundles, documents, languages, tags, colors, layers } = facets
  return [
    {
      by: 'bundles',
      counted: bundles.map(({ bundleId: value, count }) => ({ choice: { by: 'bundles', value }, count })),
    },
    {
      by: 'documents',
      counted: documents.map(({ bundleId, documentId, count }) => ({
        choice: { by: 'documents', value: { bundleId, documentId } },
        count,
      })),
    },
    {
      by: 'languages',
      counted: languages.map(({ language: value, count }) => ({ choice: { by: 'languages', value }, count })),
    },
    { by: 'tags', counted: tags.map(({ tag: value, count }) => ({ choice: { by: 'tags', value }, count })) },
    {
      by: 'colors',
      counted: colors.map(({ color: value, count }) => ({ choice: { by: 'colors', value }, count })),
    },
    {
      by: 'layers',
      counted: layers.map(({ layerId: value, count }) => ({ choice: { by: 'layers', value }, count })),
    },
  ]
}

const languageNames = new Intl.DisplayNames(INTERFACE_LANGUAGE, { type: 'language' })

/** `de` as `German`; a tag that is not known stays as it is. */
function toLanguageName(tag: string): string {
  if (tag === 'und') return t('search.languageUnknown')
  try {
    return languageNames.of(tag) ?? tag
  } catch {
    return tag
  }
}
