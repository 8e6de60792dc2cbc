// What each command does. Keys, menus, buttons and the host's own menu all come here.
import { t } from '../i18n/index.ts'
import type { Change } from '../stores/annotations-store.ts'
import { toAppearance } from '../stores/settings-store.ts'
import type { Stores } from '../stores/stores.ts'
import { Settings } from '../../src-shared/domain/settings.ts'
import { type CommandId, findCommand } from './key-map.ts'
import type { Navigation } from './navigation.ts'

/** Runs a command; false when it does not apply now, so that the key keeps its ordinary meaning. */
export type RunCommand = (id: CommandId) => boolean

export function createCommands(stores: Stores, navigation: Navigation): RunCommand {
  const table = {
    ...placeCommands(stores, navigation),
    ...findCommands(stores),
    ...hitCommands(stores, navigation),
    ...noteCommands(stores),
    ...windowCommands(stores),
  }
  return (id) => table[id]() !== false
}

type Commands<I extends CommandId> = Readonly<Record<I, () => boolean | undefined>>

function placeCommands(
  { reader, shell }: Stores,
  navigation: Navigation,
): Commands<'back' | 'forward' | 'previous-document' | 'next-document' | 'go-to' | 'library'> {
  const isReading = (): boolean => shell.getState().route === 'reader' && reader.getState().document !== null
  return {
    back: () => void navigation.back(),
    forward: () => void navigation.forward(),
    'previous-document': () => isReading() && reader.openNeighbour(-1),
    'next-document': () => isReading() && reader.openNeighbour(1),
    'go-to': () => {
      if (!isReading()) return false
      shell.openDialog('go-to')
      return true
    },
    library: () => {
      if (shell.getState().route === 'library') navigation.showReader()
      else navigation.showLibrary()
      return true
    },
  }
}

function findCommands({
  find,
  reader,
  shell,
}: Stores): Commands<'find' | 'find-next' | 'find-previous' | 'find-close'> {
  const isReading = (): boolean => shell.getState().route === 'reader' && reader.getState().document !== null
  const step = (step: 1 | -1) => (): boolean => {
    if (!isReading()) return false
    find.step(step)
    return true
  }
  return {
    find: () => isReading() && find.open(reader.view()?.takeSelection() ?? null),
    'find-next': step(1),
    'find-previous': step(-1),
    'find-close': () => {
      if (!isReading() || !find.getState().isOpen) return false
      find.close()
      return true
    },
  }
}

function hitCommands(
  { search, shell }: Stores,
  navigation: Navigation,
): Commands<'next-hit' | 'previous-hit'> {
  const step = (step: 1 | -1) => (): boolean => {
    if (search.getState().total === 0) return false
    if (!navigation.stepHit(step)) shell.toast({ text: t(step === 1 ? 'shell.lastHit' : 'shell.firstHit') })
    return true
  }
  return { 'next-hit': step(1), 'previous-hit': step(-1) }
}

function noteCommands({
  reader,
  shell,
  annotations,
}: Stores): Commands<'highlight' | 'note' | 'bookmark' | 'annotations' | 'bookmarks' | 'undo' | 'redo'> {
  const view = () => (shell.getState().route === 'reader' ? reader.view() : null)
  return {
    highlight: () => view()?.highlightSelection() ?? false,
    note: () => view()?.noteOnSelection() ?? false,
    bookmark: () => {
      view()?.toggleBookmark()
      return true
    },
    annotations: () => {
      shell.reveal('annotations', { focus: true })
      return true
    },
    bookmarks: () => {
      shell.reveal('bookmarks', { focus: true })
      return true
    },
    undo: () => {
      shell.dismissActions()
      void annotations.undo().then(tellOf(shell, 'shell.nothingToUndo'))
      return true
    },
    redo: () => {
      shell.dismissActions()
      void annotations.redo().then(tellOf(shell, 'shell.nothingToRedo'))
      return true
    },
  }
}

/** Says why nothing happened, when nothing did. */
function tellOf(shell: Stores['shell'], nothing: 'shell.nothingToUndo' | 'shell.nothingToRedo') {
  return (change: Change): void => {
    if (change.kind === 'failed') shell.toast({ kind: 'error', text: change.failure.message })
    else if (change.changed.length === 0) shell.toast({ text: t(nothing) })
  }
}

function windowCommands(
  stores: Stores,
): Commands<
  | 'search'
  | 'sidebar'
  | 'contents'
  | 'settings'
  | 'shortcuts'
  | 'import-files'
  | 'import-folder'
  | 'larger'
  | 'smaller'
  | 'reset-size'
> {
  const { shell, imports } = stores
  const done = (action: () => void) => (): boolean => {
    action()
    return true
  }
  return {
    search: done(() => {
      shell.reveal('search', { focus: true })
    }),
    contents: done(() => {
      shell.reveal('contents', { focus: true })
    }),
    sidebar: done(() => {
      shell.toggleSidebar()
    }),
    settings: done(() => {
      shell.openDialog('settings')
    }),
    shortcuts: done(() => {
      shell.openDialog('shortcuts')
    }),
    'import-files': done(() => void imports.pick('files')),
    'import-folder': done(() => void imports.pick('folder')),
    larger: done(() => {
      resize(stores, (size) => size + 1)
    }),
    smaller: done(() => {
      resize(stores, (size) => size - 1)
    }),
    'reset-size': done(() => {
      resize(stores, () => Settings.parse({}).appearance.fontSize)
    }),
  }
}

const FONT_SIZE = { min: 10, max: 48 } as const

/** Changes the text's size where it is set: for this bundle when it has an appearance of its own, else for all. */
function resize({ settings, reader }: Stores, change: (size: number) => number): void {
  const all = settings.getState().settings
  const open = reader.getState().bundle?.summary.metadata.id ?? null
  const scope = open !== null && all.appearanceByBundle[open] !== undefined ? open : null
  const wanted = change(toAppearance(all, scope).fontSize)
  settings.setAppearance({ fontSize: Math.max(FONT_SIZE.min, Math.min(FONT_SIZE.max, wanted)) }, scope)
}

/**
 * What a keydown does, wherever it came from: the window or the document's frame. Answers true, and keeps the key from
 * its ordinary meaning, when it was a command that applied. A dialogue or menu that is open keeps its keys.
 */
export function createKeyHandler(run: RunCommand, isMac: boolean): (event: KeyboardEvent) => boolean {
  return (event) => {
    if (event.defaultPrevented || event.isComposing || isInOverlay(event)) return false
    const id = findCommand(event, isMac, isTyping(event))
    if (id === null || !run(id)) return false
    event.preventDefault()
    return true
  }
}

const FIELDS =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=""], [contenteditable=true]'

/** The drawer is a dialogue to a screen reader, but the window's own keys go on working in it. */
const OVERLAYS =
  ':is([role=dialog]:not(.drawer-body), [role=alertdialog], [role=menu]), :is([role=dialog]:not(.drawer-body), [role=alertdialog], [role=menu]) *'

function isTyping(event: KeyboardEvent): boolean {
  return matches(event.target, FIELDS)
}

function isInOverlay(event: KeyboardEvent): boolean {
  return matches(event.target, OVERLAYS)
}

/** The document's frame has classes of its own, so `instanceof` says nothing about its elements. */
function matches(target: EventTarget | null, selector: string): boolean {
  return isMatchable(target) && target.matches(selector)
}

function isMatchable(target: EventTarget | null): target is EventTarget & Pick<Element, 'matches'> {
  return target !== null && 'matches' in target && typeof target.matches === 'function'
}
