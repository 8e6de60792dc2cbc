// What the page sees of Electron: three functions, and names from the contract alone. Built as one CommonJS file,
// since a sandboxed preload cannot load another; so it imports names, never schemas.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, DROPPED_CHANNEL, EVENT_CHANNEL } from '../../../src-shared/contract/bridge.ts'
import type { Envelope } from '../../../src-shared/contract/errors.ts'
import { EVENT_NAMES, PROCEDURE_NAMES } from '../../../src-shared/contract/names.ts'

const procedures: ReadonlySet<string> = new Set(PROCEDURE_NAMES)
const events: ReadonlySet<string> = new Set(EVENT_NAMES)

const bridge: Bridge = {
  call(name, input) {
    if (procedures.has(name)) return ipcRenderer.invoke(name, input) as Promise<Envelope<unknown>>
    const error = { code: 'UNKNOWN_PROCEDURE', message: 'No procedure has that name.', details: {} } as const
    return Promise.resolve({ ok: false, error })
  },
  on(listener) {
    const deliver = (_event: unknown, name: unknown, payload: unknown): void => {
      if (typeof name === 'string' && events.has(name)) listener(name, payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, deliver)
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, deliver)
    }
  },
  pathForFile(file) {
    const path = webUtils.getPathForFile(file)
    if (path !== '') ipcRenderer.send(DROPPED_CHANNEL, path)
    return path
  },
}

contextBridge.exposeInMainWorld('lectern', bridge)
