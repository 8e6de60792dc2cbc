// Decides whether a request may be looked at, from its headers alone and before any routing. A page of another origin,
// a rebound host name and a proxy all fail here. Forwarded headers are never read.
import type { IncomingMessage } from 'node:http'

/** What the request wants: reading needs less than writing or opening a socket. */
export type Purpose = 'read' | 'write' | 'socket'

/**
 * Why a request is refused, or null.
 * @param authority the address the host is bound to, `127.0.0.1:<port>`
 */
export function findRefusal(request: IncomingMessage, authority: string, purpose: Purpose): string | null {
  const [host, ...others] = request.headersDistinct['host'] ?? []
  if (host !== authority || others.length > 0) return 'The Host is not the address of this service.'
  if (request.url?.startsWith('/') !== true) return 'The address is not a path on this service.'
  return findOriginRefusal(request, authority, purpose) ?? findSiteRefusal(request, purpose)
}

/** Browsers send `Origin` with every socket and every write, and no page can leave it out or forge it. */
function findOriginRefusal(request: IncomingMessage, authority: string, purpose: Purpose): string | null {
  const { origin } = request.headers
  if (origin === undefined) return purpose === 'read' ? null : 'The Origin is missing.'
  return origin === `http://${authority}` ? null : 'The Origin is another one.'
}

/** `none` is the person's own doing: an address typed, or opened by another program. */
function findSiteRefusal(request: IncomingMessage, purpose: Purpose): string | null {
  const site = request.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin') return null
  return site === 'none' && purpose === 'read' ? null : 'The request comes from another site.'
}
