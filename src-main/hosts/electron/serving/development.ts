// While the interface is being worked on, its files come from the development server instead of the build. Only from
// the sources, only from this machine; a package never looks for one.
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../../ipc/index.ts'

/** A development server on this machine. */
export interface DevelopmentServer {
  /** `http://localhost:5173`, without a path. */
  readonly origin: string
  /** The socket over which it announces changes: `ws://localhost:5173`. */
  readonly socket: string
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The server that electron-vite names in `ELECTRON_RENDERER_URL`. Null in a package, without the variable, and for an
 * address that is not plain HTTP on this machine.
 */
export function findDevelopmentServer(
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): DevelopmentServer | null {
  const url = isPackaged ? null : URL.parse(env['ELECTRON_RENDERER_URL'] ?? '')
  if (url === null || url.protocol !== 'http:' || !LOOPBACK.has(url.hostname)) return null
  return { origin: url.origin, socket: `ws://${url.host}` }
}

/** One file of the interface as the server has it now. Rejects when the server does not answer. */
export async function serveFromDevelopment(server: DevelopmentServer, address: string): Promise<Response> {
  const url = URL.parse(address)
  const path = `${url?.pathname ?? '/'}${url?.search ?? ''}`
  const found = await fetch(`${server.origin}${path}`, { headers: { accept: '*/*' } })
  return new Response(found.body, {
    status: found.status,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': found.headers.get('content-type') ?? 'text/plain',
      'Content-Security-Policy': relaxPolicy(server),
      'Cache-Control': 'no-store',
    },
  })
}

/** The server writes scripts and styles into the page, and pushes changes through its socket. */
function relaxPolicy(server: DevelopmentServer): string {
  return CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", `connect-src 'self' ${server.socket}`)
    .replace(/; require-trusted-types-for.*$/, '')
}
