// A browser's part in talking to the web host, without a browser: the launch, the cookie, the socket, plain requests.
import { type IncomingHttpHeaders, request } from 'node:http'
import WebSocket from 'ws'
import { createWebTransport, type WebTransport } from '../../src-renderer/client/web-transport.ts'
import type { WebHost } from '../../src-main/hosts/web/index.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Ask {
  readonly method?: string
  /** Sent as it is: nothing is resolved or encoded. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** One request over a connection of its own. Rejects when the host cuts the connection without an answer. */
export function ask(
  host: Pick<WebHost, 'address'>,
  { method = 'GET', path = '/', headers = {}, body }: Ask,
): Promise<Reply> {
  const { hostname, port } = new URL(host.address)
  return new Promise((done, failed) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        done({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
      response.on('error', failed)
    })
    sent.on('error', failed)
    sent.end(body)
  })
}

/** Opens a new address of the host and returns the cookie, as a browser would keep it. */
export async function launch(host: WebHost): Promise<string> {
  return launchAt(host.issueUrl())
}

async function launchAt(url: string): Promise<string> {
  const { origin, pathname, search } = new URL(url)
  const reply = await ask(
    { address: origin },
    { path: pathname + search, headers: { 'Sec-Fetch-Site': 'none' } },
  )
  const [cookie = ''] = reply.headers['set-cookie']?.[0]?.split(';') ?? []
  return cookie
}

/** The host's own origin, as a browser sends it. */
export const originOf = (host: WebHost): string => host.address.slice(0, -1)

/** A socket with any headers; resolves with the status of a refusal, or with the socket. */
export function openSocket(
  host: WebHost,
  headers: Readonly<Record<string, string>>,
  path = '/rpc',
): Promise<WebSocket | number> {
  const socket = new WebSocket(`${host.address.replace('http', 'ws').slice(0, -1)}${path}`, { headers })
  return new Promise((done, failed) => {
    socket.on('open', () => done(socket))
    socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
    socket.on('error', failed)
  })
}

/** The interface's own transport to the host at a printed address, over a socket with a session. */
export async function connectTo(url: string): Promise<{ transport: WebTransport; cookie: string }> {
  const cookie = await launchAt(url)
  const { origin } = new URL(url)
  const transport = createWebTransport({
    url: `${origin.replace('http', 'ws')}/rpc`,
    openSocket: (at) => new WebSocket(at, { headers: { cookie, origin } }) as never,
  })
  return { transport, cookie }
}
