// What a link of a document means: a place in the document, another document, or an address outside the library.
// Nothing is opened here.
import { DocumentId } from '../../../src-shared/domain/ids.ts'

export type LinkTarget =
  | { readonly kind: 'fragment'; readonly id: string }
  | { readonly kind: 'document'; readonly documentId: DocumentId; readonly fragment: string | null }
  /** `host` is what the person must see: the whole host in ASCII (punycode), or the address a mail would go to. */
  | { readonly kind: 'external'; readonly url: string; readonly host: string; readonly scheme: string }
  | { readonly kind: 'refused'; readonly href: string }

const INTERNAL = /^(?:\.\/)?([A-Za-z0-9_-]{1,64})\.html(?:#(.*))?$/
const SCHEMES = new Set(['http:', 'https:', 'mailto:'])
const LONGEST = 4096

/** @param href the attribute as the document has it, not resolved against the interface's address */
export function parseLink(href: string): LinkTarget {
  const trimmed = href.trim()
  if (trimmed.startsWith('#')) return { kind: 'fragment', id: decode(trimmed.slice(1)) }
  const internal = INTERNAL.exec(trimmed)
  const documentId = DocumentId.safeParse(internal?.[1])
  if (internal !== null && documentId.success) {
    const fragment = internal[2]
    return {
      kind: 'document',
      documentId: documentId.data,
      fragment: fragment === undefined || fragment === '' ? null : decode(fragment),
    }
  }
  return parseExternal(trimmed) ?? { kind: 'refused', href }
}

function parseExternal(href: string): LinkTarget | null {
  if (href.length > LONGEST || !URL.canParse(href)) return null
  const url = new URL(href)
  if (!SCHEMES.has(url.protocol)) return null
  if (url.protocol === 'mailto:')
    return { kind: 'external', url: url.href, host: decode(url.pathname), scheme: 'mailto' }
  if (url.hostname === '') return null
  return { kind: 'external', url: url.href, host: url.host, scheme: url.protocol.slice(0, -1) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
