// Calls and events over a WebSocket: `{id, name, input}` → `{id, envelope}`, and `{event, payload}` to everyone.
// Messages are bounded and checked here; what they ask for is the router's business.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Emit } from '../../../../src-shared/contract/contract.ts'
import { type Envelope, toFailure } from '../../../../src-shared/contract/errors.ts'
import type { Router } from '../../../ipc/index.ts'
import { findRefusal } from './guard.ts'
import { findCookie, type Sessions } from './sessions.ts'

export interface SocketOptions {
  readonly authority: () => string
  readonly sessions: Sessions
  readonly router: Pick<Router, 'handle'>
  /** Called when an interface has connected. */
  readonly onConnect: () => void
}

export interface Sockets {
  /** Answers an upgrade request: a socket, or a refusal and the end of the connection. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void
  readonly emit: Emit
  /** Interfaces that are connected. */
  count(): number
  /** Ends the sockets of one session. */
  endSession(session: string): void
  /** Tells everyone that the host stops, and waits for no one. */
  close(): void
}

/** Where the socket is. */
export const SOCKET_PATH = '/rpc'
/** Largest message that is accepted, in bytes. */
export const MAX_MESSAGE = 16 * 1024 ** 2

const MAX_SOCKETS = 32
/** Calls of one socket that may be unanswered at a time. */
const MAX_OPEN_CALLS = 256
/** A socket that lets this many bytes pile up is not read from any more, and is ended. */
const MAX_UNSENT = 128 * 1024 ** 2
const PING_MS = 30_000

const Call = z.strictObject({
  id: z.number().int().min(0),
  name: z.string().max(128),
  /** Absent where the caller gave `undefined`; the router says what is wrong with that. */
  input: z.unknown().optional(),
})

/** WebSocket close codes, RFC 6455, section 7.4.1. */
const CLOSE = { goingAway: 1001, policy: 1008 } as const

interface Peer {
  readonly socket: WebSocket
  readonly session: string
  open: number
  alive: boolean
}

/** The sockets of one host. */
export function openSockets(options: SocketOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false })
  const peers = new Set<Peer>()
  const pinging = setInterval(() => {
    for (const peer of peers) {
      if (!peer.alive) peer.socket.terminate()
      else peer.socket.ping()
      peer.alive = false
    }
  }, PING_MS)
  pinging.unref()

  const accept = (socket: WebSocket, session: string): void => {
    const peer: Peer = { socket, session, open: 0, alive: true }
    peers.add(peer)
    socket.on('close', () => peers.delete(peer))
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => (peer.alive = true))
    socket.on('message', (data, isBinary) => {
      const text = isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8')
      void answer(options.router, peer, text)
    })
    options.onConnect()
  }
  return {
    upgrade(request, stream, head) {
      const session = options.sessions.find(findCookie(request.headers.cookie, options.sessions.cookieName))
      const status = findStatus(request, options.authority(), session, peers.size)
      if (status !== null || session === null) refuse(stream, status ?? '401 Unauthorized')
      else
        server.handleUpgrade(request, stream, head, (socket) => {
          accept(socket, session)
        })
    },
    emit(event, payload) {
      const message = JSON.stringify({ event, payload })
      for (const peer of peers) send(peer, message)
    },
    count: () => peers.size,
    endSession(session) {
      for (const peer of peers) if (peer.session === session) peer.socket.close(CLOSE.policy)
    },
    close() {
      clearInterval(pinging)
      for (const peer of peers) peer.socket.close(CLOSE.goingAway)
      server.close()
    },
  }
}

function findStatus(
  request: IncomingMessage,
  authority: string,
  session: string | null,
  peers: number,
): string | null {
  if (findRefusal(request, authority, 'socket') !== null) return '403 Forbidden'
  if (session === null) return '401 Unauthorized'
  if (request.url !== SOCKET_PATH) return '404 Not Found'
  return peers >= MAX_SOCKETS ? '503 Service Unavailable' : null
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** What is not a call ends the socket: the interface never sends such a thing. */
async function answer(router: SocketOptions['router'], peer: Peer, text: string): Promise<void> {
  const call = parseCall(text)
  if (call === null || peer.open >= MAX_OPEN_CALLS) {
    peer.socket.close(CLOSE.policy)
    return
  }
  peer.open += 1
  const envelope = await router.handle(call.name, call.input)
  peer.open -= 1
  send(peer, toMessage(call.id, envelope))
}

/** An answer that is too long for a string must not end the host. */
function toMessage(id: number, envelope: Envelope<unknown>): string {
  try {
    return JSON.stringify({ id, envelope })
  } catch (error) {
    return JSON.stringify({ id, envelope: { ok: false, error: toFailure(error) } })
  }
}

function parseCall(text: string): z.infer<typeof Call> | null {
  try {
    return Call.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function send({ socket }: Peer, message: string): void {
  if (socket.bufferedAmount > MAX_UNSENT) socket.terminate()
  else if (socket.readyState === socket.OPEN) socket.send(message)
}
