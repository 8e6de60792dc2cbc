// The built interface as a table from URL to file. A request is looked up in the table and never becomes a path, so
// there is nothing to traverse.
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

/** A file as it is served. `etag` is quoted; `forever` says that the name changes with the content. */
export interface StaticFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly etag: string
  readonly forever: boolean
}

export interface StaticFiles {
  /** The file at a URL path (`/assets/x.js`; `/` is the page), or null. Read once, then kept. */
  find(urlPath: string): Promise<StaticFile> | null
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** Lists the folder once. Files of an unknown type are not served. Throws when there is no such folder. */
export function openStaticFiles(folder: string): StaticFiles {
  const paths = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && extname(path) in MEDIA_TYPES)
      paths.set(`/${relative(folder, path).split(sep).join('/')}`, path)
  }
  const page = paths.get('/index.html')
  if (page !== undefined) paths.set('/', page)
  const loaded = new Map<string, Promise<StaticFile>>()
  return {
    find(urlPath) {
      const path = paths.get(urlPath)
      if (path === undefined) return null
      const known = loaded.get(path)
      if (known !== undefined) return known
      const loading = load(path, urlPath.startsWith('/assets/'))
      loaded.set(path, loading)
      loading.catch(() => loaded.delete(path))
      return loading
    },
  }
}

async function load(path: string, forever: boolean): Promise<StaticFile> {
  const bytes = await readFile(path)
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { bytes, mediaType: MEDIA_TYPES[extname(path)] ?? 'application/octet-stream', etag, forever }
}
