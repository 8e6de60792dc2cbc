// The state of the window: which screen, which dialogue, the sidebar, messages, the connection. No content of a screen.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Settings, Theme } from '../../src-shared/domain/settings.ts'
import type { SettingsStore } from './settings-store.ts'

export type Route = 'library' | 'reader'
export type SidebarTab = Settings['sidebarTab']
export type ShellDialog = 'settings' | 'shortcuts' | 'go-to' | 'set-apart'

/** The theme that is shown: `auto` is decided. */
export type ShownTheme = Exclude<Theme, 'auto'>

/** A short message. `action` is the one thing to do about it, such as taking a change back. */
export interface ToastRequest {
  readonly kind?: 'info' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}
export interface Toast extends ToastRequest {
  readonly id: string
  readonly kind: 'info' | 'error'
}

/** A wish that the focus should go to a field. `turn` is another for each wish, so that it can be made twice. */
export interface FocusRequest {
  readonly target: SidebarTab
  readonly turn: number
}

export interface ShellState {
  /** Settings and library are there, so that the first screen is the right one, in the right colours. */
  readonly isReady: boolean
  readonly route: Route
  readonly dialog: ShellDialog | null
  /** Too narrow for a sidebar beside the text: it lies over it as a drawer. */
  readonly isNarrow: boolean
  readonly isDrawerOpen: boolean
  /** The person is reading, so bars step back. */
  readonly isQuiet: boolean
  readonly theme: ShownTheme
  readonly connection: 'connected' | 'lost'
  readonly toasts: readonly Toast[]
  readonly focusRequest: FocusRequest | null
  /** Files are held over the window, about to be dropped; the document's frame tells it as well. */
  readonly isFileOver: boolean
  /** The sidebar stands beside the library as well: it was asked for there. */
  readonly isLibrarySidebarOpen: boolean
}

/** Answers true when the key meant something; it has then been prevented from meaning anything else. */
export type KeyHandler = (event: KeyboardEvent) => boolean

export interface ShellStore extends StoreApi<ShellState> {
  readonly show: (route: Route) => void
  readonly openDialog: (dialog: ShellDialog) => void
  readonly closeDialog: () => void
  /** Opens or closes the sidebar, or the drawer where it is one. */
  readonly toggleSidebar: () => void
  readonly closeDrawer: () => void
  /** Brings a tab of the sidebar up, and the focus to its field when asked. */
  readonly reveal: (tab: SidebarTab, options?: { readonly focus?: boolean }) => void
  /** Shows a message; an error stays until it is closed. Returns its id. */
  readonly toast: (request: ToastRequest) => string
  readonly dismiss: (id: string) => void
  /** Takes away messages that offer to do something which no longer applies. */
  readonly dismissActions: () => void
  /** Messages do not go away while they are held. */
  readonly holdToasts: (isHeld: boolean) => void
  readonly setQuiet: (isQuiet: boolean) => void
  readonly setFileOver: (isFileOver: boolean) => void
  /** What every keydown goes through, the ones in the document's frame too. */
  onKey: KeyHandler
  readonly setKeyHandler: (handler: KeyHandler) => void
}

/** How long a message stays, in milliseconds: longer when there is something to do about it. */
const STAY = { plain: 6_000, withAction: 12_000 } as const

const START: ShellState = {
  isReady: false,
  route: 'library',
  dialog: null,
  isNarrow: false,
  isDrawerOpen: false,
  isQuiet: false,
  theme: 'light',
  connection: 'connected',
  toasts: [],
  focusRequest: null,
  isFileOver: false,
  isLibrarySidebarOpen: false,
}

export function createShellStore(settings: SettingsStore): ShellStore {
  const store = createStore<ShellState>(() => START)
  let handleKey: KeyHandler = () => false
  return Object.assign(store, sidebarActions(store, settings), toastActions(store), {
    show: (route: Route) => {
      store.setState({ route, isDrawerOpen: false, isQuiet: false })
    },
    setFileOver: (isFileOver: boolean) => {
      if (store.getState().isFileOver !== isFileOver) store.setState({ isFileOver })
    },
    openDialog: (dialog: ShellDialog) => {
      store.setState({ dialog })
    },
    closeDialog: () => {
      store.setState({ dialog: null })
    },
    setQuiet: (isQuiet: boolean) => {
      if (store.getState().isQuiet !== isQuiet) store.setState({ isQuiet })
    },
    onKey: (event: KeyboardEvent) => handleKey(event),
    setKeyHandler: (handler: KeyHandler) => {
      handleKey = handler
    },
  })
}

/** The theme to show: what was chosen, or for `auto` what the system prefers. */
export function toShownTheme(theme: Theme, prefersDark: boolean): ShownTheme {
  if (theme !== 'auto') return theme
  return prefersDark ? 'dark' : 'light'
}

function sidebarActions(store: StoreApi<ShellState>, settings: SettingsStore) {
  return {
    toggleSidebar: () => {
      const { isNarrow, isDrawerOpen, route, isLibrarySidebarOpen } = store.getState()
      if (isNarrow) store.setState({ isDrawerOpen: !isDrawerOpen })
      else if (route === 'library') store.setState({ isLibrarySidebarOpen: !isLibrarySidebarOpen })
      else void settings.update({ sidebarOpen: !settings.getState().settings.sidebarOpen })
    },
    closeDrawer: () => {
      store.setState({ isDrawerOpen: false })
    },
    reveal: (tab: SidebarTab, options: { readonly focus?: boolean } = {}) => {
      const { sidebarOpen, sidebarTab } = settings.getState().settings
      const place = toPlaceOfSidebar(store.getState())
      if (place === 'drawer') store.setState({ isDrawerOpen: true })
      if (place === 'library') store.setState({ isLibrarySidebarOpen: true })
      const patch = {
        ...(sidebarTab === tab ? {} : { sidebarTab: tab }),
        ...(place === 'reader' && !sidebarOpen ? { sidebarOpen: true } : {}),
      }
      if (Object.keys(patch).length > 0) void settings.update(patch)
      if (options.focus === true) requestFocus(store, tab)
    },
  }
}

function requestFocus(store: StoreApi<ShellState>, target: SidebarTab): void {
  store.setState(({ focusRequest }) => ({ focusRequest: { target, turn: (focusRequest?.turn ?? 0) + 1 } }))
}

/** The sidebar is a drawer in a narrow window; elsewhere reader and library each remember whether it is open. */
function toPlaceOfSidebar({ isNarrow, route }: ShellState): 'drawer' | Route {
  return isNarrow ? 'drawer' : route
}

function toastActions(store: StoreApi<ShellState>) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let count = 0
  const dismiss = (id: string): void => {
    clearTimeout(timers.get(id))
    timers.delete(id)
    store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
  }
  const dismissActions = (): void => {
    for (const { id, action } of store.getState().toasts) if (action !== undefined) dismiss(id)
  }
  const start = (toast: Toast): void => {
    if (toast.kind === 'error') return
    const stay = toast.action === undefined ? STAY.plain : STAY.withAction
    timers.set(
      toast.id,
      setTimeout(() => {
        dismiss(toast.id)
      }, stay),
    )
  }
  return {
    toast: (request: ToastRequest): string => {
      const id = `toast-${(count += 1)}`
      const toast: Toast = { ...request, kind: request.kind ?? 'info', id }
      // An action such as undoing concerns what was done last: an older offer would take back the wrong thing.
      if (toast.action !== undefined) dismissActions()
      store.setState(({ toasts }) => ({
        toasts: [...toasts.filter(({ text }) => text !== toast.text), toast].slice(-4),
      }))
      start(toast)
      return id
    },
    dismiss,
    dismissActions,
    holdToasts: (isHeld: boolean) => {
      timers.forEach((timer) => {
        clearTimeout(timer)
      })
      timers.clear()
      if (!isHeld) store.getState().toasts.forEach(start)
    },
  }
}
