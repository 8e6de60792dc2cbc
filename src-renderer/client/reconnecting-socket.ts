// A WebSocket that connects anew whenever it is lost, and says whether it is there. It knows nothing of messages.

/** `connecting` at the start, then `connected`, and `gone` from the moment the host is lost until it is back. */
export type HostState = 'connecting' | 'connected' | 'gone'

export interface ReconnectingSocket {
  state(): HostState
  /** Sends now, or as soon as the first connection stands. Nothing is kept for later while the host is gone. */
  send(message: string): void
  /** Ends it for good. */
  close(): void
}

export interface ReconnectingSocketOptions {
  readonly url: string
  /** The browser's own by default. */
  readonly openSocket?: (url: string) => WebSocket
  readonly onMessage: (text: string) => void
  readonly onState: (state: HostState) => void
}

/** Milliseconds before connecting anew: short at first, since a host is often only restarted. */
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000]

/** Connects at once. */
export function openReconnectingSocket(options: ReconnectingSocketOptions): ReconnectingSocket {
  const { url, onMessage, onState, openSocket = (at: string) => new WebSocket(at) } = options
  const unsent: string[] = []
  let state: HostState = 'connecting'
  let socket: WebSocket | null = null
  let attempts = 0
  let retrying: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const setState = (next: HostState): void => {
    if (next === state) return
    state = next
    onState(next)
  }
  const connect = (): void => {
    const opening = openSocket(url)
    socket = opening
    opening.addEventListener('open', () => {
      attempts = 0
      for (const message of unsent.splice(0)) opening.send(message)
      setState('connected')
    })
    opening.addEventListener('message', ({ data }) => {
      onMessage(String(data))
    })
    opening.addEventListener('close', () => {
      socket = null
      unsent.length = 0
      setState('gone')
      if (closed) return
      retrying = setTimeout(connect, RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)])
      attempts += 1
    })
  }
  connect()
  return {
    state: () => state,
    send(message) {
      if (state === 'connected') socket?.send(message)
      else if (state === 'connecting') unsent.push(message)
    },
    close() {
      closed = true
      clearTimeout(retrying)
      if (socket === null) setState('gone')
      else socket.close()
    },
  }
}
