// The routes of the web host: the launch, the interface's files, the documents' resources, and files handed over.
// Who may ask at all was decided before; calls to services go through the socket, not through here.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorCode, LecternError, toFailure } from '../../../../src-shared/contract/errors.ts'
import { BundleId, Edition } from '../../../../src-shared/domain/ids.ts'
import type { Library } from '../../../library/index.ts'
import { type Purpose, findRefusal } from './guard.ts'
import { type Answer, send, toNotice } from './responses.ts'
import { findCookie, type Sessions } from './sessions.ts'
import type { StaticFile, StaticFiles } from './static-files.ts'
import type { Uploads } from '../uploads/uploads.ts'

export interface RequestOptions {
  /** `127.0.0.1:<port>`, known once the host listens. */
  readonly authority: () => string
  readonly sessions: Sessions
  readonly files: StaticFiles
  readonly library: Pick<Library, 'readResource'>
  readonly uploads: Uploads
  /** Where the interface is, when a development server shows it. */
  readonly interfaceUrl: string
  /** Told the key of a session that was ended because its code came twice. */
  readonly onSessionEnd: (session: string) => void
  readonly log: (message: string, error: unknown) => void
}

const STATUS: Partial<Readonly<Record<ErrorCode, number>>> = {
  NOT_FOUND: 404,
  NAME_HOSTILE: 400,
  INVALID_INPUT: 400,
  FILE_TOO_LARGE: 413,
  FORBIDDEN: 403,
}

const NO_SESSION: Answer = {
  status: 401,
  body: toNotice(
    'Lectern',
    'This window has no session. In the terminal where Lectern runs, press Enter for a new address and open that.',
  ),
  mediaType: 'text/html; charset=utf-8',
}

/** The handler of every request. Never throws. */
export function createRequestHandler(options: RequestOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const authority = options.authority()
    try {
      send(request, response, authority, await answer(options, request))
    } catch (error) {
      if (!(error instanceof LecternError)) options.log('A fault in the web host', error)
      const failure = toFailure(error)
      const status = STATUS[failure.code] ?? 500
      const body = JSON.stringify({ ok: false, error: failure })
      const headers = request.complete ? {} : { Connection: 'close' }
      if (!response.headersSent)
        send(request, response, authority, { status, body, mediaType: 'application/json', headers })
    }
  }
}

async function answer(options: RequestOptions, request: IncomingMessage): Promise<Answer> {
  const purpose = toPurpose(request)
  if (purpose === null) return { status: 405, headers: { Allow: 'GET, HEAD, PUT', Connection: 'close' } }
  const refusal = findRefusal(request, options.authority(), purpose)
  if (refusal !== null) return { status: 403, body: refusal, headers: { Connection: 'close' } }
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const code = new URLSearchParams(query).get('launch')
  if (purpose === 'read' && path === '/' && code !== null) return launch(options, request, code)
  if (findSession(options, request) === null) return NO_SESSION
  return purpose === 'write' ? receive(options, request, path) : read(options, request, path)
}

function findSession({ sessions }: RequestOptions, request: IncomingMessage): string | null {
  return sessions.find(findCookie(request.headers.cookie, sessions.cookieName))
}

async function read(options: RequestOptions, request: IncomingMessage, path: string): Promise<Answer> {
  if (path.startsWith('/bundles/')) return readResource(options, path)
  const file = await options.files.find(path)
  return file === null ? { status: 404, body: 'There is nothing here.' } : toFileAnswer(request, file)
}

function toPurpose({ method }: IncomingMessage): Purpose | null {
  if (method === 'GET' || method === 'HEAD') return 'read'
  return method === 'PUT' ? 'write' : null
}

/** Someone who has a session already keeps it: opening the printed address twice is no attack. */
function launch(options: RequestOptions, request: IncomingMessage, code: string): Answer {
  const { sessions } = options
  const headers = { Location: options.interfaceUrl }
  if (findSession(options, request) !== null) return { status: 303, headers }
  const redeemed = sessions.redeem(code)
  if (redeemed.kind === 'session') {
    const cookie = `${sessions.cookieName}=${redeemed.token}; Path=/; HttpOnly; SameSite=Strict`
    return { status: 303, headers: { ...headers, 'Set-Cookie': cookie } }
  }
  if (redeemed.ended !== null) options.onSessionEnd(redeemed.ended)
  return NO_SESSION
}

function toFileAnswer(request: IncomingMessage, file: StaticFile): Answer {
  const headers = {
    ETag: file.etag,
    'Cache-Control': file.forever ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
  if (request.headers['if-none-match'] === file.etag) return { status: 304, headers, policy: 'interface' }
  return { status: 200, body: file.bytes, mediaType: file.mediaType, headers, policy: 'interface' }
}

/** `/bundles/<id>/<edition>/resources/…`: shown by documents, and inert when opened on their own. */
async function readResource({ library }: RequestOptions, path: string): Promise<Answer> {
  const [, , id, edition, ...rest] = path.split('/').map(decode)
  const bundleId = BundleId.safeParse(id)
  const known = Edition.safeParse(edition)
  if (!bundleId.success || !known.success || rest[0] !== 'resources')
    throw new LecternError('NOT_FOUND', 'There is no such resource.')
  const { bytes, mediaType } = await library.readResource(bundleId.data, rest.join('/'), known.data)
  return { status: 200, body: bytes, mediaType, headers: { 'Cache-Control': 'private, max-age=3600' } }
}

/** `/staging/<batch>/<path>`: one file of an import. `X-Lectern-Modified` is its time, in milliseconds since 1970. */
async function receive({ uploads }: RequestOptions, request: IncomingMessage, path: string): Promise<Answer> {
  const match = /^\/staging\/([^/]+)\/(.+)$/.exec(path)
  if (match === null) throw new LecternError('NOT_FOUND', 'Files are handed over at /staging only.')
  const [, batch = '', name = ''] = match
  const modified = Number(request.headers['x-lectern-modified'])
  const isTime = Number.isSafeInteger(modified) && modified > 0
  await uploads.receive(batch, name, request, isTime ? modified : null)
  return { status: 201, body: JSON.stringify({ ok: true, value: {} }), mediaType: 'application/json' }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new LecternError('NOT_FOUND', 'There is no such resource.')
  }
}
