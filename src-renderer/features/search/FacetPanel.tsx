// The choices that narrow the hits, with what each would give. The answer decides which there are.
import { type ReactNode, useMemo, useState } from 'react'
import { formatNumber, t } from '../../i18n/index.ts'
import { type FilterChoice, toChoiceKey, toggleChoice } from '../../stores/search-filters.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Swatch } from '../../ui/HighlightLook.tsx'
import { type FacetGroup, toFacetGroups } from './facet-groups.ts'
import { useChoiceNames } from './use-choice-names.ts'
import './facets.css'

/** Values of a group that are shown before the rest is asked for. */
const FEW = 5
/** An answer counts no more values of a group than these. */
const MOST = 50

export function FacetPanel({ id }: { readonly id: string }) {
  const facets = useSlice('search', (state) => state.facets)
  const filters = useSlice('search', (state) => state.filters)
  const isNothing = useSlice('search', (state) => state.total === 0)
  const names = useChoiceNames()
  const groups = useMemo(
    () => (facets === null ? [] : toFacetGroups(facets, filters, names)),
    [facets, filters, names],
  )
  return (
    <div id={id} role="group" className="search-facets" aria-label={t('search.narrow')}>
      {groups.length === 0 ? (
        <p className="facet-none">{t(isNothing ? 'search.narrowNothing' : 'search.narrowNone')}</p>
      ) : null}
      {groups.map((group) => (
        <Group key={group.by} group={group} />
      ))}
    </div>
  )
}

function Group({ group: { title, values } }: { readonly group: FacetGroup }) {
  const { search } = useStores()
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? values : values.filter((value, at) => at < FEW || value.isChosen)
  return (
    <fieldset className="facet-group">
      <legend>{title}</legend>
      {shown.map(({ choice, label, count, isChosen }) => (
        <label key={toChoiceKey(choice)} className="facet-value">
          <input
            type="checkbox"
            checked={isChosen}
            onChange={() => {
              search.setFilters(toggleChoice(search.getState().filters, choice))
            }}
          />
          {toOrnament(choice)}
          <span className="facet-label" title={label}>
            {label}
          </span>
          <span className="facet-count">{formatNumber(count)}</span>
        </label>
      ))}
      {values.length > FEW ? (
        <button
          type="button"
          className="facet-more"
          aria-expanded={isWhole}
          onClick={() => {
            setIsWhole(!isWhole)
          }}
        >
          {isWhole ? t('search.fewer') : toMore(values.length)}
        </button>
      ) : null}
    </fieldset>
  )
}

/** @param count how many values were counted; there may be more than the most */
function toMore(count: number): string {
  return t(count < MOST ? 'search.all' : 'search.most', { count })
}

function toOrnament(choice: FilterChoice): ReactNode {
  return choice.by === 'colors' ? <Swatch color={choice.value} size="small" /> : null
}
