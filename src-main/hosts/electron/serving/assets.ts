// The built interface as a fixed table of addresses, made once at the start. An address that is not in the table does
// not exist, so no address can name another file.
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface Asset {
  /** Absolute path of the file. */
  readonly file: string
  readonly mediaType: string
}

/** Path of the address (`/assets/index.js`) → file. The page itself stands at `/`. */
export type Assets = ReadonlyMap<string, Asset>

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
}

/** Every file below the folder that has a known type. Empty when there is no such folder. */
export async function loadAssets(folder: string): Promise<Assets> {
  const assets = new Map<string, Asset>()
  await collect(folder, '', assets)
  const page = assets.get('/index.html')
  if (page !== undefined) assets.set('/', page)
  assets.delete('/index.html')
  return assets
}

/** Walks by hand: inside an application archive, Node's own recursive listing is not to be relied on. */
async function collect(folder: string, prefix: string, assets: Map<string, Asset>): Promise<void> {
  for (const entry of await listFolder(folder)) {
    const file = join(folder, entry.name)
    const path = `${prefix}/${entry.name}`
    const mediaType = MEDIA_TYPES[extname(entry.name)]
    if (entry.isDirectory()) await collect(file, path, assets)
    else if (entry.isFile() && mediaType !== undefined) assets.set(path, { file, mediaType })
  }
}

async function listFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
