// The gate between a page and the services: one channel for each procedure of the contract, answered only for the main
// frame of the interface. What is asked is validated by the router behind it; here only who asks is.
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { DROPPED_CHANNEL } from '../../../../src-shared/contract/bridge.ts'
import { contract } from '../../../../src-shared/contract/contract.ts'
import { type Envelope, LecternError, toFailure } from '../../../../src-shared/contract/errors.ts'
import type { Router } from '../../../ipc/index.ts'
import { isOurs } from './origin.ts'

export interface GateOptions {
  readonly ipcMain: IpcMain
  readonly router: Router
  /** Whether a sender is one of the windows that the factory made. */
  readonly isWindow: (contentsId: number) => boolean
  /** A path that the person dropped on the window. */
  readonly onDropped: (path: string) => void
  /** Called once, when the interface asks for the first time: from then on it listens to events. */
  readonly onFirstCall: () => void
}

/** Longest path that is looked at, in UTF-16 units; the contract's own limit for a source. */
const PATH_LENGTH = 4096

/** Opens every channel. The returned function closes them again. */
export function openGate(options: GateOptions): () => void {
  const { ipcMain, router } = options
  const names = Object.keys(contract)
  let asked = false
  for (const name of names) {
    ipcMain.handle(name, (event, input: unknown): Promise<Envelope<unknown>> => {
      if (!isTrusted(event, options)) return Promise.resolve(refuse())
      if (!asked) options.onFirstCall()
      asked = true
      return router.handle(name, input)
    })
  }
  const onDropped = (event: IpcMainEvent, path: unknown): void => {
    if (!isTrusted(event, options)) return
    if (typeof path === 'string' && path !== '' && path.length <= PATH_LENGTH) options.onDropped(path)
  }
  ipcMain.on(DROPPED_CHANNEL, onDropped)
  return () => {
    for (const name of names) ipcMain.removeHandler(name)
    ipcMain.off(DROPPED_CHANNEL, onDropped)
  }
}

/** A frame that is gone, that stands in another, that shows a foreign page, or whose window is not ours is no caller. */
function isTrusted(event: IpcMainInvokeEvent | IpcMainEvent, options: GateOptions): boolean {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || frame.detached) return false
  return isOurs(frame.url) && options.isWindow(event.sender.id)
}

function refuse(): Envelope<never> {
  const error = new LecternError('FORBIDDEN', 'Only Lectern’s own window may ask this.')
  return { ok: false, error: toFailure(error) }
}
