// How answers are written: every one with the security headers, none without a length. It decides nothing.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CONTENT_SECURITY_POLICY, RESOURCE_SECURITY_POLICY, SECURITY_HEADERS } from '../../../ipc/index.ts'

/** One answer. `policy`: the interface's own, or the one under which nothing runs. */
export interface Answer {
  readonly status: number
  readonly body?: string | Uint8Array
  readonly mediaType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly policy?: 'interface' | 'nothing'
}

/** Writes the answer; a HEAD request gets its headers alone. `authority` is the host's own `127.0.0.1:<port>`. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  authority: string,
  answer: Answer,
): void {
  const body = Buffer.from(answer.body ?? '')
  response.writeHead(answer.status, {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': toPolicy(answer.policy ?? 'nothing', authority),
    'Cache-Control': 'no-store',
    ...(body.length > 0 && { 'Content-Type': answer.mediaType ?? 'text/plain; charset=utf-8' }),
    'Content-Length': body.length,
    ...answer.headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The socket is named, because not every browser takes `'self'` to mean it. */
function toPolicy(policy: 'interface' | 'nothing', authority: string): string {
  if (policy === 'nothing') return RESOURCE_SECURITY_POLICY
  return CONTENT_SECURITY_POLICY.replace("connect-src 'self'", `connect-src 'self' ws://${authority}`)
}

/** A page that says one thing, without script or style. */
export function toNotice(title: string, text: string): string {
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `<title>${title}</title><h1>${title}</h1><p>${text}</p></html>`
  )
}
