// Finding around the text: the bar above it, and beside it, or above where there is no room, the list of all matches.
import type { ReactNode } from 'react'
import { useSlice } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'
import { FindBar, type FindKeys } from './FindBar.tsx'
import { MatchList } from './MatchList.tsx'
import './find.css'

export interface FindingProps {
  /** The keys of the commands, as they are printed. */
  readonly keys: FindKeys
  /** The text that is read. */
  readonly children: ReactNode
}

export function Finding({ keys, children }: FindingProps) {
  const { isOpen, isListOpen } = useSlice('find', (state) => ({
    isOpen: state.isOpen,
    isListOpen: state.isListOpen,
  }))
  const hasList = isOpen && isListOpen
  return (
    <div className="finding">
      <div className={classes('finding-areas', hasList && 'has-list')}>
        {isOpen ? <FindBar keys={keys} /> : null}
        {hasList ? <MatchList /> : null}
        <div className="finding-text">{children}</div>
      </div>
    </div>
  )
}
