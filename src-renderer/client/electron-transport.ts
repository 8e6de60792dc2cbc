// Calls and events over Electron's IPC, as the preload's bridge offers them. The bridge is always there.
import type { Bridge } from '../../src-shared/contract/bridge.ts'
import type { Transport } from '../../src-shared/contract/client.ts'

/** A transport over the bridge, which has its form already. */
export function createElectronTransport(bridge: Bridge): Transport {
  return {
    call: (name, input) => bridge.call(name, input),
    subscribe: (listener) => bridge.on(listener),
  }
}
