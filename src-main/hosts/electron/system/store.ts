// electron-store, constructed here and nowhere else. The web host constructs conf, which it is built on, with the same
// folder, names and file format.
import ElectronStore from 'electron-store'
import type { StoreFactory } from '../../../../src-shared/domain/key-value-store.ts'

/**
 * `<folder>/<name>.json`, readable by its owner alone. Keys are never taken for paths, and a file that cannot be parsed
 * makes this throw: it is never emptied.
 */
export const openElectronStore: StoreFactory = ({ folder, name }) =>
  new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  })
