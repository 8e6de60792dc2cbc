// Painting two thousand highlights in a 1 MB document: Lectern's painter on the Custom Highlight API, against wrapping
// each passage in an element, on the same document in the same browser, both with the blocks' content-visibility.
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { build } from 'vite'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'
import { openBrowser, openPage } from './browser.ts'
import { buildArticles, openRandom, toDocument } from './corpus.ts'
import { median, type Row, type Subject } from './harness.ts'
import type { PaintTimes } from './painting-page.ts'

const ROUNDS = 5
const HIGHLIGHTS = 2_000
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><style>
body { font: 18px/1.6 serif; max-width: 33em; margin: auto }
.chunk { display: flow-root; content-visibility: auto; contain-intrinsic-block-size: auto 9000px }
::highlight(bench), mark { background-color: #f8e69a; color: inherit }
</style></head><body></body></html>`

export const painting: Subject = {
  about: 'painting 2,000 highlights, against wrapping them in elements',
  run: async ({ scale, say }) => {
    const browser = await openBrowser(say)
    if (browser === null) return []
    try {
      const page = await openPage(browser)
      await page.setContent(PAGE)
      await page.addScriptTag({ content: await bundlePage() })
      const html = buildArticles(Math.round(260 * scale))
        .map((article) => toDocument(article).html)
        .join('')
      const ranges = pickRanges(html)
      say(`${(html.length / 1e6).toFixed(1)} MB, ${ranges.length} highlights`)
      const lectern: PaintTimes[] = []
      const wrapped: PaintTimes[] = []
      for (let round = 0; round <= ROUNDS; round += 1) {
        const [ours, theirs] = [
          await run(page, 'timePainted', html, ranges),
          await run(page, 'timeWrapped', html, ranges),
        ]
        if (round === 0) continue
        lectern.push(ours)
        wrapped.push(theirs)
      }
      return toRows(lectern, wrapped)
    } finally {
      await browser.close()
    }
  },
}

function toRows(lectern: readonly PaintTimes[], wrapped: readonly PaintTimes[]): Row[] {
  const row = (what: string, pick: (times: PaintTimes) => number): Row => ({
    what,
    unit: 'ms',
    better: 'less',
    values: { lectern: median(lectern.map(pick)), '<mark>': median(wrapped.map(pick)) },
  })
  return [
    row('paint 2,000 highlights, to the frame', (times) => times.paint),
    row('take them off again', (times) => times.clear),
    row('slowest frame of scrolling over them', (times) => times.scroll),
  ]
}

/** Passages within one text node each, evenly over the document, of 20 to 120 units. */
function pickRanges(html: string): [number, number][] {
  const random = openRandom(7)
  const { blocks } = parseOutline(html)
  const wide = blocks.filter((block) => block.end - block.start > 130)
  const every = wide.length / HIGHLIGHTS
  const count = Math.min(HIGHLIGHTS, wide.length)
  return Array.from({ length: count }, (_, at): [number, number] => {
    const block = wide[Math.floor(at * Math.max(1, every))]
    const start = block?.start ?? 0
    return [start, start + 20 + Math.floor(random() * 100)]
  })
}

async function run(
  page: Page,
  name: 'timePainted' | 'timeWrapped',
  html: string,
  ranges: readonly (readonly [number, number])[],
): Promise<PaintTimes> {
  return page.evaluate(
    ([which, text, places]) => {
      const bench: unknown = Reflect.get(window, 'bench')
      const timer: unknown = Reflect.get(Object(bench), which)
      if (typeof timer !== 'function') throw new Error(`The page has no ${which}.`)
      return Reflect.apply(timer, undefined, [text, places]) as Promise<PaintTimes>
    },
    [name, html, ranges] as const,
  )
}

/** The page's code in one script that makes `window.bench`. */
async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'painting-page.ts'), formats: ['iife'], name: 'bench' },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) =>
    'output' in each ? each.output : [],
  )
  const chunk = outputs.find((each) => each.type === 'chunk')
  if (chunk === undefined) throw new Error('The page of the painting benchmark could not be bundled.')
  return chunk.code
}
