// The one place where the interface learns which host it has: Electron's bridge, or the web host that served the page.
import './zod-without-eval.ts'
import { type Client, createClient } from '../../src-shared/contract/client.ts'
import { createElectronHandover } from './electron-handover.ts'
import { createElectronTransport } from './electron-transport.ts'
import { createWebHandover, type Handover } from './web-handover.ts'
import type { HostState } from './reconnecting-socket.ts'
import { createWebTransport } from './web-transport.ts'

export type { HandedFile, Handover } from './web-handover.ts'
export type { HostState } from './reconnecting-socket.ts'

export interface Host {
  readonly kind: 'electron' | 'web'
  readonly client: Client
  /** How files that the page has get to the host, for `library.import`. */
  readonly handover: Handover
  /** Whether calls can be answered. In Electron always `connected`. */
  state(): HostState
  /** Tells every change until the returned function is called. */
  onState(listener: (state: HostState) => void): () => void
}

/** Connects to the host of this window. */
export function connectHost(page: Window): Host {
  if (page.lectern !== undefined)
    return {
      kind: 'electron',
      client: createClient(createElectronTransport(page.lectern)),
      handover: createElectronHandover(page.lectern, page),
      state: () => 'connected',
      onState: () => () => undefined,
    }
  const transport = createWebTransport({ url: `ws://${page.location.host}/rpc` })
  return {
    kind: 'web',
    client: createClient(transport),
    handover: createWebHandover(),
    state: () => transport.state(),
    onState: (listener) => transport.onState(listener),
  }
}
