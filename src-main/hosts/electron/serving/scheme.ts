// Serves `lectern-app://app/`: the built interface from its table and pictures out of bundles, each with the same
// security headers as the web host. It reads no other file and knows no `file:` address.
import { readFile } from 'node:fs/promises'
import type { CustomScheme } from 'electron'
import { toFailure } from '../../../../src-shared/contract/errors.ts'
import { BundleId, Edition } from '../../../../src-shared/domain/ids.ts'
import { CONTENT_SECURITY_POLICY, RESOURCE_SECURITY_POLICY, SECURITY_HEADERS } from '../../../ipc/index.ts'
import type { Library } from '../../../library/index.ts'
import { isOurs, SCHEME } from '../guards/origin.ts'
import type { Assets } from './assets.ts'
import { type DevelopmentServer, serveFromDevelopment } from './development.ts'

/**
 * What the scheme may do: be an origin of its own (`standard`), be trusted like https (`secure`), be fetched and be
 * streamed. It may not pass over the policy, and no service worker or extension may stand in front of it.
 */
export const PRIVILEGED_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
    allowExtensions: false,
  },
}

export interface Served {
  readonly assets: Assets
  readonly library: Pick<Library, 'readResource'>
  /** Where the interface comes from while it is worked on. Null for the built one. */
  readonly development: DevelopmentServer | null
}

/** Answers one request. Never rejects: what is not there, or not readable, is 404. */
export async function serve(request: Request, served: Served): Promise<Response> {
  if (request.method !== 'GET') return refuse(405)
  const path = findPath(request.url)
  if (path === null) return refuse(404)
  try {
    if (path.startsWith('/bundles/')) return await serveResource(path, served.library)
    if (served.development !== null) return await serveFromDevelopment(served.development, request.url)
    return await serveAsset(path, served.assets)
  } catch (error) {
    console.error(`Not served: ${path} (${toFailure(error).code})`)
    return refuse(404)
  }
}

async function serveAsset(path: string, assets: Assets): Promise<Response> {
  const asset = assets.get(path)
  if (asset === undefined) return refuse(404)
  return answer(await readFile(asset.file), asset.mediaType, CONTENT_SECURITY_POLICY, 'no-cache')
}

/** A bundle's files never change under their address: another edition has another. */
async function serveResource(path: string, library: Served['library']): Promise<Response> {
  const wanted = parseResource(path)
  if (wanted === null) return refuse(404)
  const { bytes, mediaType } = await library.readResource(wanted.bundleId, wanted.path, wanted.edition)
  return answer(bytes, mediaType, RESOURCE_SECURITY_POLICY, 'private, max-age=31536000, immutable')
}

/** The decoded path of one of our addresses. Null for a foreign address or one that cannot be decoded. */
function findPath(address: string): string | null {
  const url = URL.parse(address)
  if (url === null || !isOurs(address)) return null
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    return null
  }
}

const RESOURCE = /^\/bundles\/([^/]+)\/([^/]+)\/(resources\/.+)$/

/** `/bundles/<id>/<edition>/resources/…`, taken apart. Null for everything else and for hostile ids. */
function parseResource(path: string): { bundleId: BundleId; edition: Edition; path: string } | null {
  const match = RESOURCE.exec(path)
  const bundleId = BundleId.safeParse(match?.[1])
  const edition = Edition.safeParse(match?.[2])
  if (!bundleId.success || !edition.success || match?.[3] === undefined) return null
  return { bundleId: bundleId.data, edition: edition.data, path: match[3] }
}

function answer(bytes: Uint8Array, mediaType: string, policy: string, caching: string): Response {
  return new Response(Uint8Array.from(bytes), {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': mediaType,
      'Content-Security-Policy': policy,
      'Cache-Control': caching,
    },
  })
}

function refuse(status: 404 | 405): Response {
  return new Response(null, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Security-Policy': RESOURCE_SECURITY_POLICY },
  })
}
