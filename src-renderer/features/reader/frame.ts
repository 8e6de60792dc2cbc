// The sandboxed frame in which documents are shown: a window without scripts, forms, plugins or a network, whose only
// style sheets are the interface's own. It is made once and shows one document after another. What is shown in it,
// and where, is the document view's business.
import type { Appearance, ReadingFont } from '../../../src-shared/domain/settings.ts'
import { toTrustedMarkup } from './trusted-types.ts'

/** The realm of the frame: its own constructors, registry and document. */
export type FrameWindow = Window & typeof globalThis

export interface Frame {
  readonly element: HTMLIFrameElement
  readonly window: FrameWindow
  readonly page: Document
  /** Holds the document's blocks; the frame has no other text. */
  readonly article: HTMLElement
  /** Sets type and colours. Layout follows at once. */
  setAppearance(appearance: Appearance): void
  /** Resolves when the faces of the appearance are there, or after `limit` milliseconds. */
  fontsReady(limit: number): Promise<void>
  remove(): void
}

/**
 * The policy of a document. The frame also inherits the interface's policy, and has no `allow-scripts`: each alone
 * stops a script.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

const SHELL =
  '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title></title></head>` +
  '<body><article></article></body></html>'

/**
 * Width of an average character of running text, in em: measured over English prose in each face, and a little more,
 * since lines that are not justified end before the edge.
 */
const CHARACTER_WIDTH: Readonly<Record<ReadingFont, number>> = {
  literata: 0.485,
  'source-serif': 0.488,
  inter: 0.49,
  'jetbrains-mono': 0.61,
  atkinson: 0.455,
  opendyslexic: 0.755,
}

/** Puts an empty frame into `place`. `styles` are whole style sheets, later ones winning. */
export async function createFrame(
  place: HTMLElement,
  styles: readonly string[],
  title: string,
): Promise<Frame> {
  const element = place.ownerDocument.createElement('iframe')
  element.setAttribute('sandbox', 'allow-same-origin')
  element.title = title
  element.className = 'reader-frame'
  const loaded = new Promise((resolve) => {
    element.addEventListener('load', resolve, { once: true })
  })
  element.srcdoc = toTrustedMarkup(SHELL)
  place.append(element)
  await loaded
  const page = element.contentDocument
  const window = page?.defaultView ?? null
  const article = page?.querySelector('article') ?? null
  if (page === null || window === null || article === null)
    throw new Error('The document frame did not load.')
  page.adoptedStyleSheets = styles.map((style) => {
    const sheet = new window.CSSStyleSheet()
    sheet.replaceSync(style)
    return sheet
  })
  return { element, window, page, article, ...createAppearance(page), remove: () => element.remove() }
}

function createAppearance(page: Document): Pick<Frame, 'setAppearance' | 'fontsReady'> {
  const root = page.documentElement
  return {
    setAppearance(appearance) {
      const { font, fontSize, lineHeight, measure, theme } = appearance
      if (theme === 'auto') delete root.dataset['theme']
      else root.dataset['theme'] = theme
      root.style.setProperty('--reading-font', `var(--font-${font})`)
      root.style.setProperty('--reading-size', `${fontSize}px`)
      root.style.setProperty('--reading-line', String(lineHeight))
      root.style.setProperty('--reading-measure', `${(measure * CHARACTER_WIDTH[font]).toFixed(2)}em`)
      root.style.setProperty('--reading-characters', String(measure))
    },
    async fontsReady(limit) {
      const family = page.defaultView?.getComputedStyle(page.body).fontFamily ?? 'serif'
      const wait = new Promise<void>((resolve) => setTimeout(resolve, limit))
      const load = Promise.all([
        page.fonts.load(`400 16px ${family}`),
        page.fonts.load(`700 16px ${family}`),
        page.fonts.load(`italic 400 16px ${family}`),
      ])
      await Promise.race([load.catch(() => undefined), wait])
    },
  }
}
