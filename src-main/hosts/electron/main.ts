// The Electron host as a program: hands Electron and the places of the built files to `start`. It must not wait at its
// top level, for Electron becomes ready only when it has been read to its end.
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} from 'electron'
import { join } from 'node:path'
import packageFile from '../../../package.json' with { type: 'json' }
import { messages } from './messages.ts'
import { start } from './start.ts'

/** `out/`, which holds this file as `main/electron.js`. */
const out = join(import.meta.dirname, '..')

reportFaults()
start(
  { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell },
  {
    preload: join(out, 'preload/preload.cjs'),
    interfaceFolder: join(out, 'renderer'),
    icon: join(out, '../resources/icons/icon-256.png'),
    includedList: join(out, 'main/included.json'),
    includedFolder: app.isPackaged ? join(process.resourcesPath, 'library') : join(out, 'library'),
  },
  packageFile.version,
)

/** A bug is told once, in plain words; its stack goes to the log alone. */
function reportFaults(): void {
  let told = false
  const report = (error: unknown): void => {
    console.error(error)
    if (told) return
    told = true
    dialog.showErrorBox(messages.product, messages.fault)
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
}
