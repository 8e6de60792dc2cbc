// electron-store, constructed here and nowhere else. The web host constructs conf, which it is built on, with the same
// folder, names and file format.
import type { IpcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { StoreFactory } from '../../../../src-shared/domain/key-value-store.ts'

/** electron-store answers pages on this channel, for stores of their own. No page of Lectern has one. */
const STORE_CHANNEL = 'electron-store-get-data'

/**
 * Opens `<folder>/<name>.json`, readable by its owner alone. Keys are never taken for paths, and a file that cannot be
 * parsed makes this throw: it is never emptied. No channel to pages is left open.
 */
export function createStoreFactory(ipcMain: Pick<IpcMain, 'removeAllListeners'>): StoreFactory {
  return ({ folder, name }) => {
    const store = new ElectronStore<Record<string, unknown>>({
      cwd: folder,
      name,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      configFileMode: 0o600,
    })
    ipcMain.removeAllListeners(STORE_CHANNEL)
    return store
  }
}
