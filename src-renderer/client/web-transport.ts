// Calls and events over the web host's WebSocket. A call that cannot be delivered, or whose answer is lost with the
// connection, is refused; it is never sent twice.
import type { Transport } from '../../src-shared/contract/client.ts'
import { type Envelope, LecternError } from '../../src-shared/contract/errors.ts'
import {
  type HostState,
  openReconnectingSocket,
  type ReconnectingSocketOptions,
} from './reconnecting-socket.ts'

export interface WebTransport extends Transport {
  state(): HostState
  /** Tells every change of the state until the returned function is called. */
  onState(listener: (state: HostState) => void): () => void
  close(): void
}

interface Waiting {
  readonly resolve: (envelope: Envelope<unknown>) => void
  readonly reject: (error: LecternError) => void
}

/** Connects at once to `ws://127.0.0.1:<port>/rpc`; calls made before the socket is open wait for it. */
export function createWebTransport(
  options: Pick<ReconnectingSocketOptions, 'url' | 'openSocket'>,
): WebTransport {
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const stateListeners = new Set<(state: HostState) => void>()
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  const socket = openReconnectingSocket({
    ...options,
    onMessage: (text) => {
      receive(text, waiting, listeners)
    },
    onState: (state) => {
      if (state === 'gone') {
        for (const { reject } of waiting.values()) reject(hostGone())
        waiting.clear()
      }
      for (const listener of stateListeners) listener(state)
    },
  })
  return {
    call(name, input) {
      if (socket.state() === 'gone') return Promise.reject(hostGone())
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        socket.send(JSON.stringify({ id, name, input }))
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => socket.state(),
    onState(listener) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    close: () => {
      socket.close()
    },
  }
}

type Listeners = ReadonlySet<(name: string, payload: unknown) => void>

/** The host is trusted with the form of its messages; what is neither an answer nor an event is ignored. */
function receive(text: string, waiting: Map<number, Waiting>, listeners: Listeners): void {
  const message: unknown = JSON.parse(text)
  if (isEvent(message)) {
    for (const listener of listeners) listener(message.event, message.payload)
  } else if (isAnswer(message)) {
    waiting.get(message.id)?.resolve(message.envelope)
    waiting.delete(message.id)
  }
}

function isEvent(message: unknown): message is { event: string; payload: unknown } {
  return typeof message === 'object' && message !== null && 'event' in message && 'payload' in message
}

function isAnswer(message: unknown): message is { id: number; envelope: Envelope<unknown> } {
  return typeof message === 'object' && message !== null && 'id' in message && 'envelope' in message
}

function hostGone(): LecternError {
  return new LecternError(
    'NOT_SAVED',
    'Lectern is not running any more, so nothing can be read or saved. Start it again; this window will reconnect.',
    { details: { reason: 'host-gone' } },
  )
}
