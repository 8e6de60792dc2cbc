// The part of electron-store (and of conf, which it is built on) that Lectern relies on. The Electron host gives the
// one, the web host the other: same folder, same file name, same JSON.

/** A JSON file held as one object. Reading `store` reads the file; assigning it writes the whole file. */
export interface KeyValueStore {
  readonly path: string
  store: Record<string, unknown>
}

/** Opens `<folder>/<name>.json`. Throws when the file is there but cannot be parsed; it never empties it. */
export type StoreFactory = (options: { readonly folder: string; readonly name: string }) => KeyValueStore
