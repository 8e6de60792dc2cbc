// All matches, each with its heading and the words around it. To a screen reader it is the list of the field; the rows
// are made as they come into view, from the text itself.
import { useCallback, useEffect, useRef } from 'react'
import { countRanges, type PackedRanges, rangeAt } from '../../anchoring/packed-ranges.ts'
import { t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import { findHeading, toContext } from './context.ts'

export const MATCH_LIST = 'find-matches'

export function toMatchId(match: number): string {
  return `find-match-${match}`
}

/** Rows that are listed at most: a longer page than this many rows make is cut short by browsers. */
export const MOST_LISTED = 100_000

/** A first guess at the height of a row, in pixels. */
const HEIGHT = 66

export function MatchList() {
  const { matches, active } = useSlice('find', (state) => ({ matches: state.matches, active: state.active }))
  const handle = useRef<VirtualListHandle>(null)
  const count = Math.min(countRanges(matches), MOST_LISTED)
  useEffect(() => {
    if (active !== -1 && active < MOST_LISTED) handle.current?.scrollToRow(active)
  }, [matches, active])
  const estimateSize = useCallback(() => HEIGHT, [])
  if (count === 0) {
    return (
      <div className="find-list">
        <p className="find-note">{t('find.emptyList')}</p>
      </div>
    )
  }
  return (
    <div className="find-list">
      {countRanges(matches) > count ? <p className="find-note">{t('find.listed', { count })}</p> : null}
      <VirtualList
        id={MATCH_LIST}
        role="listbox"
        aria-label={t('find.results')}
        tabIndex={-1}
        handle={handle}
        count={count}
        estimateSize={estimateSize}
        rowKey={String}
        renderRow={(match) => <MatchRow matches={matches} match={match} isActive={match === active} />}
      />
    </div>
  )
}

interface MatchRowProps {
  readonly matches: PackedRanges
  readonly match: number
  readonly isActive: boolean
}

function MatchRow({ matches, match, isActive }: MatchRowProps) {
  const { find } = useStores()
  const headings = useSlice('reader', (state) => state.document?.headings ?? null)
  const range = rangeAt(matches, match)
  if (range === null || headings === null) return null
  const { before, found, after } = toContext(find.slice, range)
  const heading = findHeading(headings, range.start)
  return (
    <div
      id={toMatchId(match)}
      role="option"
      aria-selected={isActive}
      className={classes('find-match', isActive && 'is-active')}
      onClick={() => {
        find.goTo(match)
      }}
    >
      {heading === null ? null : <p className="find-heading">{heading}</p>}
      <p className="find-words" dir="auto">
        {before}
        <mark>{found}</mark>
        {after}
      </p>
    </div>
  )
}
