// The client factory: turns a transport into functions named like the contract. The same for every transport.
import type { EventName, EventPayload, Input, Output, ProcedureName } from './contract.ts'
import type { Envelope } from './errors.ts'
import { fromFailure } from './errors.ts'

/** What carries calls and events: Electron's IPC, a WebSocket, or a function call in the same process. */
export interface Transport {
  /** Resolves with an envelope; rejects with a `LecternError` only when the host cannot be reached at all. */
  call(name: string, input: unknown): Promise<Envelope<unknown>>
  /** Delivers every event until the returned function is called. */
  subscribe(listener: (name: string, payload: unknown) => void): () => void
}

export interface Client {
  /** Calls a procedure. Rejects with a `LecternError`. */
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Listens to one event until the returned function is called. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}

/**
 * A client over a transport. Answers were validated by the router on the other side, within the same trust, so they
 * are not validated again here.
 */
export function createClient(transport: Transport): Client {
  return {
    async call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
      const envelope = await transport.call(name, input)
      if (!envelope.ok) throw fromFailure(envelope.error)
      return envelope.value as Output<N>
    },
    on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
      return transport.subscribe((event, payload) => {
        if (event === name) listener(payload as EventPayload<N>)
      })
    },
  }
}
