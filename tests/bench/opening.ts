// Opening a document: from the press on “next document”, in the running web host, to the first frame that shows its text; against the same normalised HTML opened bare in the same browser, from navigation to first contentful paint.
import type { Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from '../../src-main/library/index.ts'
import { BundleId } from '../../src-shared/domain/ids.ts'
import { openBundle } from '../../src-main/publishing/index.ts'
import { startHost } from '../e2e/web-host.ts'
import { openBrowser, openPage } from './browser.ts'
import { type Article, buildArticles, toHtml } from './corpus.ts'
import { median, type Row, type Subject } from './harness.ts'

const ROUNDS = 3
const BUILT = join(import.meta.dirname, '../../out/main/web.js')

interface Sample {
  readonly title: string
  readonly megabytes: number
}

export const opening: Subject = {
  about: 'opening a document, to the first frame that shows it, against the bare HTML',
  run: async ({ scale, say }) => {
    if (!existsSync(BUILT)) {
      say('the product is not built (npm run build): not measured')
      return []
    }
    const browser = await openBrowser(say)
    if (browser === null) return []
    const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
    try {
      const samples = [1, 5].map((size): Sample => ({ title: `Document ${size}`, megabytes: size * scale }))
      const bundle = await writeSamples(folder, samples)
      const lectern = await timeLectern(await openPage(browser), folder, bundle, samples)
      const bare = await timeBare(await openPage(browser), bundle, samples)
      return samples.map(({ megabytes }, at): Row => ({
        what: `open ${megabytes} MB, to first paint`,
        unit: 'ms',
        better: 'less',
        values: { lectern: median(lectern[at] ?? []), 'bare HTML': median(bare[at] ?? []) },
      }))
    } finally {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** A bundle with a short document before each sample, in that order. Returns its path. */
async function writeSamples(folder: string, samples: readonly Sample[]): Promise<string> {
  const sources: string[] = []
  const write = async (title: string, sections: Article['sections']): Promise<void> => {
    const path = join(folder, `${sources.length}.html`)
    await writeFile(path, toHtml({ name: title, title, sections }))
    sources.push(path)
  }
  const articles = buildArticles(Math.ceil(Math.max(...samples.map((each) => each.megabytes)) * 260))
  for (const { title, megabytes } of samples) {
    await write(`Before ${title}`, articles[0]?.sections ?? [])
    const sections = articles.flatMap((each) => each.sections)
    await write(title, takeCharacters(sections, megabytes * 1_000_000))
  }
  const out = join(folder, 'bench.webpub')
  await buildBundle(sources, out, { id: BundleId.parse('bench'), title: 'Bench' })
  return out
}

/** As many sections as make up so much HTML. */
function takeCharacters(sections: Article['sections'], wanted: number): Article['sections'] {
  let size = 0
  return sections.filter(({ paragraphs }) => {
    if (size >= wanted) return false
    size += paragraphs.reduce((sum, text) => sum + text.length + 20, 60)
    return true
  })
}

async function timeLectern(
  page: Page,
  folder: string,
  bundle: string,
  samples: readonly Sample[],
): Promise<number[][]> {
  const host = await startHost(join(folder, 'data'), bundle)
  const titles = samples.flatMap(({ title }) => [`Before ${title}`, title])
  const times = new Map<string, number[]>(titles.map((title) => [title, []]))
  const step = async (button: string, title: string): Promise<void> => {
    times.get(title)?.push(await press(page, button, title))
    await page.waitForTimeout(700)
  }
  try {
    await page.goto(host.url)
    await page.getByText('Bench').first().waitFor()
    await page.waitForTimeout(700)
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const title of titles.slice(1)) await step('Next document', title)
      for (const title of titles.toReversed().slice(1)) await step('Previous document', title)
    }
    return samples.map(({ title }) => times.get(title) ?? [])
  } finally {
    await host.stop()
  }
}

/** Presses a button. Milliseconds from the press to the end of the frame that shows the document it leads to. */
async function press(page: Page, button: string, title: string): Promise<number> {
  const painted = page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        let pressed = 0
        window.addEventListener('pointerdown', (event) => (pressed = event.timeStamp), {
          capture: true,
          once: true,
        })
        const look = (): void => {
          const shown = document.querySelector('iframe')?.contentDocument
          if (pressed === 0 || shown?.title !== wanted || shown.body.textContent === '') {
            requestAnimationFrame(look)
            return
          }
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => done(performance.now() - pressed)
          port2.postMessage(null)
        }
        requestAnimationFrame(look)
      }),
    title,
  )
  await page.getByRole('button', { name: button, exact: true }).click()
  return painted
}

/** The same documents as plain pages without a style sheet. */
async function timeBare(page: Page, bundle: string, samples: readonly Sample[]): Promise<number[][]> {
  const pages = await readPages(bundle, samples)
  const server = createServer((request, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8')
    answer.end(pages[Number(request.url?.slice(1))] ?? '')
  })
  const address = await listen(server)
  try {
    const times: number[][] = pages.map(() => [])
    for (let round = 0; round < ROUNDS; round += 1)
      for (const at of pages.keys()) {
        await page.goto('about:blank')
        await page.goto(`${address}/${at}`, { waitUntil: 'load' })
        times[at]?.push(
          await page.evaluate(async () => {
            for (;;) {
              const [paint] = performance.getEntriesByName('first-contentful-paint')
              if (paint !== undefined) return paint.startTime
              await new Promise((next) => setTimeout(next, 20))
            }
          }),
        )
      }
    return times
  } finally {
    server.close()
  }
}

async function readPages(path: string, samples: readonly Sample[]): Promise<string[]> {
  const bundle = await openBundle(path)
  try {
    const pages: string[] = []
    for (const { title } of samples) {
      const entry = bundle.documents.find((each) => each.title === title)
      if (entry === undefined) throw new Error(`The bundle has no document ${title}.`)
      const { html } = await bundle.readDocument(entry.id)
      pages.push(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${html}</body></html>`,
      )
    }
    return pages
  } finally {
    await bundle.close()
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
