// Electron as the parts of this host are given it: handed down from main.ts, so that nothing else imports its value.
import type * as Electron from 'electron'

/** The parts of Electron that this host uses. */
export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
>
