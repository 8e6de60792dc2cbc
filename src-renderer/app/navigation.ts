// Going somewhere and coming back: every jump leaves a moment in the history, and a moment can be brought back whole,
// with its screen, its line and its search. It composes stores; it keeps nothing itself.
import type { NoteMatch, SearchHit } from '../../src-shared/domain/search.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import type { Moment } from '../stores/history-store.ts'
import { findFirstBundle } from '../stores/library-store.ts'
import { rememberSearch } from '../stores/past-searches.ts'
import type { OpenRequest } from '../stores/reader-store.ts'
import type { Stores } from '../stores/stores.ts'

export interface Navigation {
  /** Opens a place in the reader and gives the text the focus. */
  readonly open: (request: OpenRequest) => Promise<void>
  readonly openBundle: (bundleId: BundleId) => Promise<void>
  /**
   * Goes to a hit: to the passage, marked; to an annotation, which is shown; for one without a place, to the list of
   * annotations, where what is left of it stands.
   */
  readonly openHit: (hit: SearchHit) => Promise<void>
  /** Goes to the hit after the one last chosen, or before it; false when there is none. */
  readonly stepHit: (step: 1 | -1) => boolean
  /** Searches for words, in the sidebar. */
  readonly searchFor: (text: string) => void
  readonly showLibrary: () => void
  /** Back to what was being read, when anything was. */
  readonly showReader: () => void
  /** False when there is nowhere to go back to. */
  readonly back: () => boolean
  readonly forward: () => boolean
  /** The first screen: what was asked for meanwhile, else what was last read, else the handbook, else the library. */
  readonly start: () => Promise<void>
  readonly dispose: () => void
}

export function createNavigation(stores: Stores): Navigation {
  const { reader, history, shell, library } = stores
  const leave = (): void => {
    history.leave(toMoment(stores))
  }
  const stopJumps = reader.onJump(leave)
  const stopStatus = reader.subscribe(({ status }, before) => {
    if (status !== before.status && status.kind === 'loading') shell.show('reader')
  })
  const open = async (request: OpenRequest): Promise<void> => {
    const { route, isReady, focusRequest } = shell.getState()
    // Before the first screen there is nothing to come back to.
    const isInLibrary = isReady && route === 'library'
    if (isInLibrary) leave()
    shell.show('reader')
    // From the library, what is left is the library, not the text behind it.
    await reader.open(request, { jump: isReady && !isInLibrary })
    // Who asked for the search or a panel meanwhile is there by now.
    if (shell.getState().focusRequest === focusRequest) reader.view()?.focus()
  }
  return {
    open,
    openBundle: (bundleId) => open({ bundleId }),
    openHit: (hit) => openHit(stores, hit, open),
    stepHit: (step) => stepHit(stores, step, open),
    searchFor: (text) => {
      shell.reveal('search', { focus: true })
      stores.search.type(text)
    },
    showLibrary: () => {
      if (shell.getState().route === 'library') return
      leave()
      void reader.savePosition().then(() => library.refresh())
      shell.show('library')
    },
    showReader: () => {
      if (reader.getState().status.kind === 'empty' || shell.getState().route === 'reader') return
      leave()
      shell.show('reader')
    },
    back: () => bringBack(stores, history.back(toMoment(stores))),
    forward: () => bringBack(stores, history.forward(toMoment(stores))),
    start: async () => {
      await Promise.all([stores.settings.load(), library.refresh()])
      const isAsked = reader.getState().status.kind !== 'empty'
      const first = isAsked ? undefined : findFirstBundle(library.getState().bundles)
      if (isAsked || first !== undefined) shell.show('reader')
      shell.setState({ isReady: true })
      if (first === undefined) return
      await reader.open({ bundleId: first.metadata.id }, { jump: false })
    },
    dispose: () => {
      stopJumps()
      stopStatus()
    },
  }
}

async function openHit(stores: Stores, hit: SearchHit, open: Navigation['open']): Promise<void> {
  const { bundleId, documentId, start, end, marks, note } = hit
  rememberSearch(stores.settings, stores.search.getState().text)
  if (note?.orphaned === true) {
    listOrphan(stores, bundleId, note)
    return
  }
  await open({ bundleId, documentId, start, end, marks })
  if (note !== undefined && note.kind !== 'bookmark') stores.reader.view()?.showAnnotation(note.id)
}

/** Chooses the hit next to the chosen one, the first where none is, and goes to it when it has been fetched. */
function stepHit(stores: Stores, step: 1 | -1, open: Navigation['open']): boolean {
  const { search } = stores
  const { active, total } = search.getState()
  const index = active + step
  if (index < 0 || index >= total) return false
  search.setActive(index)
  search.look({ first: index, last: index })
  void search.hitAt(index).then((hit) => hit && openHit(stores, hit, open))
  return true
}

/** Brings an annotation without a place up in the list of the widest scope that is needed to hold it. */
function listOrphan({ shell, annotations, reader }: Stores, bundleId: BundleId, { id }: NoteMatch): void {
  const isOpen = reader.getState().bundle?.summary.metadata.id === bundleId
  annotations.setFilter('')
  annotations.setScope(isOpen ? 'bundle' : 'library')
  shell.reveal('annotations')
  annotations.activate(id)
}

function toMoment({ shell, reader, search, settings }: Stores): Moment {
  const { text, scope, filters } = search.getState()
  return {
    route: shell.getState().route,
    place: reader.currentPlace(),
    search: { text, scope, filters },
    tab: settings.getState().settings.sidebarTab,
  }
}

function bringBack(stores: Stores, moment: Moment | null): boolean {
  if (moment === null) return false
  const { shell, reader, search, settings } = stores
  if (moment.search.text !== '') search.run(moment.search)
  const { sidebarTab } = settings.getState().settings
  if (moment.tab === 'search' && sidebarTab !== 'search') void settings.update({ sidebarTab: 'search' })
  if (moment.place !== null && moment.route === 'reader') {
    void reader.open(moment.place, { jump: false })
  }
  shell.show(moment.place === null ? 'library' : moment.route)
  return true
}
