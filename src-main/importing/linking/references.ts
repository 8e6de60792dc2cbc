// Links and images of one document: which lead out, which lead to other documents of the import, which to nothing.
// Where a link leads is only known when all documents have been read; until then a token stands in its place.

import { dirname, resolve, sep } from 'node:path'
import type { FoundFile } from '../files/walk.ts'
import type { References } from '../normal-form/html-tree.ts'
import type { ResourceShelf } from './resources.ts'

/** A link to somewhere in the import. Without `file` it is to the document itself. */
export interface InnerLink {
  readonly raw: string
  readonly file?: string
  readonly fragment?: string
}

const TOKEN = 'lectern-link:'
const OPENING = `<a href="${TOKEN}`

/** What became of a document's links and images that could not be taken over as they were. */
interface Losses {
  readonly remoteImages: string[]
  readonly embeddedImages: string[]
  readonly missingImages: string[]
  readonly unsafeLinks: string[]
  readonly brokenLinks: string[]
}

/** Collects the references of one document while it is written, and resolves them afterwards. */
export class DocumentReferences implements References {
  readonly #source: FoundFile
  readonly #shelf: ResourceShelf
  readonly #links: InnerLink[] = []
  readonly #losses: Losses = {
    remoteImages: [],
    embeddedImages: [],
    missingImages: [],
    unsafeLinks: [],
    brokenLinks: [],
  }

  constructor(source: FoundFile, shelf: ResourceShelf) {
    this.#source = source
    this.#shelf = shelf
  }

  link(href: string): string | null {
    const clean = cleanAddress(href)
    if (clean === '' || clean === '#' || clean === '#top') return null
    const scheme = findScheme(clean)
    if (scheme !== null) {
      const outer = toOuterLink(scheme, clean)
      if (outer === null) this.#losses.unsafeLinks.push(clean)
      return outer
    }
    const { path, fragment } = splitAddress(clean)
    const file = path === '' ? undefined : this.#locate(path)
    if (file === null) {
      this.#losses.brokenLinks.push(clean)
      return null
    }
    this.#links.push({
      raw: clean,
      ...(file === undefined ? {} : { file }),
      ...(fragment === '' ? {} : { fragment }),
    })
    return `${TOKEN}${this.#links.length - 1}`
  }

  image(src: string): string | null {
    const clean = cleanAddress(src)
    if (clean === '') return null
    const scheme = findScheme(clean)
    if (scheme !== null) {
      const losses = this.#losses
      ;(scheme === 'data' ? losses.embeddedImages : losses.remoteImages).push(clean.slice(0, 100))
      return null
    }
    const file = this.#locate(splitAddress(clean).path)
    const taken = file === null ? 'it is outside the folder' : this.#shelf.take(file, this.#source.root)
    if (typeof taken === 'object') return toResourceAddress(taken.path)
    this.#losses.missingImages.push(`${clean.slice(0, 100)} (${taken})`)
    return null
  }

  /** The document with every token replaced: by an address, or where there is none by the link's bare text. */
  resolve(html: string, find: (link: InnerLink) => string | null): string {
    const parts: string[] = []
    let at = 0
    for (let from = html.indexOf(OPENING); from >= 0; from = html.indexOf(OPENING, at)) {
      const quote = html.indexOf('"', from + OPENING.length)
      const tagEnd = html.indexOf('>', quote) + 1
      const close = html.indexOf('</a>', tagEnd)
      const link = this.#links[Number(html.slice(from + OPENING.length, quote))]
      const address = link === undefined ? null : find(link)
      if (address === null && link !== undefined) this.#losses.brokenLinks.push(link.raw)
      parts.push(html.slice(at, from))
      if (address === null) parts.push(html.slice(tagEnd, close))
      else parts.push(`<a href="${address.replaceAll('&', '&amp;')}`, html.slice(quote, close + 4))
      at = close + 4
    }
    return parts.join('') + html.slice(at)
  }

  /** An image of the import that a link leads to. */
  takeImage(file: string): string | null {
    const taken = this.#shelf.take(file, this.#source.root)
    return typeof taken === 'object' ? toResourceAddress(taken.path) : null
  }

  /** What the report says of all this. */
  get repairs(): string[] {
    const { remoteImages, embeddedImages, missingImages, unsafeLinks, brokenLinks } = this.#losses
    return [
      ...say(remoteImages, 'image on another computer left out', 'images on other computers left out'),
      ...say(embeddedImages, 'embedded image left out', 'embedded images left out', false),
      ...say(missingImages, 'image left out', 'images left out'),
      ...say(
        unsafeLinks,
        'link of a kind that is not opened made text',
        'links of kinds that are not opened made text',
      ),
      ...say(
        brokenLinks,
        'link to nothing in this import made text',
        'links to nothing in this import made text',
      ),
    ]
  }

  /** The absolute path a reference leads to; null when that is outside the folder. */
  #locate(path: string): string | null {
    const { root } = this.#source
    const file = path.startsWith('/') ? resolve(root, `.${path}`) : resolve(dirname(this.#source.path), path)
    return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null
  }
}

/** The address of a resource as documents write it: relative to the folder of documents. */
export function toResourceAddress(path: string): string {
  return `../resources/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** The address as a browser would read it: no line ends or tabs in it, no white space or controls around it. */
function cleanAddress(address: string): string {
  return address.replace(/[\t\n\r]+/g, '').replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
}

/** The scheme in lower case; `https` for an address that begins with the host; null for a relative one. */
function findScheme(address: string): string | null {
  if (/^[/\\]{2}/.test(address)) return 'https'
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(address)?.[1]?.toLowerCase() ?? null
}

function toOuterLink(scheme: string, address: string): string | null {
  if (!['http', 'https', 'mailto'].includes(scheme)) return null
  try {
    const url = new URL(address, 'https://unknown.invalid/')
    return url.hostname === 'unknown.invalid' ? null : url.href
  } catch {
    return null
  }
}

function splitAddress(address: string): { path: string; fragment: string } {
  const hash = address.indexOf('#')
  const before = hash < 0 ? address : address.slice(0, hash)
  const query = before.indexOf('?')
  const path = decode(query < 0 ? before : before.slice(0, query)).replaceAll('\\', '/')
  return { path: path.includes('\0') ? '' : path, fragment: hash < 0 ? '' : decode(address.slice(hash + 1)) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function say(losses: readonly string[], one: string, many: string, named = true): string[] {
  if (losses.length === 0) return []
  const names = named
    ? `: ${[...new Set(losses)].slice(0, 3).join(', ')}${losses.length > 3 ? ' …' : ''}`
    : ''
  return [`${losses.length} ${losses.length === 1 ? one : many}${names}.`]
}
