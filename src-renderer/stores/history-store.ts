// The places and searches that the person has left, so that back and forward can return to them. It opens nothing
// itself: who asks for a moment brings it back.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Place } from './reader-store.ts'
import type { SearchQuestion } from './search-question.ts'
import type { Route, SidebarTab } from './shell-store.ts'

/** What was on the screen: all that is needed to bring it back. */
export interface Moment {
  readonly route: Route
  readonly place: Place | null
  readonly search: SearchQuestion
  readonly tab: SidebarTab
}

export interface HistoryState {
  /** The oldest first. */
  readonly past: readonly Moment[]
  /** The next first. */
  readonly future: readonly Moment[]
}

export interface HistoryStore extends StoreApi<HistoryState> {
  /** Notes a moment that is being left for somewhere new; what lay ahead is forgotten. */
  readonly leave: (moment: Moment) => void
  /** One step back: the moment to bring back, or null at the start. `now` is kept for the way forward. */
  readonly back: (now: Moment) => Moment | null
  readonly forward: (now: Moment) => Moment | null
  /** Forgets moments in a bundle that is gone. */
  readonly forget: (bundleId: string) => void
}

/** How many moments are kept on each side. */
const DEPTH = 200

export function createHistoryStore(): HistoryStore {
  const store = createStore<HistoryState>(() => ({ past: [], future: [] }))
  return Object.assign(store, {
    leave: (moment: Moment) => {
      const { past } = store.getState()
      const last = past.at(-1)
      if (last !== undefined && isSameMoment(last, moment)) store.setState({ future: [] })
      else store.setState({ past: [...past, moment].slice(-DEPTH), future: [] })
    },
    back: (now: Moment) => back(store, now),
    forward: (now: Moment) => forward(store, now),
    forget: (bundleId: string) => {
      const isElsewhere = (moment: Moment) => moment.place?.bundleId !== bundleId
      store.setState(({ past, future }) => ({
        past: past.filter(isElsewhere),
        future: future.filter(isElsewhere),
      }))
    },
  })
}

function back(store: StoreApi<HistoryState>, now: Moment): Moment | null {
  const { past, future } = store.getState()
  const at = past.findLastIndex((moment) => !isSameMoment(moment, now))
  const moment = past[at]
  if (moment === undefined) return null
  store.setState({ past: past.slice(0, at), future: [now, ...future].slice(0, DEPTH) })
  return moment
}

function forward(store: StoreApi<HistoryState>, now: Moment): Moment | null {
  const { past, future } = store.getState()
  const [moment, ...rest] = future
  if (moment === undefined) return null
  store.setState({ past: [...past, now].slice(-DEPTH), future: rest })
  return moment
}

/** The same screen at the same line; a search that was only retyped does not make another moment. */
function isSameMoment(one: Moment, other: Moment): boolean {
  return (
    one.route === other.route &&
    one.place?.bundleId === other.place?.bundleId &&
    one.place?.documentId === other.place?.documentId &&
    one.place?.start === other.place?.start
  )
}
