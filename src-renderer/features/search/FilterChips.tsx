// What narrows the search at the moment, each to be taken away by itself, or all of it at once.
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { t } from '../../i18n/index.ts'
import { type FilterChoice, listChoices, toChoiceKey, toggleChoice } from '../../stores/search-filters.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Swatch } from '../../ui/HighlightLook.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toChoiceLabel } from './facet-groups.ts'
import { useChoiceNames } from './use-choice-names.ts'
import './facets.css'

/** @param onCleared called when the last chip is gone, so that the focus can go elsewhere */
export function FilterChips({ onCleared }: { readonly onCleared: () => void }) {
  const { search } = useStores()
  const filters = useSlice('search', (state) => state.filters)
  const choices = useMemo(() => listChoices(filters), [filters])
  if (choices.length === 0) return null
  const remove = (choice: FilterChoice, item: Element | null): void => {
    const next = item?.nextElementSibling ?? item?.previousElementSibling
    if (choices.length === 1) onCleared()
    else next?.querySelector('button')?.focus()
    search.setFilters(toggleChoice(filters, choice))
  }
  return (
    <ul className="search-filters" aria-label={t('search.filters')}>
      {choices.map((choice) => (
        <Chip key={toChoiceKey(choice)} choice={choice} onRemove={remove} />
      ))}
      <li>
        <button
          type="button"
          className="filter-clear"
          onClick={() => {
            search.setFilters({})
            onCleared()
          }}
        >
          {t('search.clearFilters')}
        </button>
      </li>
    </ul>
  )
}

interface ChipProps {
  readonly choice: FilterChoice
  /** Called with the item that will go. */
  readonly onRemove: (choice: FilterChoice, item: Element | null) => void
}

function Chip({ choice, onRemove }: ChipProps) {
  const label = toChoiceLabel(choice, useChoiceNames())
  return (
    <li>
      <button
        type="button"
        className="filter-chip"
        aria-label={t('search.removeFilter', { filter: `${t(`search.by_${choice.by}`)}: ${label}` })}
        onClick={({ currentTarget }) => {
          onRemove(choice, currentTarget.closest('li'))
        }}
      >
        {choice.by === 'colors' ? <Swatch color={choice.value} size="small" /> : null}
        <span className="filter-label">{label}</span>
        <Icon of={X} size={14} />
      </button>
    </li>
  )
}
