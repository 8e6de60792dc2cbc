// Calls and events over the web host's WebSocket. It connects by itself, again and again while the host is away, and
// says whether the host is there; a call that cannot be delivered is refused, never sent twice.
import type { Transport } from '../../src-shared/contract/client.ts'
import { type Envelope, LecternError } from '../../src-shared/contract/errors.ts'

/** `connecting` at the start, then `connected`, and `gone` from the moment the host is lost until it is back. */
export type HostState = 'connecting' | 'connected' | 'gone'

export interface WebTransport extends Transport {
  state(): HostState
  /** Tells every change of the state until the returned function is called. */
  onState(listener: (state: HostState) => void): () => void
  close(): void
}

interface WebTransportOptions {
  /** `ws://127.0.0.1:<port>/rpc` */
  readonly url: string
  /** The browser's own by default. */
  readonly openSocket?: (url: string) => WebSocket
}

interface Waiting {
  readonly resolve: (envelope: Envelope<unknown>) => void
  readonly reject: (error: LecternError) => void
}

/** Milliseconds before connecting anew: short at first, since a host is often only restarted. */
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000]

/** Connects at once; calls made before the socket is open wait for it. */
export function createWebTransport({
  url,
  openSocket = (at) => new WebSocket(at),
}: WebTransportOptions): WebTransport {
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const stateListeners = new Set<(state: HostState) => void>()
  const waiting = new Map<number, Waiting>()
  const unsent: string[] = []
  let state: HostState = 'connecting'
  let socket: WebSocket | null = null
  let attempts = 0
  let retrying: ReturnType<typeof setTimeout> | undefined
  let lastId = 0
  let closed = false

  const setState = (next: HostState): void => {
    if (next === state) return
    state = next
    for (const listener of stateListeners) listener(next)
  }
  const refuseWaiting = (): void => {
    unsent.length = 0
    for (const { reject } of waiting.values()) reject(hostGone())
    waiting.clear()
  }
  const connect = (): void => {
    const opening = openSocket(url)
    socket = opening
    opening.addEventListener('open', () => {
      attempts = 0
      setState('connected')
      for (const message of unsent.splice(0)) opening.send(message)
    })
    opening.addEventListener('message', ({ data }) => {
      receive(String(data), waiting, listeners)
    })
    opening.addEventListener('close', () => {
      socket = null
      refuseWaiting()
      if (closed) return
      setState('gone')
      retrying = setTimeout(connect, RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)])
      attempts += 1
    })
  }
  connect()
  return {
    call(name, input) {
      if (state === 'gone' || closed) return Promise.reject(hostGone())
      lastId += 1
      const id = lastId
      const message = JSON.stringify({ id, name, input })
      const answered = new Promise<Envelope<unknown>>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
      })
      if (socket?.readyState === WebSocket.OPEN) socket.send(message)
      else unsent.push(message)
      return answered
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    onState(listener) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    close() {
      closed = true
      clearTimeout(retrying)
      socket?.close()
      refuseWaiting()
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
