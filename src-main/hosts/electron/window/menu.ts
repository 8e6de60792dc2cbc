// The application menu as data. Items of the interface send it a command; the rest are the system's own roles. Nothing
// here decides what a command does.
import type { MenuItemConstructorOptions } from 'electron'
import type { Command } from '../../../../src-shared/contract/contract.ts'
import { messages } from '../messages.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
  /** Brings the window to the front and sends it the command. */
  readonly send: (command: Command) => void
}

const { items, menus } = messages

/**
 * The whole menu in the platform's order. A page is given each key before the menu is, and keeps what it handles; so an
 * accelerator named here acts only where the page has not.
 */
export function buildMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => {
      options.send(command)
    },
    ...(accelerator !== undefined && { accelerator }),
  })
  const settings = item(items.settings, 'settings', 'CmdOrCtrl+,')
  const menu = [
    buildFileMenu(item, isMac, settings),
    buildEditMenu(item, isMac),
    buildViewMenu(item, options.devTools),
    buildGoMenu(item, isMac),
    buildWindowMenu(isMac),
    buildHelpMenu(item, isMac),
  ]
  return isMac ? [buildApplicationMenu(settings), ...menu] : menu
}

type Item = (label: string, command: Command, accelerator?: string) => MenuItemConstructorOptions

const line: MenuItemConstructorOptions = { type: 'separator' }

/** macOS only: the menu that bears the application's name. */
function buildApplicationMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: messages.product,
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
}

function buildFileMenu(
  item: Item,
  isMac: boolean,
  settings: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  const importing = [
    item(items.library, 'library'),
    line,
    item(items.importFiles, 'import-files', 'CmdOrCtrl+O'),
    item(items.importFolder, 'import-folder', 'CmdOrCtrl+Shift+O'),
    line,
  ]
  const end: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'close' }]
    : [settings, line, { role: 'close' }, { role: 'quit' }]
  return { label: menus.file, submenu: [...importing, ...end] }
}

/**
 * Undo takes back typing in a field, else the last change to a note. The page knows which, by its own key; so the key
 * must not reach it a second time through the menu. On macOS a field's own undo needs the system's item.
 */
function buildEditMenu(item: Item, isMac: boolean): MenuItemConstructorOptions {
  const undoing: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'undo' }, { role: 'redo' }]
    : [
        { ...item(items.undo, 'undo', 'Ctrl+Z'), registerAccelerator: false },
        { ...item(items.redo, 'redo', 'Ctrl+Shift+Z'), registerAccelerator: false },
      ]
  return {
    label: menus.edit,
    submenu: [
      ...undoing,
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      line,
      item(items.search, 'search', 'CmdOrCtrl+K'),
    ],
  }
}

function buildViewMenu(item: Item, devTools: boolean): MenuItemConstructorOptions {
  const tools: MenuItemConstructorOptions[] = [line, { role: 'reload' }, { role: 'toggleDevTools' }]
  return {
    label: menus.view,
    submenu: [
      item(items.sidebar, 'sidebar', 'F9'),
      line,
      item(items.larger, 'larger', 'CmdOrCtrl+Plus'),
      item(items.smaller, 'smaller', 'CmdOrCtrl+-'),
      item(items.resetSize, 'reset-size', 'CmdOrCtrl+0'),
      line,
      { role: 'togglefullscreen' },
      ...(devTools ? tools : []),
    ],
  }
}

function buildGoMenu(item: Item, isMac: boolean): MenuItemConstructorOptions {
  return {
    label: menus.go,
    submenu: [
      item(items.back, 'back', isMac ? 'Cmd+[' : 'Alt+Left'),
      item(items.forward, 'forward', isMac ? 'Cmd+]' : 'Alt+Right'),
    ],
  }
}

function buildWindowMenu(isMac: boolean): MenuItemConstructorOptions {
  const mac: MenuItemConstructorOptions[] = [{ role: 'zoom' }, line, { role: 'front' }]
  return { label: menus.window, role: 'window', submenu: [{ role: 'minimize' }, ...(isMac ? mac : [])] }
}

function buildHelpMenu(item: Item, isMac: boolean): MenuItemConstructorOptions {
  const about: MenuItemConstructorOptions = { role: 'about', label: messages.about }
  return {
    label: menus.help,
    role: 'help',
    submenu: [item(items.shortcuts, 'shortcuts'), ...(isMac ? [] : [line, about])],
  }
}
