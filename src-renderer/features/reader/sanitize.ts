// The second sanitising of a document, right before it is shown: the first was at import. It takes away what could
// load, run or disguise something, and never a character of text. Links and images are pointed to where they belong.
import DOMPurify, { type Config } from 'dompurify'

/** Where the document's files are served: `/bundles/<bundleId>/<edition>`, without a slash at the end. */
export type ResourceBase = string

/**
 * What the normal form may contain, as DOMPurify puts it. Names are refused because a named element can hide a
 * property of its document; ids are kept as they are because links point at them.
 */
const CONFIG = {
  USE_PROFILES: { html: true, mathMl: true },
  FORBID_TAGS: [
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'option',
    'optgroup',
    'datalist',
    'style',
    'audio',
    'video',
    'source',
    'track',
    'dialog',
    'marquee',
    'menu',
    'slot',
  ],
  FORBID_ATTR: [
    'style',
    'name',
    'class',
    'srcset',
    'background',
    'tabindex',
    'autofocus',
    'contenteditable',
    'popover',
    'popovertarget',
    'target',
    'download',
    'usemap',
    'ping',
    'role',
  ],
  /** How a list says that its markers stand in the text. */
  ADD_ATTR: ['data-markers'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP:
    /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp|avif);|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  SANITIZE_DOM: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config

/** `../resources/…`: how a normalised document names its files. */
const RESOURCE = /^(?:\.\.\/)?resources\//

/**
 * Markup of a document in normal form as nodes, ready to be inserted; the nodes belong to an inert document, so nothing
 * was loaded yet. `textContent` is the canonical text of `html`.
 */
export function toSafeFragment(html: string, base: ResourceBase): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, CONFIG)
  for (const image of fragment.querySelectorAll('img')) pointImage(image, base)
  return fragment
}

/** An image shows a file of the bundle or nothing: its alternative text stays. */
function pointImage(image: HTMLImageElement, base: ResourceBase): void {
  const source = image.getAttribute('src') ?? ''
  if (source.startsWith('data:')) return
  if (RESOURCE.test(source) && !source.includes('..', 3))
    image.setAttribute('src', `${base}/${source.replace(/^\.\.\//, '')}`)
  else image.removeAttribute('src')
  image.setAttribute('loading', 'lazy')
  image.setAttribute('decoding', 'async')
}
