// The one factory of windows. Every window has the same preferences, shows the interface's page and nothing else, and
// remembers where it stood.
import type { BrowserWindow, BrowserWindowConstructorOptions, Dialog, Screen, WebPreferences } from 'electron'
import { START_URL } from '../guards/origin.ts'
import { messages } from '../messages.ts'
import { watchFailures } from './failures.ts'
import { fitToDisplays, MIN_SIZE, type WindowState, type WindowStateFile } from './window-state.ts'

export interface WindowFactoryOptions {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showErrorBox'>
  /** Absolute paths of the preload and of the window's icon. */
  readonly preload: string
  readonly icon: string
  readonly devTools: boolean
  /** Whether the system's colours are dark, for the instant before the page is painted. */
  readonly isDark: () => boolean
  readonly stateFile: WindowStateFile
  readonly quit: () => void
}

export interface Windows {
  /** The window, made when there is none; in front and focused. */
  readonly show: () => BrowserWindow
  /** The window, when there is one. */
  readonly find: () => BrowserWindow | null
  /** Whether a page belongs to a window of this factory. */
  readonly owns: (contentsId: number) => boolean
}

/** How long after the last change the window's place is written, in milliseconds. */
const SAVE_AFTER = 400

/** Paper, as the interface's light and dark themes have it. */
const PAPER = { light: '#FBFAF7', dark: '#17181A' } as const

/** No window is made before the first `show`. */
export function createWindows(options: WindowFactoryOptions): Windows {
  let current: BrowserWindow | null = null
  let last = options.stateFile.state
  const open = (): BrowserWindow => {
    const window = buildWindow(options, last)
    current = window
    keepState(window, (state) => {
      last = state
      options.stateFile.save(state).catch((error: unknown) => {
        console.error('The window’s place was not saved:', error)
      })
    })
    watchFailures(window, options)
    window.once('ready-to-show', () => {
      window.show()
    })
    window.on('closed', () => {
      if (current === window) current = null
    })
    void window.loadURL(START_URL)
    return window
  }
  return {
    show() {
      if (current === null) return open()
      if (current.isMinimized()) current.restore()
      current.show()
      current.focus()
      return current
    },
    find: () => current,
    owns: (contentsId) => current !== null && !current.isDestroyed() && current.webContents.id === contentsId,
  }
}

/** Everything that could widen what a page may do, said out loud, whatever Electron's defaults are. */
export function buildWebPreferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    devTools,
  }
}

function buildWindow(options: WindowFactoryOptions, saved: WindowState): BrowserWindow {
  const { screen } = options
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const areas = [primary, ...others].map((display) => display.workArea)
  const state = fitToDisplays(saved, areas)
  const window = new options.BrowserWindow({
    width: state.width,
    height: state.height,
    ...(state.x !== undefined && state.y !== undefined && { x: state.x, y: state.y }),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: messages.product,
    icon: options.icon,
    backgroundColor: options.isDark() ? PAPER.dark : PAPER.light,
    webPreferences: buildWebPreferences(options.preload, options.devTools),
  })
  if (state.maximized) window.maximize()
  if (state.fullScreen) window.setFullScreen(true)
  return window
}

/** Calls `save` a moment after the window has changed its place, and when it closes. */
function keepState(window: BrowserWindow, save: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined
  const saveNow = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (!window.isDestroyed()) save(readState(window))
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(saveNow, SAVE_AFTER)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('enter-full-screen', saveSoon)
  window.on('leave-full-screen', saveSoon)
  window.on('close', saveNow)
}

function readState(window: BrowserWindow): WindowState {
  const { x, y, width, height } = window.getNormalBounds()
  return {
    version: 1,
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
    maximized: window.isMaximized(),
    fullScreen: window.isFullScreen(),
  }
}
